#include "service/api/custody_requests.h"

#include <algorithm>

#include "core/clock.h"

namespace lockbox::service::api {

namespace json = boost::json;
using namespace deposit::custody;

namespace {

Result<std::optional<BusinessDay>> optional_day(JsonReader& reader, std::string_view member,
                                                const std::string& pointer) {
  const auto text = reader.optional_text(member);
  if (!text) return std::nullopt;
  auto day = BusinessDay::parse(*text);
  if (!day) return fail(ErrorCode::InvalidInput, day.error().message, pointer);
  return *day;
}

Result<deposit::WantedTray> read_tray(const json::object& object, std::size_t at) {
  const auto pointer = "/trays/" + std::to_string(at);
  JsonReader reader{object, pointer};
  deposit::WantedTray tray;
  tray.label = reader.optional_text("label").value_or("");
  const auto name = reader.text("sort_class");
  tray.pieces = reader.integer("pieces");
  tray.postmark = TRY(optional_day(reader, "postmark", pointer + "/postmark"));
  TRY(reader.finish());
  const auto sort_class = parse_name<SortClass>(sort_class_names, name);
  if (!sort_class) {
    return fail(ErrorCode::InvalidInput, sort_class.error().message, pointer + "/sort_class");
  }
  tray.sort_class = *sort_class;
  return tray;
}

}  // namespace

Result<deposit::WantedPickUp> read_pick_up(const json::object& body, const BusinessDay& day) {
  JsonReader reader{body};
  deposit::WantedPickUp wanted{.day = day,
                               .source = MailSource::PoBox,
                               .picked_up_at = reader.text("picked_up_at"),
                               .carrier_reference = {},
                               .weight_grams = reader.optional_integer("weight_grams"),
                               .estimated_pieces = reader.optional_integer("estimated_pieces"),
                               .certified_numbers = reader.texts("certified_numbers"),
                               .trays = {}};
  wanted.carrier_reference = reader.optional_text("carrier_reference").value_or("");
  const auto trays = reader.objects("trays");
  const auto source = name_in<MailSource>(reader, mail_source_names, "source");
  TRY(reader.finish());
  wanted.source = TRY(source);
  const auto at = parse_instant(wanted.picked_up_at);
  if (!at) return fail(ErrorCode::InvalidInput, at.error().message, "/picked_up_at");
  for (std::size_t i = 0; i < trays.size(); ++i) {
    wanted.trays.push_back(TRY(read_tray(*trays[i], i)));
  }
  return wanted;
}

Result<deposit::WantedUnitStep> read_unit_step(const json::object& body) {
  JsonReader reader{body};
  deposit::WantedUnitStep wanted;
  wanted.version = reader.integer("version");
  wanted.counted = reader.optional_integer("counted");
  if (const auto box = reader.optional_integer("box")) wanted.box = BoxId{*box};
  if (body.contains("batches")) {
    for (const auto batch : reader.integers("batches")) wanted.batches.emplace_back(batch);
  }
  wanted.note = reader.optional_text("note").value_or("");
  const auto event = name_in<UnitEvent>(reader, unit_event_names, "event");
  TRY(reader.finish());
  wanted.event = TRY(event);
  return wanted;
}

Result<deposit::WantedDeparture> read_departure(const json::object& body) {
  JsonReader reader{body};
  deposit::WantedDeparture wanted;
  wanted.pieces = reader.integer("pieces");
  wanted.version = reader.integer("version");
  wanted.reason = reader.text("reason");
  const auto flow = name_in<Flow>(reader, flow_names, "flow");
  TRY(reader.finish());
  wanted.flow = TRY(flow);
  return wanted;
}

Result<deposit::WantedOffer> read_offer(const json::object& body) {
  JsonReader reader{body};
  deposit::WantedOffer wanted;
  wanted.taker = reader.text("taker");
  wanted.pieces = reader.integer("pieces");
  wanted.version = reader.integer("version");
  wanted.on_behalf_reason = reader.optional_text("on_behalf_reason").value_or("");
  TRY(reader.finish());
  return wanted;
}

Result<deposit::WantedDiscovery> read_discovery(const json::object& body) {
  JsonReader reader{body};
  deposit::WantedDiscovery wanted;
  wanted.pieces = reader.integer("pieces");
  wanted.note = reader.text("note");
  const auto sort_class = name_in<SortClass>(reader, sort_class_names, "sort_class");
  TRY(reader.finish());
  wanted.sort_class = TRY(sort_class);
  return wanted;
}

Result<SentCash> read_cash(const json::object& body, CashNote note) {
  JsonReader reader{body};
  SentCash sent;
  const auto bills = reader.integers("bills");
  sent.count.coin = Money::from_cents(reader.integer("coin_cents"));
  if (note == CashNote::Wanted) sent.note = reader.optional_text("note").value_or("");
  TRY(reader.finish());
  if (bills.size() != sent.count.bills.size()) {
    return fail(ErrorCode::InvalidInput,
                "Bills are seven numbers: of 100, 50, 20, 10, 5, 2 and 1 dollars.", "/bills");
  }
  std::ranges::copy(bills, sent.count.bills.begin());
  return sent;
}

Result<CustodyPolicy> read_policy(const json::object& body) {
  JsonReader reader{body};
  CustodyPolicy policy;
  policy.version = reader.integer("version");
  policy.follow_up_days = reader.integer("follow_up_days");
  policy.reason = reader.text("reason");
  const auto days = reader.integers("retention_days");
  const auto date_policy = name_in<DatePolicy>(reader, date_policy_names, "date_policy");
  TRY(reader.finish());
  policy.date_policy = TRY(date_policy);
  if (days.size() != policy.retention_days.size()) {
    return fail(ErrorCode::InvalidInput,
                "Days of retention are four numbers: of payments, envelopes, correspondence and "
                "certified mail.",
                "/retention_days");
  }
  std::ranges::copy(days, policy.retention_days.begin());
  return policy;
}

}  // namespace lockbox::service::api
