#include "deposit/store/sqlite/capture_rows.h"

#include <algorithm>
#include <unordered_map>

#include "deposit/store/sqlite/carry_homes.h"
#include "deposit/store/sqlite/day_rows.h"
#include "deposit/store/sqlite/stored_names.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_document =
    "SELECT document_id, pass, state FROM document WHERE batch_id = ?1 AND sequence = ?2";
constexpr std::string_view select_front =
    "SELECT sha256 FROM document_image WHERE document_id = ?1 AND pass = ?2 AND side = 'front'"
    " AND view = 'as_scanned'";
constexpr std::string_view insert_document =
    "INSERT INTO document (lockbox_id, batch_id, sequence, pass, device_document_id,"
    " transaction_number, is_separator, head_codeline_sealed, state)"
    " VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view update_document =
    "UPDATE document SET pass = pass + 1, device_document_id = ?2, transaction_number = ?3,"
    " is_separator = ?4, head_codeline_sealed = ?5, state = ?6 WHERE document_id = ?1";
constexpr std::string_view insert_fault =
    "INSERT INTO document_fault (document_id, pass, ordinal, lockbox_id, code, message)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view insert_image =
    "INSERT INTO document_image (document_id, pass, ordinal, lockbox_id, side, view, file,"
    " media_type, business_day, segment, segment_offset, sealed_length, sha256)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
constexpr std::string_view select_documents =
    "SELECT document_id, sequence, device_document_id, transaction_number, is_separator,"
    " head_codeline_sealed, state FROM document WHERE batch_id = ?1 ORDER BY sequence";
constexpr std::string_view select_faults =
    "SELECT document_id, code, message FROM document_fault JOIN document USING (document_id, pass)"
    " WHERE batch_id = ?1 ORDER BY sequence, ordinal";
constexpr std::string_view select_images =
    "SELECT document_id, side, view, file, media_type, business_day, segment, segment_offset,"
    " sealed_length, sha256 FROM document_image JOIN document USING (document_id, pass)"
    " WHERE batch_id = ?1 ORDER BY sequence, ordinal";

struct StoredDocument {
  std::int64_t id = 0;
  std::int64_t pass = 0;
  DocumentState state = DocumentState::Captured;
};

Result<std::optional<StoredDocument>> find_document(Connection& db, const BatchRow& batch,
                                                    std::int64_t sequence) {
  auto rows = db.query(select_document, batch.id(), sequence);
  if (!rows.next()) return std::nullopt;
  return StoredDocument{rows.integer(0), rows.integer(1),
                        TRY(parse_name<DocumentState>(document_state_names, rows.text(2)))};
}

std::optional<Sha256> stored_front(Connection& db, const StoredDocument& document) {
  auto rows = db.query(select_front, document.id, document.pass);
  if (!rows.next()) return std::nullopt;
  return rows.sha256(0);
}

std::optional<Sha256> front_of(const NewDocument& document) {
  const auto front = std::ranges::find_if(document.images, [](const DocumentImage& image) {
    return image.side == Side::Front && image.view == ImageView::AsScanned;
  });
  if (front == document.images.end()) return std::nullopt;
  return front->place.sha256;
}

/// Without a front picture there is nothing to read: only a new scan helps.
DocumentState state_when_filed(const NewDocument& document) {
  return front_of(document) ? DocumentState::Captured : DocumentState::NeedsRescan;
}

std::optional<Bytes> sealed_codeline(const StoreContext& context, const NewDocument& document) {
  if (document.head_codeline.empty()) return std::nullopt;
  return context.seal.seal(sealed_column::head_codeline, document.head_codeline);
}

void insert_parts(Connection& db, const BatchRow& batch, const StoredDocument& row,
                  const NewDocument& document) {
  std::int64_t ordinal = 0;
  for (const auto& fault : document.faults) {
    db.run(insert_fault, row.id, row.pass, ++ordinal, batch.lockbox_id, fault.code, fault.message);
  }
  ordinal = 0;
  for (const auto& image : document.images) {
    const auto& place = image.place;
    db.run(insert_image, row.id, row.pass, ++ordinal, batch.lockbox_id,
           name_of(side_names, image.side), name_of(image_view_names, image.view), image.file,
           image.media_type, place.business_day.to_string(), place.segment, place.offset,
           place.length, place.sha256);
  }
}

Result<void> file_new(StoreContext& context, const BatchRow& batch, const NewDocument& document) {
  const auto state = state_when_filed(document);
  const auto id = context.db.insert(
      insert_document, batch.lockbox_id, batch.id(), document.sequence, document.device_document_id,
      document.transaction_number, document.is_separator, sealed_codeline(context, document),
      name_of(document_state_names, state));
  insert_parts(context.db, batch, {id, 1, state}, document);
  const auto subject = batch.subject(Entity::Document, id, std::to_string(document.sequence));
  context.audit.add_in_state(subject, "file", std::nullopt,
                             name_of(document_state_names, DocumentState::Captured));
  std::vector<DocumentEvent> events;
  if (state == DocumentState::NeedsRescan) events.push_back(DocumentEvent::Fault);
  return context.audit.walk<DocumentLife>(subject, DocumentState::Captured, events, state);
}

Result<void> file_again(StoreContext& context, const BatchRow& batch, const StoredDocument& stored,
                        const NewDocument& document) {
  const auto state = state_when_filed(document);
  context.db.run(update_document, stored.id, document.device_document_id,
                 document.transaction_number, document.is_separator,
                 sealed_codeline(context, document), name_of(document_state_names, state));
  insert_parts(context.db, batch, {stored.id, stored.pass + 1, state}, document);
  std::vector events{DocumentEvent::Rescan};
  if (state == DocumentState::NeedsRescan) events.push_back(DocumentEvent::Fault);
  return context.audit.walk<DocumentLife>(
      batch.subject(Entity::Document, stored.id, std::to_string(document.sequence)), stored.state,
      events, state);
}

/// True when the document was filed, false when it was there.
Result<bool> file_one(StoreContext& context, const BatchRow& batch, const NewDocument& document) {
  const auto stored = TRY(find_document(context.db, batch, document.sequence));
  constexpr std::string_view otherwise = "scan this paper in a batch of another business day";
  if (!stored) {
    TRY(check_day_takes(context.db, batch.batch.header, otherwise));
    TRY(file_new(context, batch, document));
    return true;
  }
  if (stored_front(context.db, *stored) == front_of(document)) return false;
  if (stored->state != DocumentState::NeedsRescan) {
    return fail(ErrorCode::Conflict,
                "Batch " + std::to_string(batch.id()) + " holds another picture of document " +
                    std::to_string(document.sequence) + ", which does not need a rescan.");
  }
  TRY(check_document_taken(context.db, batch, document.sequence, otherwise));
  TRY(file_again(context, batch, *stored, document));
  return true;
}

using Places = std::unordered_map<std::int64_t, std::size_t>;

void read_faults(Connection& db, BatchId batch, const Places& places,
                 std::vector<Document>& documents) {
  auto rows = db.query(select_faults, batch.value());
  while (rows.next()) {
    documents[places.at(rows.integer(0))].captured.faults.push_back({rows.text(1), rows.text(2)});
  }
}

Result<void> read_images(Connection& db, BatchId batch, const Places& places,
                         std::vector<Document>& documents) {
  auto rows = db.query(select_images, batch.value());
  while (rows.next()) {
    documents[places.at(rows.integer(0))].captured.images.push_back(
        {.side = TRY(parse_name<Side>(side_names, rows.text(1))),
         .view = TRY(parse_name<ImageView>(image_view_names, rows.text(2))),
         .file = rows.text(3),
         .media_type = rows.text(4),
         .place = {.business_day = TRY(BusinessDay::parse(rows.text(5))),
                   .segment = rows.text(6),
                   .offset = rows.integer(7),
                   .length = rows.integer(8),
                   .sha256 = rows.sha256(9)}});
  }
  return {};
}

Result<Document> document_of(const StoreContext& context, const Rows& rows) {
  Document document;
  document.id = DocumentId{rows.integer(0)};
  document.captured.sequence = rows.integer(1);
  document.captured.device_document_id = rows.text(2);
  document.captured.transaction_number = rows.optional_integer(3);
  document.captured.is_separator = rows.boolean(4);
  if (!rows.is_null(5)) {
    document.captured.head_codeline =
        TRY(context.seal.open(sealed_column::head_codeline, rows.blob(5)));
  }
  document.state = TRY(parse_name<DocumentState>(document_state_names, rows.text(6)));
  return document;
}

}  // namespace

Result<int> file_document_rows(StoreContext& context, const BatchRow& batch,
                               std::span<const NewDocument> documents) {
  int filed = 0;
  for (const auto& document : documents) {
    if (TRY(file_one(context, batch, document))) ++filed;
  }
  // The first document begins the capture; whoever files need not know whether it is the first.
  if (filed > 0 && batch.batch.state == BatchState::Registered) {
    const std::array begin{BatchEvent::BeginCapture};
    TRY(advance_batch(context, batch, begin, {}));
  }
  // More paper: whether the batch still balances is to be shown anew.
  if (filed > 0 && batch.batch.state == BatchState::Balanced) {
    const std::array reopen{BatchEvent::Reopen};
    TRY(advance_batch(context, batch, reopen, {}));
  }
  return filed;
}

Result<std::vector<Document>> read_documents(StoreContext& context, BatchId batch) {
  std::vector<Document> documents;
  Places places;
  {
    auto rows = context.db.query(select_documents, batch.value());
    while (rows.next()) {
      documents.push_back(TRY(document_of(context, rows)));
      places.emplace(documents.back().id.value(), documents.size() - 1);
    }
  }
  read_faults(context.db, batch, places, documents);
  TRY(read_images(context.db, batch, places, documents));
  return documents;
}

}  // namespace lockbox::deposit
