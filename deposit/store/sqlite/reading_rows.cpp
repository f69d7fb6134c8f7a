#include "deposit/store/sqlite/reading_rows.h"

#include <algorithm>
#include <charconv>

#include "deposit/model/work.h"
#include "deposit/store/sqlite/carry_homes.h"
#include "deposit/store/sqlite/check_box_rows.h"
#include "deposit/store/sqlite/check_picture_rows.h"
#include "deposit/store/sqlite/payer_rows.h"
#include "deposit/store/sqlite/quality_rows.h"
#include "deposit/store/sqlite/symbol_rows.h"
#include "encode/micr/line_of_font.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_document =
    "SELECT document_id, pass, is_separator, state,"
    " EXISTS (SELECT 1 FROM reading WHERE reading.document_id = document.document_id"
    "         AND reading.pass = document.pass)"
    " FROM document WHERE batch_id = ?1 AND sequence = ?2";
constexpr std::string_view insert_reading =
    "INSERT INTO reading (lockbox_id, document_id, pass, kind, micr_sealed, micr_amount_cents,"
    " micr_confidence, coupon_sealed, coupon_format, coupon_bill_type, coupon_due_date,"
    " coupon_expected_cents, coupon_amount_due_cents, coupon_check_digit_verified,"
    " coupon_has_check_digit, coupon_confidence, fault_code, fault_message)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
constexpr std::string_view update_document_state =
    "UPDATE document SET state = ?2 WHERE document_id = ?1";
constexpr std::string_view insert_item =
    "INSERT INTO item (lockbox_id, batch_id, document_id, ordinal, kind, tender, micr_fingerprint,"
    " state, transaction_id) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view select_envelope =
    "SELECT transaction_id FROM transaction_document WHERE document_id = ?1";
// A person's word for what a paper is outweighs the reader's.
constexpr std::string_view select_readings =
    "SELECT sequence, coalesce((SELECT CASE k.kind WHEN 'money_order' THEN 'check' ELSE k.kind END"
    " FROM kind_correction k WHERE k.document_id = document.document_id"
    " ORDER BY kind_correction_id DESC LIMIT 1), reading.kind), micr_sealed, micr_amount_cents, "
    "micr_confidence,"
    " coupon_sealed, coupon_format, coupon_bill_type, coupon_due_date, coupon_expected_cents,"
    " coupon_amount_due_cents, coupon_check_digit_verified, coupon_has_check_digit,"
    " coupon_confidence, fault_code, fault_message"
    " FROM reading JOIN document USING (document_id, pass)"
    " WHERE batch_id = ?1 ORDER BY sequence";

constexpr std::string_view select_counted =
    "SELECT d.document_id, d.sequence, d.transaction_number, d.is_separator, d.state,"
    " EXISTS (SELECT 1 FROM document_image i WHERE i.document_id = d.document_id"
    "         AND i.pass = d.pass), coalesce((SELECT CASE k.kind WHEN 'money_order' THEN 'check'"
    " ELSE k.kind END FROM kind_correction k WHERE k.document_id = d.document_id"
    " ORDER BY kind_correction_id DESC LIMIT 1), r.kind), r.micr_confidence, r.micr_amount_cents"
    " FROM document d LEFT JOIN reading r ON r.document_id = d.document_id AND r.pass = d.pass"
    " WHERE d.batch_id = ?1 ORDER BY d.sequence";
/// Another request may have released the envelope since it was looked at.
constexpr std::string_view select_moved_envelope =
    "SELECT t.transaction_id FROM transaction_document d JOIN lockbox_transaction t"
    " ON t.transaction_id = d.transaction_id WHERE d.document_id = ?1"
    " AND (t.state IN ('deposited', 'posted', 'returned')"
    " OR (t.state = 'released' AND t.tender_cents <> 0))";
constexpr std::string_view insert_kind_correction =
    "INSERT INTO kind_correction (lockbox_id, batch_id, document_id, kind, reason, corrected_by)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view insert_accepted_picture =
    "INSERT INTO accepted_picture (lockbox_id, batch_id, document_id, pass, reason, accepted_by)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

struct ReadDocument {
  std::int64_t id = 0;
  std::int64_t pass = 0;
  bool is_separator = false;
  DocumentState state = DocumentState::Captured;
  bool has_reading = false;
};

Result<ReadDocument> find_document(Connection& db, const BatchRow& batch, std::int64_t sequence) {
  auto rows = db.query(select_document, batch.id(), sequence);
  if (!rows.next()) {
    return fail(ErrorCode::NotFound, "Batch " + std::to_string(batch.id()) + " has no document " +
                                         std::to_string(sequence) + ".");
  }
  return ReadDocument{rows.integer(0), rows.integer(1), rows.boolean(2),
                      TRY(parse_name<DocumentState>(document_state_names, rows.text(3))),
                      rows.boolean(4)};
}

DocumentEvent event_of(const ReadDocument& document, const Reading& reading) {
  if (reading.fault) return DocumentEvent::Fault;
  if (document.is_separator) return DocumentEvent::ReadWell;
  bool is_whole = false;
  switch (reading.kind) {
    case encode::PageKind::Check:
      is_whole = reading.micr && encode::is_sure_line(reading.micr->line);
      break;
    case encode::PageKind::Coupon:
      is_whole = reading.coupon.has_value();
      break;
    case encode::PageKind::Correspondence:
      is_whole = true;
      break;
    case encode::PageKind::Unknown:
      break;
  }
  return is_whole ? DocumentEvent::ReadWell : DocumentEvent::ReadInPart;
}

ItemKind kind_of(encode::PageKind page) {
  switch (page) {
    case encode::PageKind::Check:
      return ItemKind::Tender;
    case encode::PageKind::Coupon:
      return ItemKind::Coupon;
    case encode::PageKind::Correspondence:
      return ItemKind::Correspondence;
    case encode::PageKind::Unknown:
      return ItemKind::Unknown;
  }
  return ItemKind::Unknown;
}

std::string cents_list(const std::vector<Money>& amounts) {
  std::string list;
  for (const auto amount : amounts) {
    list += (list.empty() ? "" : ",") + std::to_string(amount.cents());
  }
  return list;
}

Result<std::vector<Money>> parse_cents_list(std::string_view list) {
  std::vector<Money> amounts;
  while (!list.empty()) {
    const auto text = list.substr(0, list.find(','));
    std::int64_t cents = 0;
    const auto* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, cents);
    if (error != std::errc{} || end != last) {
      return fail(ErrorCode::InvalidInput, "A stored list of expected amounts is not numbers.");
    }
    amounts.push_back(Money::from_cents(cents));
    list.remove_prefix(std::min(list.size(), text.size() + 1));
  }
  return amounts;
}

/// A field of a part of the reading, or NULL without the part.
template <class Part, class Field>
auto field_of(const std::optional<Part>& part, const Field& field)
    -> std::optional<std::remove_cvref_t<decltype(field(*part))>> {
  if (!part) return std::nullopt;
  return field(*part);
}

std::int64_t insert_reading_row(StoreContext& context, const BatchRow& batch,
                                const ReadDocument& document, const Reading& reading) {
  const auto& seal = context.seal;
  const auto& micr = reading.micr;
  const auto& coupon = reading.coupon;
  const auto sealed_micr = field_of(micr, [&](const MicrFact& fact) {
    return seal.seal_micr(sealed_column::reading_micr, fact.line);
  });
  const auto sealed_coupon = field_of(coupon, [&](const CouponFact& fact) {
    return seal.seal_record(sealed_column::reading_coupon, {fact.text, fact.code.account.reveal()});
  });
  return context.db.insert(
      insert_reading, batch.lockbox_id, document.id, document.pass,
      name_of(encode::page_kind_names, reading.kind), sealed_micr,
      micr ? micr->line.amount : std::nullopt, field_of(micr, [](auto& m) { return m.confidence; }),
      sealed_coupon, field_of(coupon, [](auto& c) { return c.format; }),
      field_of(coupon, [](auto& c) { return c.code.bill_type; }),
      field_of(coupon, [](auto& c) { return c.code.due_date; }),
      field_of(coupon, [](auto& c) { return cents_list(c.code.expected_amounts); }),
      coupon ? coupon->code.amount_due : std::nullopt,
      field_of(coupon, [](auto& c) { return c.code.check_digit_verified; }),
      field_of(coupon, [](auto& c) { return c.has_check_digit; }),
      field_of(coupon, [](auto& c) { return c.confidence; }),
      field_of(reading.fault, [](auto& f) { return f.code; }),
      field_of(reading.fault, [](auto& f) { return f.message; }));
}

/// `transaction_id` is that of the envelope in which the document lies, when it lies in one.
void insert_item_row(StoreContext& context, const BatchRow& batch, const ReadDocument& document,
                     const Reading& reading, std::optional<std::int64_t> transaction_id) {
  const auto kind = kind_of(reading.kind);
  std::optional<std::string_view> tender;
  std::optional<Sha256> fingerprint;
  if (kind == ItemKind::Tender) tender = name_of(tender_kind_names, TenderKind::Check);
  if (kind == ItemKind::Tender && reading.micr) {
    fingerprint = context.seal.check_fingerprint(reading.micr->line);
  }
  const auto state = name_of(item_state_names, ItemState::Captured);
  const auto id =
      context.db.insert(insert_item, batch.lockbox_id, batch.id(), document.id,
                        name_of(item_kind_names, kind), tender, fingerprint, state, transaction_id);
  if (kind == ItemKind::Tender && reading.micr) {
    write_item_payer(context, batch.lockbox_id, id, reading.micr->line);
  }
  context.audit.add_in_state(
      batch.subject(Entity::Item, id, std::to_string(reading.sequence) + ".1"), "make",
      std::nullopt, state);
}

/// Walks the document through the events; one that its state does not take is refused.
Result<void> move_on(StoreContext& context, const BatchRow& batch, const ReadDocument& document,
                     std::span<const DocumentEvent> events, const std::string& name) {
  auto to = document.state;
  for (const auto event : events) to = next_state(document_transitions, to, event).value_or(to);
  TRY(context.audit.walk<DocumentLife>(batch.subject(Entity::Document, document.id, name),
                                       document.state, events, to));
  context.db.run(update_document_state, document.id, name_of(document_state_names, to));
  return {};
}

Result<void> record_one(StoreContext& context, const BatchRow& batch, const Reading& reading) {
  const auto document = TRY(find_document(context.db, batch, reading.sequence));
  if (document.has_reading) return {};
  const auto name = std::to_string(reading.sequence);
  const auto reading_id = insert_reading_row(context, batch, document, reading);
  insert_quality_rows(context, batch, reading_id, reading.quality);
  insert_symbols(context.db, context.seal, {reading_id, batch.lockbox_id}, reading.seen);
  insert_check_boxes(context.db, {reading_id, batch.lockbox_id}, reading.check_boxes);
  TRY(keep_check_picture(context, batch, {reading_id, document.id}, reading));
  context.audit.add(batch.subject(Entity::Reading, reading_id, name), "read");
  // Nothing is known to lie on a page that cannot be read.
  if (!reading.fault) insert_item_row(context, batch, document, reading, std::nullopt);
  // A document that came without a front picture waits for its rescan already.
  if (reading.fault && document.state == DocumentState::NeedsRescan) return {};

  const std::array events{event_of(document, reading)};
  return move_on(context, batch, document, events, name);
}

Result<std::optional<MicrFact>> micr_of(const StoreContext& context, const Rows& rows) {
  if (rows.is_null(2)) return std::nullopt;
  auto line = TRY(
      context.seal.open_micr(sealed_column::reading_micr, rows.blob(2), rows.optional_money(3)));
  return MicrFact{std::move(line), rows.real(4)};
}

Result<std::optional<CouponFact>> coupon_of(const StoreContext& context, const Rows& rows) {
  if (rows.is_null(5)) return std::nullopt;
  auto sealed = TRY(context.seal.open_record(sealed_column::reading_coupon, rows.blob(5), 2));
  CouponFact coupon;
  coupon.text = std::move(sealed[0]);
  coupon.code.account = AccountNumber{std::move(sealed[1])};
  coupon.format = rows.text(6);
  coupon.code.bill_type = rows.text(7);
  coupon.code.due_date = rows.text(8);
  coupon.code.expected_amounts = TRY(parse_cents_list(rows.text(9)));
  coupon.code.amount_due = rows.optional_money(10);
  coupon.code.check_digit_verified = rows.boolean(11);
  coupon.has_check_digit = rows.boolean(12);
  coupon.confidence = rows.real(13);
  return coupon;
}

Result<Reading> reading_of(const StoreContext& context, const Rows& rows) {
  Reading reading;
  reading.sequence = rows.integer(0);
  reading.kind = TRY(parse_name<encode::PageKind>(encode::page_kind_names, rows.text(1)));
  reading.micr = TRY(micr_of(context, rows));
  reading.coupon = TRY(coupon_of(context, rows));
  if (!rows.is_null(14)) reading.fault = DocumentFault{rows.text(14), rows.text(15)};
  // Beside a fault, what was read is kept of a check that was refused for its quality alone.
  reading.is_acceptable = reading.fault && reading.kind == encode::PageKind::Check;
  return reading;
}

/// What counts of a reading that `select_counted` selects.
Result<Reading> counted_reading(const Rows& rows, const Document& document) {
  Reading reading;
  reading.sequence = document.captured.sequence;
  if (document.state == DocumentState::NeedsRescan) return reading;
  reading.kind = TRY(parse_name<encode::PageKind>(encode::page_kind_names, rows.text(6)));
  if (rows.is_null(7)) return reading;
  MicrFact micr{{}, rows.real(7)};
  micr.line.amount = rows.optional_money(8);
  reading.micr = std::move(micr);
  return reading;
}

/// What counts of a reading while only a new scan, or a person's word, helps.
Reading fault_of(const Reading& reading) {
  Reading bare;
  bare.sequence = reading.sequence;
  bare.fault = reading.fault;
  bare.is_acceptable = reading.is_acceptable;
  return bare;
}

/// What counts once a person has taken the picture as it is.
Reading without_fault(Reading reading) {
  reading.fault.reset();
  reading.is_acceptable = false;
  return reading;
}

}  // namespace

Result<std::optional<Reading>> stored_reading(StoreContext& context, const BatchRow& batch,
                                              std::int64_t sequence) {
  auto rows = context.db.query(select_readings, batch.id());
  while (rows.next()) {
    if (rows.integer(0) == sequence) return TRY(reading_of(context, rows));
  }
  return std::nullopt;
}

Result<void> record_reading_rows(StoreContext& context, const BatchRow& batch,
                                 std::span<const Reading> readings) {
  for (const auto& reading : readings) TRY(record_one(context, batch, reading));
  return {};
}

Result<void> accept_picture_row(StoreContext& context, const BatchRow& batch,
                                const AcceptedPicture& accepted) {
  TRY(check_document_taken(context.db, batch, accepted.sequence,
                           "scan this paper in a batch of another business day"));
  const auto document = TRY(find_document(context.db, batch, accepted.sequence));
  auto reading = TRY(stored_reading(context, batch, accepted.sequence));
  const auto name = std::to_string(accepted.sequence);
  if (document.state != DocumentState::NeedsRescan || !reading || !reading->is_acceptable) {
    return fail(ErrorCode::Conflict,
                "Document " + name + " was not refused for the quality of its picture.");
  }
  context.db.run(insert_accepted_picture, batch.lockbox_id, batch.id(), document.id, document.pass,
                 accepted.reason, context.audit.actor());
  const auto counts = without_fault(*std::move(reading));
  insert_item_row(context, batch, document, counts,
                  context.db.find_integer(select_envelope, document.id));
  const std::array events{DocumentEvent::AcceptPicture, event_of(document, counts)};
  return move_on(context, batch, document, events, name);
}

Result<void> add_kind_correction(StoreContext& context, const BatchRow& batch,
                                 const KindCorrection& correction) {
  TRY(check_document_taken(context.db, batch, correction.sequence, "leave it as what it is"));
  const auto document = TRY(find_document(context.db, batch, correction.sequence));
  if (context.db.find_integer(select_moved_envelope, document.id)) {
    return fail(
        ErrorCode::Conflict,
        "The money of this envelope was released meanwhile; what its papers are stays as it "
        "is.");
  }
  context.db.run(insert_kind_correction, batch.lockbox_id, batch.id(), document.id,
                 name_of(paper_kind_names, correction.kind), correction.reason,
                 context.audit.actor());
  const auto state = name_of(document_state_names, document.state);
  context.audit.add_in_state(
      batch.subject(Entity::Document, document.id, std::to_string(correction.sequence)),
      "correct_kind", state, state);
  return {};
}

Result<void> read_readings(StoreContext& context, BatchId batch, std::vector<Document>& documents) {
  auto rows = context.db.query(select_readings, batch.value());
  auto document = documents.begin();
  while (rows.next()) {
    auto reading = TRY(reading_of(context, rows));
    // Both lists are by sequence, and every reading has its document.
    document = std::ranges::find_if(document, documents.end(), [&](const Document& candidate) {
      return candidate.captured.sequence == reading.sequence;
    });
    ENSURE(document != documents.end());
    if (document->state == DocumentState::NeedsRescan) {
      document->reading = fault_of(reading);
    } else {
      document->reading = without_fault(std::move(reading));
    }
  }
  TRY(read_check_boxes(context.db, batch, documents));
  TRY(read_alike_checks(context.db, batch, documents));
  return read_quality(context, batch, documents);
}

Result<std::vector<Document>> read_counted_documents(Connection& db, const Batch& batch) {
  std::vector<Document> documents;
  auto rows = db.query(select_counted, batch.id.value());
  while (rows.next()) {
    Document document;
    document.id = DocumentId{rows.integer(0)};
    document.captured.sequence = rows.integer(1);
    document.captured.transaction_number = rows.optional_integer(2);
    document.captured.is_separator = rows.boolean(3);
    document.state = TRY(parse_name<DocumentState>(document_state_names, rows.text(4)));
    if (rows.boolean(5)) {
      document.captured.images.push_back({.side = Side::Front,
                                          .view = ImageView::AsScanned,
                                          .file = {},
                                          .media_type = {},
                                          .place = {batch.header.business_day, {}, 0, 0, {}}});
    }
    if (!rows.is_null(6)) document.reading = TRY(counted_reading(rows, document));
    documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace lockbox::deposit
