#include "service/work/item_record.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/text.h"
#include "encode/micr/cmc7/cmc7_fields.h"
#include "encode/micr/foreign_fields.h"
#include "encode/micr/line_of_font.h"

namespace lockbox::service::work {

namespace {

constexpr std::size_t digits_shown = 4;
/// More steps than one of its parts takes.
constexpr int audit_events_max = 200;

/// The MICR line without the payer's account: bank, check number, amount.
std::string micr_text(const encode::MicrLine& line) {
  if (const auto fields = encode::find_foreign_fields(line.raw)) {
    return text_of(*fields, encode::AccountShown::LastDigits);
  }
  if (encode::has_cmc7_symbols(line.raw)) return "CMC-7, without fields";
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  add(line.routing ? "routing " + std::string{line.routing->digits()} : "no routing number");
  add(line.account.empty() ? "no account" : "account " + line.account.masked());
  if (!line.serial.empty()) add("check " + line.serial);
  if (line.amount) add("amount " + line.amount->to_string());
  return text;
}

std::string how_read(const encode::MicrLine& line) {
  if (encode::is_sure_line(line)) return "Read whole.";
  if (!encode::is_whole_line(line)) return "Read in part.";
  return line.is_complete() ? "Read whole; no bank's routing number begins so."
                            : "Read whole; no check digit proves it.";
}

void add_micr(std::vector<ReadLine>& reads, const deposit::Document& document,
              const deposit::Item* item) {
  if (item != nullptr && item->repaired_micr) {
    reads.push_back({"micr", micr_text(*item->repaired_micr), std::nullopt, "Keyed by a person."});
  }
  if (!document.reading || !document.reading->micr) return;
  const auto& micr = *document.reading->micr;
  reads.push_back({"micr", micr_text(micr.line), micr.confidence, how_read(micr.line)});
}

/// Boxes that were left empty say nothing.
void add_check_boxes(std::vector<ReadLine>& reads, const deposit::Document& document) {
  if (!document.reading) return;
  for (const auto& box : document.reading->check_boxes) {
    if (box.state == encode::MarkState::Empty) continue;
    const bool is_marked = box.state == encode::MarkState::Marked;
    reads.push_back({"check_box",
                     (is_marked ? "Marked: " : "Doubtful: ") + encode::words_of(box.name),
                     std::nullopt, is_marked ? "Ink was found in the box." : "Look at the paper."});
  }
}

std::vector<ReadLine> reads_of(const deposit::Document& document, const deposit::Item* item) {
  std::vector<ReadLine> reads;
  if (document.reading) {
    reads.push_back({"kind",
                     std::string{name_of(encode::page_kind_names, document.reading->kind)},
                     std::nullopt,
                     {}});
  }
  add_micr(reads, document, item);
  if (document.reading && document.reading->coupon) {
    const auto& coupon = *document.reading->coupon;
    reads.push_back({"coupon", mask_digits(coupon.text), coupon.confidence,
                     coupon.code.bill_type + ", account " + coupon.code.account.masked() + ", " +
                         coupon.format +
                         (coupon.code.check_digit_verified ? ", check digit right" : "")});
  }
  add_check_boxes(reads, document);
  if (!document.captured.head_codeline.empty()) {
    reads.push_back({"head", mask_digits(document.captured.head_codeline), std::nullopt,
                     "Read by the scanner's head."});
  }
  return reads;
}

std::string keyed_by(const deposit::BatchContents& contents, std::int64_t sequence) {
  for (const auto& task : contents.tasks) {
    if (task.sequence == sequence && task.field == deposit::TaskField::Amount &&
        task.state == deposit::TaskState::Answered) {
      return task.answered_by;
    }
  }
  return "";
}

std::string posting_file_of(const deposit::BatchContents& contents, std::int64_t transaction) {
  for (const auto& entry : contents.entries) {
    if (is_of_deposit(entry.kind) || entry.transaction != transaction) continue;
    for (const auto& line : entry.lines) {
      if (!line.posted_in.empty()) return line.posted_in;
    }
  }
  return "";
}

std::string paper_of(const deposit::BatchContents& contents, const BatchIndex& index,
                     std::int64_t sequence) {
  const auto& header = contents.batch.header;
  const auto place = "number " + std::to_string(sequence) + " of batch " +
                     std::to_string(contents.batch.id.value()) + ", " + header.lockbox + ", " +
                     header.business_day.to_string();
  if (index.document(sequence)->captured.images.empty()) {
    return "No paper was seen under this number; look for it beside " + place + ".";
  }
  const auto* deposit = index.deposit_of(sequence);
  if (deposit == nullptr) return "In the tray of its batch: " + place + ".";
  const auto ticket = "with deposit " + deposit->ticket + " for " + deposit->deposit_account;
  return is_approved(deposit->state)
             ? "Sent to the bank or kept " + ticket + "; it was " + place + "."
             : "Set aside " + ticket + ", which awaits approval; it was " + place + ".";
}

/// The steps of the document, its reading, its item and its tasks, newest first.
Result<std::vector<deposit::AuditEvent>> audit_of(deposit::Finder& finder,
                                                  const deposit::BatchContents& contents,
                                                  std::int64_t sequence) {
  const auto number = std::to_string(contents.batch.id.value()) + "/" + std::to_string(sequence);
  std::vector<std::pair<std::string, std::string>> subjects{
      {"document", number}, {"reading", number}, {"item", number + ".1"}};
  for (const auto& task : contents.tasks) {
    if (task.sequence != sequence) continue;
    subjects.emplace_back(
        "task", number + "." + std::string{name_of(deposit::task_field_names, task.field)});
  }
  std::vector<deposit::AuditEvent> events;
  for (const auto& [entity, key] : subjects) {
    auto some = TRY(
        finder.audit({.batch = contents.batch.id, .entity = entity, .entity_key = key, .before = 0},
                     audit_events_max));
    std::ranges::move(some, std::back_inserter(events));
  }
  std::ranges::sort(events, std::ranges::greater{}, &deposit::AuditEvent::seq);
  return events;
}

}  // namespace

std::string mask_digits(std::string_view text) {
  auto left = static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
  std::string masked{text};
  for (auto& c : masked) {
    if (!is_digit(c)) continue;
    if (left > digits_shown) c = '*';
    --left;
  }
  return masked;
}

Result<PlacedDocument> find_document(deposit::Books& books, const deposit::Site& site,
                                     DocumentId document) {
  const auto place = TRY(books.finder().place_of(document));
  if (place) {
    auto batch = load_proven(books.store(), site.id, place->batch);
    if (batch) return PlacedDocument{*std::move(batch), place->sequence};
    if (batch.error().code != ErrorCode::NotFound) return tl::unexpected(batch.error());
  }
  return fail(ErrorCode::NotFound,
              "There is no document " + std::to_string(document.value()) + ".");
}

Result<ItemRecord> record_of(deposit::Books& books, const deposit::Site& site,
                             DocumentId document) {
  auto placed = TRY(find_document(books, site, document));
  ItemRecord record{std::move(placed.batch), placed.sequence, {}, {}, {}, {}, {}, {}};
  const auto& contents = record.batch.contents;
  const auto sequence = record.sequence;
  const BatchIndex index{contents};
  const auto* item = index.item(sequence);
  record.reads = reads_of(*index.document(sequence), item);
  if (item != nullptr && item->amount_source == deposit::AmountSource::Keyed) {
    record.keyed_by = keyed_by(contents, sequence);
  }
  if (const auto* transaction = index.transaction(sequence)) {
    record.posting_file = posting_file_of(contents, transaction->key);
  }
  record.paper = paper_of(contents, index, sequence);
  record.audit = TRY(audit_of(books.finder(), contents, sequence));
  record.tasks = TRY(books.tasks().of_document(site.id, document));
  return record;
}

}  // namespace lockbox::service::work
