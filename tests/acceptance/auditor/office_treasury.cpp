// What treasury does with released money, and what is corrected afterwards.

#include <stdexcept>

#include "acceptance/auditor/office_day.h"

namespace lockbox::auditor {

namespace json = boost::json;

namespace {

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  return *std::move(result);
}

}  // namespace

std::vector<std::string> OfficeDay::tickets(std::string_view state) const {
  std::vector<std::string> found;
  for (const auto& [number, ticket] : model_->tickets()) {
    if (ticket.state == state) found.push_back(number);
  }
  return found;
}

/// The drafts as they lie on the table: which check is on which.
std::map<std::string, std::vector<Place>> OfficeDay::drafts() {
  std::map<std::string, std::vector<Place>> found;
  for (const auto& record :
       need(office_.books().deposits().unsettled(site_.id, every_deposit)).records) {
    if (record.state != deposit::DepositState::Draft) continue;
    auto& items = found[record.ticket];
    for (const auto& item : record.items) {
      items.emplace_back(item.place.batch.value(), item.place.sequence);
    }
  }
  return found;
}

void OfficeDay::treasury_step() {
  const auto dice = draw(100);
  if (dice < 25) return build();
  if (dice < 30) return build_alone();
  static const std::vector<std::string> states{"draft", "awaiting_approval", "approved", "sent",
                                               "confirmed"};
  static const std::vector<std::string> steps{"submit", "submit", "approve", "approve", "approve",
                                              "return", "send",   "send",    "cancel",  "bank"};
  const auto step = any_of(steps);
  // Most of the time a step that is listed for the deposit's state.
  std::string state = step == "submit" || step == "cancel"    ? "draft"
                      : step == "approve" || step == "return" ? "awaiting_approval"
                      : step == "send"                        ? "approved"
                                                              : "sent";
  if (step == "bank" && chance(20)) state = "confirmed";
  if (chance(8)) state = any_of(states);
  const auto found = tickets(state);
  if (found.empty()) return build();
  step == "bank" ? bank_step(any_of(found)) : deposit_step(any_of(found), step);
}

void OfficeDay::build() {
  const auto view =
      office_.get("/api/v1/deposit-plan?business_day=" + today_, sessions_.at("tess"));
  if (view.status != 200) return found("No plan: " + view.text);
  const auto token = view.object().at("token");
  const auto answer = ask(Duty::Build, "/deposit-plan",
                          {{"business_day", today_}, {"finals", json::array{}}, {"token", token}});
  if (answer.is_accepted) model_->build(who_, drafts());
}

void OfficeDay::build_alone() {
  std::vector<std::int64_t> numbers;
  for (const auto& [number, batch] : model_->batches()) {
    for (const auto& envelope : batch.envelopes) {
      if (envelope.life == Model::Life::Released && envelope.ticket.empty()) {
        numbers.push_back(number);
        break;
      }
    }
  }
  if (numbers.empty()) return;
  const auto number = any_of(numbers);
  const auto answer = ask(Duty::Build, "/batches/" + std::to_string(number) + "/deposits", {});
  if (!answer.is_accepted) return;
  for (const auto& one : answer.body.at("deposits").as_array()) {
    const std::string ticket{one.at("ticket").as_string()};
    const auto record = need(office_.books().deposits().deposit(site_.id, {"BOX", ticket}));
    std::vector<Place> items;
    for (const auto& item : record.items) {
      items.emplace_back(item.place.batch.value(), item.place.sequence);
    }
    model_->build_alone(who_, ticket, items);
  }
}

void OfficeDay::deposit_step(const std::string& ticket, const std::string& step) {
  const auto steps = seen_->number(
      "SELECT count(*) FROM deposit_step JOIN deposit USING (deposit_id) WHERE ticket_number = ?",
      static_cast<std::int64_t>(std::stoll(ticket)));
  const auto path = "/deposits/BOX/" + ticket + "/" + step;
  Json body;
  bool is_wrong_total = false;
  if (step == "approve") {
    is_wrong_total = chance(4);
    body["total_cents"] = model_->tickets().at(ticket).total + (is_wrong_total ? 1 : 0);
  } else {
    body["version"] = steps + 1;
  }
  if (step == "send") {
    body["method"] = "courier";
    body["carried_by"] = "Carl";
    body["bag"] = "B-" + ticket;
  } else if (step == "return" || step == "reject" || step == "cancel") {
    body["reason"] = "As the bank asks.";
  } else if (step == "confirm") {
    body["confirmed_cents"] = model_->tickets().at(ticket).total;
  }
  const auto answer = ask(Duty::Build, path, std::move(body));
  if (!answer.is_accepted) return;
  if (is_wrong_total) found("A total that nobody saw was approved.");
  model_->step_deposit(ticket, step, who_);
}

void OfficeDay::bank_step(const std::string& ticket) {
  const auto dice = draw(100);
  if (dice < 50) return deposit_step(ticket, "confirm");
  if (dice < 60) return deposit_step(ticket, "reject");
  adjust(ticket);
}

void OfficeDay::adjust(const std::string& number) {
  const auto& ticket = model_->tickets().at(number);
  const auto item = any_of(ticket.items);
  const auto amount = chance(50) ? -std::min<Cents>(90, model_->envelope(item).amount) : Cents{45};
  const bool is_wrong = chance(20);
  const auto steps = seen_->number(
      "SELECT count(*) FROM deposit_step JOIN deposit USING (deposit_id) WHERE ticket_number = ?",
      static_cast<std::int64_t>(std::stoll(number)));
  const json::array adjustments{json::object{{"reason", "encoding_error"},
                                             {"amount_cents", amount},
                                             {"batch", item.first},
                                             {"sequence", item.second},
                                             {"note", "By advice."}}};
  const auto answer =
      ask(Duty::Build, "/deposits/BOX/" + number + "/adjust",
          {{"version", steps + 1},
           {"confirmed_cents", ticket.total + ticket.adjusted + amount + (is_wrong ? 1 : 0)},
           {"adjustments", adjustments}});
  if (!answer.is_accepted) return;
  if (is_wrong) found("A confirmation that does not add up was accepted.");
  model_->adjust_deposit(number, item, amount);
}

// ---- after the deposit ------------------------------------------------------------------------

const std::string& OfficeDay::ref_of(const std::string& account) {
  auto& ref = refs_[account];
  if (ref.empty()) {
    const auto found = office_.get("/api/v1/accounts?q=" + account, sessions_.at("sam")).object();
    ref = std::string{found.at("items").at(0).at("ref").as_string()};
  }
  return ref;
}

void OfficeDay::after_step() {
  const auto dice = draw(100);
  if (dice < 35) return ask_correction();
  if (dice < 65) return decide_correction();
  if (dice < 80) return receive_return();
  step_return();
}

void OfficeDay::ask_correction() {
  static const std::vector<std::string> kinds{"transfer", "apply", "refund",    "refund",
                                              "credit",   "debit", "write_off", "apply"};
  Wish wish{any_of(kinds), 1 + draw(chance(30) ? 25'00 : 300'00), {}, {}, {}, {}};
  if (wish.kind == "write_off") wish.amount = 1 + draw(6'00);
  Json body{{"kind", wish.kind}, {"note", "Asked for."}, {"reason_code", "misapplied"}};
  if (wish.kind == "transfer" || wish.kind == "apply" || wish.kind == "refund") {
    std::vector<std::pair<Place, Model::Standing>> found;
    for (const auto& [number, batch] : model_->batches()) {
      for (const auto& envelope : batch.envelopes) {
        for (const auto& one : envelope.standing) {
          if (one.amount == 0 || one.account.empty() == (wish.kind == "transfer")) continue;
          found.emplace_back(Place{number, envelope.paper.key}, one);
        }
      }
    }
    if (found.empty()) return;
    const auto [place, standing] = any_of(found);
    wish.envelope = place;
    wish.from = standing.account;
    wish.amount = chance(60) ? standing.amount : std::min(wish.amount, standing.amount + 50);
    body["batch"] = place.first;
    body["transaction"] = place.second;
    if (!wish.from.empty()) body["from_ref"] = ref_of(wish.from);
  }
  if (wish.kind != "refund") {
    wish.to = any_account();
    body["to_ref"] = ref_of(wish.to);
  }
  body["amount_cents"] = wish.amount;
  const auto answer = ask(Duty::Ask, "/adjustments", std::move(body));
  if (!answer.is_accepted) return;
  wish.asked_by = who_;
  model_->ask(answer.body.at("number").as_int64(), wish);
}

void OfficeDay::decide_correction() {
  std::vector<std::int64_t> open;
  for (const auto& [number, one] : model_->adjustments()) {
    if (one.state == "requested" || chance(1)) open.push_back(number);
  }
  if (open.empty()) return ask_correction();
  const auto number = any_of(open);
  const auto version =
      seen_->number("SELECT version FROM adjustment WHERE adjustment_id = ?", number);
  const bool is_approval = chance(80);
  const auto answer =
      ask(Duty::Adjust,
          "/adjustments/" + std::to_string(number) + (is_approval ? "/approve" : "/reject"),
          {{"version", version}, {"note", "Looked at."}});
  if (answer.is_accepted) model_->decide_adjustment(number, is_approval, who_);
}

void OfficeDay::receive_return() {
  std::vector<Place> deposited;
  for (const auto& place : checks(Model::Life::Released, true)) {
    const auto& ticket = model_->envelope(place).ticket;
    if (!ticket.empty() || chance(2)) deposited.push_back(place);
  }
  if (deposited.empty()) return;
  const auto place = any_of(deposited);
  static const std::vector<std::string> reasons{"A", "A", "B", "C", "D", "G"};
  const auto reason = any_of(reasons);
  const bool is_wrong = chance(5);
  const auto answer = ask(Duty::Ask, "/returns",
                          {{"lockbox", "BOX"},
                           {"amount_cents", model_->envelope(place).amount + (is_wrong ? 1 : 0)},
                           {"reason_code", reason},
                           {"returned_on", today_},
                           {"document_id", document(place)}});
  if (!answer.is_accepted) return;
  if (is_wrong) found("A return of another amount was identified.");
  model_->receive_return(answer.body.at("number").as_int64(), place, reason);
}

void OfficeDay::step_return() {
  if (model_->returns().empty()) return receive_return();
  std::vector<std::int64_t> numbers;
  for (const auto& [number, one] : model_->returns()) numbers.push_back(number);
  const auto number = any_of(numbers);
  const auto version =
      seen_->number("SELECT version FROM returned_item WHERE return_id = ?", number);
  static const std::vector<std::string> events{
      "redeposit", "clear", "return_again", "charge_back", "charge_back", "post_fee", "reverse"};
  auto event = any_of(events);
  // What somebody asked for is mostly answered.
  const auto& wanted = model_->returns().at(number).wanted;
  if (!wanted.empty() && chance(70)) event = wanted;
  const auto path = "/returns/" + std::to_string(number);
  if (chance(8)) {
    const auto answer =
        ask(Duty::Ask, path + "/decline", {{"version", version}, {"note", "Not now."}});
    if (answer.is_accepted) model_->step_return(number, "decline", who_);
    return;
  }
  const auto answer = ask(Duty::Ask, path + "/steps",
                          {{"event", event}, {"version", version}, {"note", "By the bank."}});
  if (answer.is_accepted) model_->step_return(number, event, who_);
}

}  // namespace lockbox::auditor
