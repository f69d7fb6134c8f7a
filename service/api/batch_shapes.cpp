#include <algorithm>
#include <boost/json.hpp>

#include "deposit/work/virtual_batch.h"
#include "service/api/shape_parts.h"
#include "service/api/work_shapes.h"

namespace lockbox::service::api {

namespace json = boost::json;
using deposit::BatchContents;

json::object totals_shape(const deposit::ControlTotals& totals) {
  return {{"documents", totals.documents}, {"amount_cents", totals.amount.cents()}};
}

namespace {

json::array matches_shape(const std::vector<deposit::MatchRecord>& matches) {
  json::array shapes;
  for (const auto& match : matches) {
    shapes.push_back(json::object{
        {"sequence", match.sequence},
        {"rule", name_of(deposit::match_rule_names, match.rule)},
        {"account", shown(match.account)},
        {"wrong_ppm", match.wrong_ppm ? json::value(*match.wrong_ppm) : json::value()}});
  }
  return shapes;
}

json::value totals_or_null(const std::optional<deposit::ControlTotals>& totals) {
  if (!totals) return nullptr;
  return totals_shape(*totals);
}

json::array corrections_shape(const deposit::Batch& batch) {
  json::array corrections;
  for (const auto& correction : batch.corrections) {
    corrections.push_back(json::object{{"from", totals_or_null(correction.from)},
                                       {"to", totals_shape(correction.to)},
                                       {"corrected_by", correction.corrected_by},
                                       {"reason", correction.reason}});
  }
  return corrections;
}

json::array decisions_shape(const BatchContents& contents) {
  const work::BatchIndex index{contents};
  json::array decisions;
  for (const auto& decision : contents.batch.decisions) {
    const auto* envelope = index.transaction(decision.sequence);
    // One line an envelope: its first document speaks for it.
    if (envelope != nullptr && envelope->documents.front() != decision.sequence) continue;
    decisions.push_back(json::object{{"sequence", decision.sequence},
                                     {"kind", name_of(deposit::decision_kind_names, decision.kind)},
                                     {"reason", decision.reason},
                                     {"decided_by", decision.decided_by}});
  }
  return decisions;
}

json::array accepted_shape(const work::ProvenBatch& batch) {
  json::array accepted;
  for (const auto& one : batch.contents.batch.accepted) {
    accepted.push_back(json::object{
        {"documents", one.documents},
        {"amount_cents", one.amount.cents()},
        {"accepted_by", one.accepted_by},
        {"reason", one.reason},
        {"holds", batch.control.is_accepted() && &one == &batch.contents.batch.accepted.back()}});
  }
  return accepted;
}

json::array accepted_pictures_shape(const deposit::Batch& batch) {
  json::array pictures;
  for (const auto& one : batch.accepted_pictures) {
    pictures.push_back(json::object{
        {"sequence", one.sequence}, {"reason", one.reason}, {"accepted_by", one.accepted_by}});
  }
  return pictures;
}

json::array kind_corrections_shape(const deposit::Batch& batch) {
  json::array corrections;
  for (const auto& one : batch.kind_corrections) {
    corrections.push_back(json::object{{"sequence", one.sequence},
                                       {"kind", name_of(deposit::paper_kind_names, one.kind)},
                                       {"reason", one.reason},
                                       {"corrected_by", one.corrected_by}});
  }
  return corrections;
}

json::array virtual_batches_shape(const work::ProvenBatch& batch, const deposit::Site& site) {
  json::array parts;
  for (const auto& part :
       deposit::divide_batch(site.virtual_batches, batch.contents, batch.facts)) {
    parts.push_back(json::object{{"name", part.name},
                                 {"envelopes", part.envelopes.size()},
                                 {"documents", part.documents},
                                 {"amount_cents", part.amount.cents()},
                                 {"unkeyed", part.unkeyed},
                                 {"open_tasks", part.open_tasks},
                                 {"released_cents", part.released.cents()},
                                 {"done", part.is_done()}});
  }
  return parts;
}

json::array differences_shape(const work::ProvenBatch& batch) {
  const work::BatchIndex index{batch.contents};
  json::array differences;
  for (const auto& difference : work::differences_of(batch)) {
    const auto* document = difference.sequence ? index.document(*difference.sequence) : nullptr;
    differences.push_back(
        json::object{{"text", difference.text},
                     {"sequence", number_or_null(difference.sequence)},
                     {"document_id", document == nullptr ? json::value(nullptr)
                                                         : json::value(document->id.value())}});
  }
  return differences;
}

std::string_view kind_of(const deposit::Document& document) {
  return name_of(encode::page_kind_names,
                 document.reading ? document.reading->kind : encode::PageKind::Unknown);
}

json::value accepted_picture_shape(const deposit::Batch& batch, std::int64_t sequence) {
  const auto& all = batch.accepted_pictures;
  const auto found = std::ranges::find(all, sequence, &deposit::AcceptedPicture::sequence);
  if (found == all.end()) return nullptr;
  return json::object{{"reason", found->reason}, {"accepted_by", found->accepted_by}};
}

}  // namespace

json::object counted_shape(const work::ProvenBatch& batch) {
  return {{"documents", batch.control.documents},
          {"amount_cents", batch.control.amount.cents()},
          {"unkeyed", batch.control.unkeyed}};
}

json::value difference_shape(const work::ProvenBatch& batch) {
  return totals_or_null(work::numbers_of(batch).difference);
}

json::array releases_shape(const deposit::Batch& batch) {
  json::array items;
  for (const auto& one : batch.releases) {
    items.push_back(json::object{{"documents", one.held.documents},
                                 {"amount_cents", one.held.amount.cents()},
                                 {"released_by", one.released_by},
                                 {"note", one.note}});
  }
  return items;
}

json::object batch_shape(const work::ProvenBatch& batch, const deposit::Site& site) {
  const auto& stored = batch.contents.batch;
  const auto& header = stored.header;
  const auto totals = total_up(batch.contents);
  return {{"id", stored.id.value()},
          {"lockbox", header.lockbox},
          {"source", header.source},
          {"business_day", header.business_day.to_string()},
          {"job", header.job},
          {"prepared_by", header.prepared_by},
          {"state", name_of(deposit::batch_state_names, stored.state)},
          {"version", stored.version},
          {"declared", totals_or_null(batch.control.declared)},
          {"counted", counted_shape(batch)},
          {"difference", difference_shape(batch)},
          {"balanced", batch.control.holds()},
          {"waits_for_release", batch.control.waits_for_release(site.balancing)},
          {"sentence", batch.control.sentence()},
          {"open_tasks", totals.open_tasks},
          {"held_cents", totals.held.cents()},
          {"returned_cents", totals.returned.cents()},
          {"deposited_cents", totals.deposited.cents()}};
}

json::array tape_shape(const BatchContents& contents) {
  const work::BatchIndex index{contents};
  json::array tape;
  for (const auto& item : contents.items) {
    if (item.kind != deposit::ItemKind::Tender) continue;
    tape.push_back(json::object{
        {"sequence", item.sequence},
        {"document_id", index.document(item.sequence)->id.value()},
        {"transaction", number_or_null(item.transaction)},
        {"kind",
         name_of(deposit::tender_kind_names, item.tender.value_or(deposit::TenderKind::Check))},
        {"amount_cents", cents_or_null(work::shown_amount(contents, item))},
        {"amount_source", name_or_null(deposit::amount_source_names, item.amount_source)},
        {"state", name_of(deposit::item_state_names, item.state)}});
  }
  return tape;
}

json::array unplaceable_shape(const std::vector<deposit::Unplaceable>& unplaceable) {
  json::array items;
  for (const auto& item : unplaceable) {
    items.push_back(json::object{{"sequence", item.sequence},
                                 {"amount_cents", item.amount.cents()},
                                 {"cause", name_of(deposit::hold_cause_names, item.cause)},
                                 {"reason", item.reason}});
  }
  return items;
}

json::object batch_detail_shape(const work::ProvenBatch& batch, const deposit::Site& site,
                                const std::vector<work::DepositView>& deposits) {
  json::array deposit_shapes;
  for (const auto& deposit : deposits) deposit_shapes.push_back(deposit_shape(deposit));
  auto shape = batch_shape(batch, site);
  shape["corrections"] = corrections_shape(batch.contents.batch);
  shape["decisions"] = decisions_shape(batch.contents);
  shape["accepted_differences"] = accepted_shape(batch);
  shape["releases"] = releases_shape(batch.contents.batch);
  shape["accepted_pictures"] = accepted_pictures_shape(batch.contents.batch);
  shape["kind_corrections"] = kind_corrections_shape(batch.contents.batch);
  shape["tape"] = tape_shape(batch.contents);
  shape["virtual_batches"] = virtual_batches_shape(batch, site);
  shape["differences"] = differences_shape(batch);
  shape["unplaceable"] = unplaceable_shape(work::plan_batch(batch, site).plan.unplaceable);
  shape["deposits"] = std::move(deposit_shapes);
  return shape;
}

json::object plan_shape(const work::ProvenBatch& batch, const deposit::Site& site) {
  const auto plan = work::plan_batch(batch, site);
  json::array deposits;
  for (const auto& deposit : plan.plan.deposits) {
    deposits.push_back(json::object{{"deposit_account", deposit.deposit_account},
                                    {"items", deposit.items.size()},
                                    {"total_cents", deposit.total.cents()}});
  }
  return {{"batch", batch.contents.batch.id.value()},
          {"deposits", std::move(deposits)},
          {"unplaceable", unplaceable_shape(plan.plan.unplaceable)},
          {"ready", plan.is_ready},
          {"reason", plan.reason}};
}

json::object document_shape(const BatchContents& contents, std::int64_t sequence) {
  const work::BatchIndex index{contents};
  const auto& document = *index.document(sequence);
  const auto* item = index.item(sequence);
  const auto* transaction = index.transaction(sequence);
  return {{"id", document.id.value()},
          {"sequence", sequence},
          {"kind", kind_of(document)},
          {"state", name_of(deposit::document_state_names, document.state)},
          {"item_state", item == nullptr
                             ? json::value(nullptr)
                             : json::value(name_of(deposit::item_state_names, item->state))},
          {"amount_cents", item == nullptr ? json::value(nullptr)
                                           : cents_or_null(work::shown_amount(contents, *item))},
          {"transaction",
           transaction == nullptr ? json::value(nullptr) : json::value(transaction->key)},
          {"sides", sides_shape(document)},
          {"faults", faults_shape(document)},
          {"quality", quality_shape(document)},
          {"may_accept_picture", document.state == deposit::DocumentState::NeedsRescan &&
                                     document.reading && document.reading->is_acceptable},
          {"accepted_picture", accepted_picture_shape(contents.batch, sequence)}};
}

json::object transaction_shape(const BatchContents& contents,
                               const deposit::Transaction& transaction) {
  const work::BatchIndex index{contents};
  json::array documents;
  for (const auto sequence : transaction.documents) {
    const auto* document = index.document(sequence);
    if (document == nullptr) continue;
    documents.push_back(json::object{
        {"id", document->id.value()}, {"sequence", sequence}, {"kind", kind_of(*document)}});
  }
  json::array applied;
  for (const auto& application : transaction.applied) {
    applied.push_back(json::object{{"account", shown(application.account)},
                                   {"bill_type", application.bill_type},
                                   {"fund", application.fund},
                                   {"amount_cents", application.amount.cents()}});
  }
  return {{"key", transaction.key},
          {"work_type", name_of(deposit::work_type_names, transaction.work_type)},
          {"state", name_of(deposit::transaction_state_names, transaction.state)},
          {"outcome", name_of(deposit::payment_outcome_names, transaction.outcome)},
          {"documents", std::move(documents)},
          {"tender_cents", transaction.tender.cents()},
          {"applied", std::move(applied)},
          {"adjustments_cents", transaction.adjustments.cents()},
          {"suspense_cents", transaction.suspense.cents()},
          {"suspense_reason",
           name_or_null(deposit::suspense_reason_names, transaction.suspense_reason)},
          {"evidence", json::value_from(transaction.evidence)},
          {"matches", matches_shape(transaction.matches)}};
}

}  // namespace lockbox::service::api
