#include "service/api/counter_shapes.h"

#include <algorithm>

#include "deposit/model/states.h"
#include "service/api/shape_parts.h"

namespace lockbox::service::api {

namespace json = boost::json;
using namespace deposit::counter;

namespace {

json::array moves_shape(const DrawerSession& session) {
  json::array moves;
  for (const auto& move : session.moves) {
    auto shape = cash_shape(move.cash);
    shape["kind"] = name_of(move_kind_names, move.kind);
    shape["reason"] = move.reason;
    shape["bag"] = text_or_null(move.bag);
    shape["witness"] = text_or_null(move.witness);
    shape["made_by"] = move.made_by;
    shape["at"] = move.at;
    moves.push_back(std::move(shape));
  }
  return moves;
}

json::array bags_shape(const std::vector<CashBag>& bags) {
  json::array shapes;
  for (const auto& bag : bags) {
    auto shape = cash_shape(bag.cash);
    shape["deposit_account"] = bag.deposit_account;
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

json::value count_shape(const DrawerSession& session) {
  if (session.state == DrawerState::Open || session.counts.empty()) return nullptr;
  const auto& count = session.counts.back();
  auto shape = cash_shape(count.cash);
  shape["checks"] = count.checks;
  shape["money_orders"] = count.money_orders;
  shape["card_slips"] = count.card_slips;
  return shape;
}

json::array lines_shape(const Receipt& receipt) {
  json::array lines;
  for (const auto& line : receipt.accounts) {
    lines.push_back(json::object{{"account", line.account.masked()},
                                 {"bill_type", line.bill_type},
                                 {"charge_code", nullptr},
                                 {"name", nullptr},
                                 {"amount_cents", line.amount.cents()},
                                 {"parts", json::array{}}});
  }
  for (const auto& charge : receipt.charges) {
    json::array parts;
    for (const auto& part : charge.parts) {
      parts.push_back(json::object{{"gl_account", part.spot.gl_account},
                                   {"fund", part.spot.fund},
                                   {"amount_cents", part.amount.cents()}});
    }
    lines.push_back(json::object{{"account", nullptr},
                                 {"bill_type", nullptr},
                                 {"charge_code", charge.code},
                                 {"name", charge.name},
                                 {"amount_cents", charge.amount.cents()},
                                 {"parts", std::move(parts)}});
  }
  return lines;
}

json::array tenders_shape(const Receipt& receipt) {
  json::array tenders;
  for (const auto& tender : receipt.tenders) {
    tenders.push_back(json::object{{"kind", name_of(deposit::tender_kind_names, tender.kind)},
                                   {"amount_cents", tender.amount.cents()},
                                   {"given_cents", tender.given.cents()},
                                   {"number", text_or_null(tender.number)},
                                   {"brand", text_or_null(tender.brand)},
                                   {"last4", text_or_null(tender.last4)},
                                   {"authorisation", text_or_null(tender.authorisation)},
                                   {"finding", number_or_null(tender.finding)},
                                   {"sequence", tender.sequence}});
  }
  return tenders;
}

Result<ReceiptTender> read_tender(const json::object& object, const std::string& pointer) {
  JsonReader reader{object, pointer};
  ReceiptTender tender;
  const auto name = reader.text("kind");
  tender.amount = Money::from_cents(reader.integer("amount_cents"));
  const auto given = reader.optional_integer("given_cents");
  tender.given = given ? Money::from_cents(*given) : tender.amount;
  tender.number = reader.optional_text("number").value_or("");
  tender.brand = reader.optional_text("brand").value_or("");
  tender.last4 = reader.optional_text("last4").value_or("");
  tender.authorisation = reader.optional_text("authorisation").value_or("");
  tender.finding = reader.optional_integer("finding");
  TRY(reader.finish());
  const auto kind = parse_name<deposit::TenderKind>(deposit::tender_kind_names, name);
  if (!kind) return fail(ErrorCode::InvalidInput, kind.error().message, pointer + "/kind");
  tender.kind = *kind;
  return tender;
}

Result<counter::AskedLine> read_line(const json::object& object, const std::string& pointer) {
  JsonReader reader{object, pointer};
  counter::AskedLine line;
  line.account_ref = reader.optional_text("account_ref").value_or("");
  line.charge_code = reader.optional_text("charge_code").value_or("");
  if (const auto cents = reader.optional_integer("amount_cents")) {
    line.amount = Money::from_cents(*cents);
  }
  TRY(reader.finish());
  return line;
}

}  // namespace

json::object cash_shape(const CashCount& cash) {
  json::array bills;
  for (const auto number : cash.bills) bills.push_back(number);
  return {{"bills", std::move(bills)},
          {"coin_cents", cash.coin.cents()},
          {"total_cents", cash.total().cents()}};
}

json::object session_shape(const CounterWork& work, const deposit::CounterRules& rules) {
  const auto& drawer = work.drawer;
  const bool is_blind = drawer.state == DrawerState::Open;
  // What was accepted keeps the alert of that day, whatever the site file says now.
  const bool has_alert = drawer.state == DrawerState::Accepted
                             ? drawer.has_alert
                             : !is_blind && is_alert(over_short(drawer), rules);
  json::array receipts;
  for (const auto& receipt : work.receipts) receipts.push_back(receipt_shape(receipt));
  json::value proposed = nullptr;
  if (drawer.state == DrawerState::Counted) {
    const auto bags = propose_bags(cash_at_end(drawer), bag_amounts(work, rules));
    if (bags) proposed = bags_shape(*bags);
  }
  return {{"id", drawer.id.value()},
          {"number", drawer.number},
          {"lockbox", drawer.lockbox},
          {"batch", drawer.batch},
          {"day", drawer.day.to_string()},
          {"person", drawer.person},
          {"state", name_of(drawer_state_names, drawer.state)},
          {"version", drawer.version},
          {"opened_at", drawer.opened_at},
          {"opening", cash_shape(drawer.opening)},
          {"moves", moves_shape(drawer)},
          {"counts_made", drawer.counts.size()},
          {"count", count_shape(drawer)},
          {"expected_cents", is_blind ? json::value{} : expected_cash(drawer).cents()},
          {"over_short_cents", is_blind ? json::value{} : over_short(drawer).cents()},
          {"alert", has_alert},
          {"acknowledged_by", text_or_null(drawer.acknowledged_by)},
          {"acknowledged_because", text_or_null(drawer.acknowledged_because)},
          {"accepted_by", text_or_null(drawer.accepted_by)},
          {"accepted_at", text_or_null(drawer.accepted_at)},
          {"bag_number", text_or_null(drawer.bag_number)},
          {"bags", bags_shape(drawer.bags)},
          {"proposed_bags", std::move(proposed)},
          {"receipts", std::move(receipts)}};
}

json::object receipt_shape(const Receipt& receipt) {
  return {{"number", receipt.number},
          {"name", receipt_name(receipt.number)},
          {"drawer", receipt.drawer.value()},
          {"batch", receipt.batch},
          {"transaction", receipt.transaction},
          {"day", receipt.day.to_string()},
          {"payer", receipt.payer},
          {"note", receipt.note},
          {"state", name_of(receipt_state_names, receipt.state)},
          {"total_cents", receipt.total().cents()},
          {"change_cents", receipt.change().cents()},
          {"tenders", tenders_shape(receipt)},
          {"lines", lines_shape(receipt)},
          {"taken_by", receipt.taken_by},
          {"taken_at", receipt.taken_at},
          {"voided_by", text_or_null(receipt.voided_by)},
          {"voided_because", text_or_null(receipt.voided_because)},
          {"voided_at", text_or_null(receipt.voided_at)}};
}

json::array charge_codes_shape(const deposit::CounterRules& rules) {
  json::array codes;
  for (const auto& code : rules.charge_codes) {
    codes.push_back(json::object{
        {"code", code.code},
        {"name", code.name},
        {"price_cents", code.price ? json::value(code.price->cents()) : json::value(nullptr)}});
  }
  return codes;
}

SentBills read_bills(JsonReader& reader) {
  return {reader.integers("bills"), reader.integer("coin_cents")};
}

Result<CashCount> cash_from(const SentBills& sent) {
  CashCount cash;
  if (sent.bills.size() != cash.bills.size()) {
    return fail(ErrorCode::InvalidInput,
                "Bills are seven numbers: of 100, 50, 20, 10, 5, 2 and 1 dollars.", "/bills");
  }
  std::ranges::copy(sent.bills, cash.bills.begin());
  cash.coin = Money::from_cents(sent.coin_cents);
  return cash;
}

Result<counter::AskedReceipt> read_receipt(const json::object& body) {
  JsonReader reader{body};
  counter::AskedReceipt asked;
  asked.version = reader.integer("version");
  asked.payer = reader.text("payer");
  asked.note = reader.optional_text("note").value_or("");
  const auto tenders = reader.objects("tenders");
  const auto lines = reader.objects("lines");
  TRY(reader.finish());
  for (std::size_t i = 0; i < tenders.size(); ++i) {
    asked.tenders.push_back(TRY(read_tender(*tenders[i], "/tenders/" + std::to_string(i))));
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    asked.lines.push_back(TRY(read_line(*lines[i], "/lines/" + std::to_string(i))));
  }
  return asked;
}

Result<SeenMove> read_move(const json::object& body) {
  JsonReader reader{body};
  const auto version = reader.integer("version");
  DrawerMove move;
  const auto name = reader.text("kind");
  const auto sent = read_bills(reader);
  move.reason = reader.optional_text("reason").value_or("");
  move.bag = reader.optional_text("bag").value_or("");
  move.witness = reader.optional_text("witness").value_or("");
  TRY(reader.finish());
  const auto kind = parse_name<MoveKind>(move_kind_names, name);
  if (!kind) return fail(ErrorCode::InvalidInput, kind.error().message, "/kind");
  move.kind = *kind;
  move.cash = TRY(cash_from(sent));
  return SeenMove{version, std::move(move)};
}

Result<counter::AskedAcceptance> read_acceptance(const json::object& body) {
  JsonReader reader{body};
  counter::AskedAcceptance asked;
  asked.version = reader.integer("version");
  asked.bag_number = reader.optional_text("bag_number").value_or("");
  std::vector<const json::object*> bags;
  if (body.contains("bags")) bags = reader.objects("bags");
  TRY(reader.finish());
  if (!body.contains("bags")) return asked;
  asked.bags.emplace();
  for (std::size_t i = 0; i < bags.size(); ++i) {
    JsonReader bag{*bags[i], "/bags/" + std::to_string(i)};
    const auto account = bag.text("deposit_account");
    const auto sent = read_bills(bag);
    TRY(bag.finish());
    asked.bags->push_back({account, TRY(cash_from(sent))});
  }
  return asked;
}

}  // namespace lockbox::service::api
