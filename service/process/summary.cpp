#include "service/process/summary.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <boost/json.hpp>

#include "service/process/json_text.h"
#include "service/read/foreign_value.h"

namespace lockbox::service {

namespace json = boost::json;
using deposit::BatchContents;
using deposit::Document;
using deposit::Item;
using deposit::ItemKind;

namespace {

json::value micr_value(const Document& document, const Item* item) {
  const bool repaired = item != nullptr && item->repaired_micr;
  if (!repaired && (!document.reading || !document.reading->micr)) return nullptr;
  const auto& line = repaired ? *item->repaired_micr : document.reading->micr->line;
  return json::object{
      {"raw", line.raw},
      {"foreign", foreign_value(line.raw)},
      {"routing", line.routing ? json::value(line.routing->digits()) : json::value(nullptr)},
      {"routing_prefix_known",
       line.routing ? json::value(line.routing->has_assigned_prefix()) : json::value(nullptr)},
      {"account", text_or_null(line.account.reveal())},
      {"serial", text_or_null(line.serial)},
      {"amount_cents", cents_or_null(line.amount)},
      {"confidence", repaired ? 1.0 : document.reading->micr->confidence},
      {"source", repaired ? "keyed" : "reader"}};
}

json::value coupon_value(const Document& document) {
  if (!document.reading || !document.reading->coupon) return nullptr;
  const auto& coupon = *document.reading->coupon;
  return json::object{{"type", coupon.code.bill_type},
                      {"account", coupon.code.account.reveal()},
                      {"amount_due_cents", cents_or_null(coupon.code.amount_due)},
                      {"text", coupon.text},
                      {"format", coupon.format},
                      {"confidence", coupon.confidence}};
}

std::string_view front_file(const Document& document) {
  const auto front = std::ranges::find_if(document.captured.images, [](const auto& image) {
    return image.side == Side::Front && image.view == ImageView::AsScanned;
  });
  return front == document.captured.images.end() ? std::string_view{} : front->file;
}

json::value accepted_picture_value(const deposit::Batch& batch, std::int64_t sequence) {
  const auto& all = batch.accepted_pictures;
  const auto found = std::ranges::find(all, sequence, &deposit::AcceptedPicture::sequence);
  if (found == all.end()) return nullptr;
  return json::object{{"accepted_by", found->accepted_by}, {"reason", found->reason}};
}

json::object document_value(const BatchContents& contents, const Document& document,
                            const Item* item) {
  const auto kind = document.reading ? document.reading->kind : encode::PageKind::Unknown;
  const auto faults = document.faults();
  json::array messages;
  for (const auto& fault : faults) messages.emplace_back(fault.message);
  return {
      {"sequence", document.captured.sequence},
      {"file", text_or_null(front_file(document))},
      {"kind", name_of(encode::page_kind_names, kind)},
      {"state", name_of(deposit::document_state_names, document.state)},
      {"item_state", item == nullptr
                         ? json::value(nullptr)
                         : json::value(name_of(deposit::item_state_names, item->state))},
      {"fault", faults.empty() ? json::value(nullptr) : json::value(faults.front().code)},
      {"fault_messages", std::move(messages)},
      {"accepted_picture", accepted_picture_value(contents.batch, document.captured.sequence)},
      {"micr", micr_value(document, item)},
      {"coupon", coupon_value(document)},
      {"amount_cents", item == nullptr ? json::value(nullptr) : cents_or_null(item->amount)},
      {"amount_source",
       item == nullptr || !item->amount_source
           ? json::value(nullptr)
           : json::value(name_of(deposit::amount_source_names, *item->amount_source))},
      {"transaction", item == nullptr ? json::value(nullptr) : number_or_null(item->transaction)},
      {"duplicate_of",
       item == nullptr ? json::value(nullptr) : number_or_null(item->duplicate_of)}};
}

json::array documents_value(const BatchContents& contents) {
  std::map<std::int64_t, const Item*> items;
  for (const auto& item : contents.items) items.emplace(item.sequence, &item);
  json::array documents;
  for (const auto& document : contents.documents) {
    const auto item = items.find(document.captured.sequence);
    documents.push_back(
        document_value(contents, document, item == items.end() ? nullptr : item->second));
  }
  return documents;
}

json::array open_tasks_of(const BatchContents& contents, std::int64_t transaction) {
  json::array tasks;
  for (const auto& task : contents.tasks) {
    if (task.state != deposit::TaskState::Open || task.transaction != transaction) continue;
    tasks.push_back(json::object{{"sequence", task.sequence},
                                 {"field", name_of(deposit::task_field_names, task.field)},
                                 {"reason", task.reason}});
  }
  return tasks;
}

json::object transaction_value(const BatchContents& contents,
                               const deposit::Transaction& transaction) {
  json::array applied;
  for (const auto& application : transaction.applied) {
    applied.push_back(json::object{{"account", application.account.reveal()},
                                   {"cents", application.amount.cents()},
                                   {"bill_type", application.bill_type},
                                   {"fund", application.fund}});
  }
  return {{"id", transaction.key},
          {"work_type", name_of(deposit::work_type_names, transaction.work_type)},
          {"documents", json::value_from(transaction.documents)},
          {"tender_cents", transaction.tender.cents()},
          {"applied_cents", transaction.applied_total().cents()},
          {"adjustments_cents", transaction.adjustments.cents()},
          {"suspense_cents", transaction.suspense.cents()},
          {"suspense_reason",
           transaction.suspense_reason
               ? json::value(name_of(deposit::suspense_reason_names, *transaction.suspense_reason))
               : json::value(nullptr)},
          {"outcome", name_of(deposit::payment_outcome_names, transaction.outcome)},
          {"applied", std::move(applied)},
          {"state", name_of(deposit::transaction_state_names, transaction.state)},
          {"evidence", json::value_from(transaction.evidence)},
          {"tasks", open_tasks_of(contents, transaction.key)}};
}

json::array transactions_value(const BatchContents& contents) {
  json::array transactions;
  for (const auto& transaction : contents.transactions) {
    if (transaction.state == deposit::TransactionState::Voided) continue;
    transactions.push_back(transaction_value(contents, transaction));
  }
  return transactions;
}

json::array deposits_value(const BatchContents& contents, const FilesByTicket& written) {
  json::array deposits;
  for (const auto& deposit : contents.deposits) {
    json::array files;
    if (const auto found = written.find(deposit.ticket); found != written.end()) {
      for (const auto& name : found->second) files.emplace_back(name);
    }
    deposits.push_back(json::object{{"deposit_account", deposit.deposit_account},
                                    {"ticket", deposit.ticket},
                                    {"state", name_of(deposit::deposit_state_names, deposit.state)},
                                    {"items", deposit.items.size()},
                                    {"total_cents", deposit.total.cents()},
                                    {"documents", json::value_from(deposit.items)},
                                    {"prepared_by", deposit.prepared_by},
                                    {"approved_by", text_or_null(deposit.approved_by)},
                                    {"files", std::move(files)}});
  }
  return deposits;
}

json::value totals_or_null(const std::optional<deposit::ControlTotals>& totals) {
  if (!totals) return nullptr;
  return json::object{{"documents", totals->documents}, {"cents", totals->amount.cents()}};
}

json::array corrections_value(const deposit::Batch& batch) {
  json::array corrections;
  for (const auto& correction : batch.corrections) {
    corrections.push_back(json::object{{"by", correction.corrected_by},
                                       {"because", correction.reason},
                                       {"from", totals_or_null(correction.from)},
                                       {"to", totals_or_null(correction.to)}});
  }
  return corrections;
}

json::object batch_value(const SummaryInputs& inputs) {
  const auto& header = inputs.contents.batch.header;
  return {{"site", header.site},
          {"lockbox", header.lockbox},
          {"business_day", header.business_day.to_string()},
          {"job", header.job},
          {"prepared_by", text_or_null(header.prepared_by)},
          {"state", name_of(deposit::batch_state_names, inputs.contents.batch.state)},
          {"controlled", inputs.control.is_controlled()},
          {"in_balance", inputs.control.holds()},
          {"waits_for_release", inputs.waits_for_release},
          {"declared", totals_or_null(header.control)},
          {"corrections", corrections_value(inputs.contents.batch)},
          {"counted_documents", inputs.control.documents},
          {"counted_cents", inputs.control.amount.cents()},
          {"control", inputs.control.sentence()}};
}

json::object totals_value(const BatchContents& contents) {
  const auto totals = total_up(contents);
  return {{"received_cents", totals.received.cents()},
          {"deposited_cents", totals.deposited.cents()},
          {"held_cents", totals.held.cents()},
          {"returned_cents", totals.returned.cents()},
          {"suspense_cents", totals.suspense.cents()},
          {"unexplained_cents", totals.unexplained.cents()},
          {"unkeyed_items", totals.unkeyed},
          {"open_tasks", totals.open_tasks}};
}

/// A number where the file has one, else the text that stands in its place.
json::value sequence_value(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return json::value(text);
  return number;
}

}  // namespace

SummaryTotals total_up(const BatchContents& contents) {
  SummaryTotals totals;
  for (const auto& item : contents.items) {
    if (item.kind != ItemKind::Tender) continue;
    if (item.state == deposit::ItemState::DuplicateConfirmed) continue;
    const bool is_returned = item.state == deposit::ItemState::Returned;
    if (!item.amount) {
      if (!is_returned) ++totals.unkeyed;
      continue;
    }
    totals.received += *item.amount;
    if (is_returned) {
      totals.returned += *item.amount;
    } else if (item.state != deposit::ItemState::InDeposit) {
      totals.held += *item.amount;
    }
  }
  // Deposited is counted from the deposits and held from the items, so that they can disagree.
  for (const auto& deposit : contents.deposits) totals.deposited += deposit.total;
  for (const auto& transaction : contents.transactions) totals.suspense += transaction.suspense;
  totals.open_tasks =
      std::ranges::count(contents.tasks, deposit::TaskState::Open, &deposit::Task::state);
  totals.unexplained = totals.received - totals.deposited - totals.held - totals.returned;
  return totals;
}

Result<std::string> render_summary(const SummaryInputs& inputs) {
  json::array refused;
  for (const auto& line : inputs.refused) {
    refused.push_back(json::object{{"line", line.line},
                                   {"sequence", sequence_value(line.sequence)},
                                   {"field", line.field},
                                   {"value", text_or_null(line.value)},
                                   {"reason", line.reason}});
  }
  json::array unplaceable;
  for (const auto& item : inputs.unplaceable) {
    unplaceable.push_back(json::object{{"sequence", item.sequence},
                                       {"cents", item.amount.cents()},
                                       {"cause", name_of(deposit::hold_cause_names, item.cause)},
                                       {"reason", item.reason}});
  }
  const json::object summary{{"batch", batch_value(inputs)},
                             {"documents", documents_value(inputs.contents)},
                             {"transactions", transactions_value(inputs.contents)},
                             {"deposits", deposits_value(inputs.contents, inputs.files)},
                             {"undeposited", std::move(unplaceable)},
                             {"totals", totals_value(inputs.contents)},
                             {"keyed_refused", std::move(refused)}};
  auto text = to_pretty_text(summary) + "\n";
  TRY(check_against_schema(text, summary_schema()));
  return text;
}

}  // namespace lockbox::service
