#include "service/api/custody_shapes.h"

#include "service/api/shape_parts.h"

namespace lockbox::service::api {

namespace json = boost::json;
using namespace deposit::custody;

namespace {

template <class Key>
json::value key_or_null(const std::optional<Key>& key) {
  if (!key) return nullptr;
  return key->value();
}

json::object pick_up_shape(const PickUp& pick_up) {
  json::array certified;
  for (const auto& number : pick_up.certified_numbers) certified.push_back(json::value(number));
  return {{"id", pick_up.id.value()},
          {"day", pick_up.day.to_string()},
          {"source", name_of(mail_source_names, pick_up.source)},
          {"picked_up_at", pick_up.picked_up_at},
          {"carrier_reference", text_or_null(pick_up.carrier_reference)},
          {"trays", pick_up.trays},
          {"weight_grams", number_or_null(pick_up.weight_grams)},
          {"estimated_pieces", number_or_null(pick_up.estimated_pieces)},
          {"certified_numbers", std::move(certified)},
          {"logged_by", pick_up.logged_by},
          {"logged_at", pick_up.logged_at},
          {"confirmed_by", text_or_null(pick_up.confirmed_by)},
          {"confirmed_at", text_or_null(pick_up.confirmed_at)}};
}

json::array steps_shape(const WorkUnit& unit) {
  json::array steps;
  for (const auto& step : unit.steps) {
    steps.push_back(json::object{{"event", name_of(unit_event_names, step.event)},
                                 {"day", step.day.to_string()},
                                 {"pieces", step.pieces},
                                 {"actor", step.actor},
                                 {"at", step.at},
                                 {"note", step.note}});
  }
  return steps;
}

json::array movements_shape(const WorkUnit& unit) {
  json::array movements;
  for (const auto& movement : unit.movements) {
    movements.push_back(json::object{{"flow", name_of(flow_names, movement.flow)},
                                     {"pieces", movement.change()},
                                     {"day", movement.day.to_string()},
                                     {"actor", movement.actor},
                                     {"witness", text_or_null(movement.witness)},
                                     {"at", movement.at},
                                     {"reason", movement.reason}});
  }
  return movements;
}

json::array hand_offs_shape(const WorkUnit& unit) {
  json::array hand_offs;
  for (const auto& one : unit.hand_offs) {
    hand_offs.push_back(json::object{{"state", name_of(hand_off_state_names, one.state)},
                                     {"day", one.day.to_string()},
                                     {"giver", one.giver},
                                     {"taker", one.taker},
                                     {"offered_pieces", one.offered_pieces},
                                     {"offered_at", one.offered_at},
                                     {"taken_pieces", number_or_null(one.taken_pieces)},
                                     {"ended_at", text_or_null(one.ended_at)}});
  }
  return hand_offs;
}

json::array batches_shape(const WorkUnit& unit) {
  json::array batches;
  for (const auto& one : unit.batches) {
    batches.push_back(json::object{{"batch", one.batch.value()},
                                   {"how", name_of(linked_by_names, one.how)},
                                   {"envelopes", one.envelopes},
                                   {"documents", one.documents},
                                   {"linked_by", one.linked_by},
                                   {"at", one.at}});
  }
  return batches;
}

json::object roll_shape(const PieceRoll& roll) {
  json::object shape{{"opening", roll.opening}};
  for (std::size_t i = 0; i < flow_names.size(); ++i) shape[flow_names.at(i)] = roll.flows.at(i);
  shape["closing"] = roll.closing;
  shape["difference"] = roll.difference();
  return shape;
}

json::object box_shape(const custody::BoxView& view) {
  const auto& box = view.box;
  return {{"id", box.id.value()},
          {"name", box.name},
          {"location", box.location},
          {"retention", name_of(retention_class_names, box.retention)},
          {"opened_by", box.opened_by},
          {"opened_on", box.opened_on.to_string()},
          {"filled_on", day_or_null(box.filled_on)},
          {"units", box.units},
          {"pieces", box.pieces},
          {"due_on", day_or_null(view.due)},
          {"why_kept", text_or_null(view.why_kept.value_or(""))},
          {"first_signer", text_or_null(box.first_signer)},
          {"second_signer", text_or_null(box.second_signer)},
          {"destroyed_on", day_or_null(box.destroyed_on)}};
}

json::object hold_shape(const Hold& hold) {
  return {{"id", hold.id.value()},          {"box", key_or_null(hold.box)},
          {"unit", key_or_null(hold.unit)}, {"kind", name_of(hold_kind_names, hold.kind)},
          {"reason", hold.reason},          {"placed_by", hold.placed_by},
          {"placed_at", hold.placed_at}};
}

json::array gaps_shape(const DayCustody& day) {
  json::array gaps;
  for (const auto& gap : day.gaps) {
    gaps.push_back(json::object{{"text", gap.text}, {"unit", key_or_null(gap.unit)}});
  }
  return gaps;
}

json::array stages_shape(const custody::CustodyView& view) {
  json::array stages;
  for (const auto& one : view.stages) {
    stages.push_back(json::object{{"stage", name_of(stage_names, one.stage)},
                                  {"units", one.units},
                                  {"pieces", one.pieces},
                                  {"oldest_days", one.oldest_days}});
  }
  return stages;
}

json::array counts_shape(const Finding& finding) {
  json::array counts;
  for (const auto& count : finding.counts) {
    json::array bills;
    for (const auto number : count.bills) bills.push_back(json::value(number));
    counts.push_back(json::object{{"bills", std::move(bills)},
                                  {"coin_cents", count.coin.cents()},
                                  {"total_cents", count.total().cents()},
                                  {"counted_by", count.counted_by},
                                  {"at", count.at}});
  }
  return counts;
}

}  // namespace

json::object unit_shape(const WorkUnit& unit) {
  return {{"id", unit.id.value()},
          {"number", unit.number},
          {"pick_up", key_or_null(unit.pick_up)},
          {"found_in", key_or_null(unit.found_in)},
          {"label", unit.label},
          {"sort_class", name_of(sort_class_names, unit.sort_class)},
          {"day", unit.day.to_string()},
          {"date_policy", name_of(date_policy_names, unit.date_policy)},
          {"dated_on", unit.dated_on.to_string()},
          {"stage", name_of(stage_names, unit.stage)},
          {"pieces", unit.pieces},
          {"holder", text_or_null(unit.holder)},
          {"box", key_or_null(unit.box)},
          {"signed", unit.is_signed},
          {"version", unit.version},
          {"steps", steps_shape(unit)},
          {"movements", movements_shape(unit)},
          {"hand_offs", hand_offs_shape(unit)},
          {"batches", batches_shape(unit)}};
}

json::object finding_shape(const Finding& finding) {
  // Nobody who counts cash a second time is shown the first count.
  const bool is_blind = finding.kind == FindingKind::Cash && finding.witnessed_by.empty();
  return {{"id", finding.id.value()},
          {"unit", finding.unit.value()},
          {"unit_number", finding.unit_number},
          {"kind", name_of(finding_kind_names, finding.kind)},
          {"day", finding.day.to_string()},
          {"found_by", finding.found_by},
          {"at", finding.at},
          {"note", finding.note},
          {"expected", finding.expected},
          {"counted", finding.counted},
          {"found_unit", key_or_null(finding.found_unit)},
          {"due", day_or_null(finding.due)},
          {"witnessed_by", text_or_null(finding.witnessed_by)},
          {"counts_made", finding.counts.size()},
          {"counts", is_blind ? json::array{} : counts_shape(finding)},
          {"resolution", text_or_null(finding.resolution)},
          {"resolved_by", text_or_null(finding.resolved_by)},
          {"resolved_at", text_or_null(finding.resolved_at)}};
}

json::object policy_shape(const CustodyPolicy& policy) {
  json::object days;
  for (std::size_t i = 0; i < retention_class_names.size(); ++i) {
    days[retention_class_names.at(i)] = policy.retention_days.at(i);
  }
  return {{"version", policy.version},
          {"date_policy", name_of(date_policy_names, policy.date_policy)},
          {"follow_up_days", policy.follow_up_days},
          {"retention_days", std::move(days)},
          {"set_by", text_or_null(policy.set_by)},
          {"set_at", text_or_null(policy.set_at)},
          {"reason", text_or_null(policy.reason)}};
}

json::object instruction_shape(const deposit::SpecialInstruction& one) {
  return {{"payee", one.payee},   {"version", one.version}, {"text", one.text},
          {"set_by", one.set_by}, {"set_at", one.set_at},   {"reason", one.reason}};
}

json::array ages_shape(const DayCustody& custody) {
  json::array ages;
  for (const auto& age : unworked_by_age(custody.units)) {
    ages.push_back(
        json::object{{"label", age.label}, {"units", age.units}, {"pieces", age.pieces}});
  }
  return ages;
}

json::object custody_shape(const custody::CustodyView& view) {
  json::array pick_ups;
  for (const auto& one : view.book.pick_ups) pick_ups.push_back(pick_up_shape(one));
  json::array units;
  for (const auto& one : view.book.units) units.push_back(unit_shape(one));
  json::array findings;
  for (const auto& one : view.book.findings) findings.push_back(finding_shape(one));
  json::array boxes;
  for (const auto& one : view.boxes) boxes.push_back(box_shape(one));
  json::array holds;
  for (const auto& one : view.book.holds) holds.push_back(hold_shape(one));
  return {{"day", view.book.day.to_string()},
          {"kept", view.book.is_kept},
          {"policy", policy_shape(view.book.policy)},
          {"pick_ups", std::move(pick_ups)},
          {"units", std::move(units)},
          {"findings", std::move(findings)},
          {"roll", roll_shape(view.roll)},
          {"stages", stages_shape(view)},
          {"unworked_by_age", ages_shape(view.day)},
          {"boxes", std::move(boxes)},
          {"holds", std::move(holds)},
          {"gaps", gaps_shape(view.day)}};
}

}  // namespace lockbox::service::api
