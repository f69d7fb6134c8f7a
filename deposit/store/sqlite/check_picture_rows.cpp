#include "deposit/store/sqlite/check_picture_rows.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "deposit/store/sqlite/stored_reading.h"
#include "encode/image/ink_likeness.h"
#include "encode/image/ink_sketch.h"
#include "encode/micr/line_of_font.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view insert_picture =
    "INSERT INTO check_picture (reading_id, lockbox_id, business_day, is_named, sketch, ink_sealed)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view insert_alike =
    "INSERT INTO alike_check (reading_id, other_reading_id, lockbox_id, likeness)"
    " VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view select_of_batch =
    "SELECT reading_id, sketch FROM document JOIN reading USING (document_id, pass)"
    " JOIN check_picture USING (reading_id) WHERE document.batch_id = ?1";
// The same of those whose line does not name the check.
constexpr std::string_view select_unnamed =
    "SELECT reading_id, sketch FROM check_picture p JOIN reading USING (reading_id)"
    " JOIN document USING (document_id, pass)"
    " WHERE is_named = 0 AND p.lockbox_id = ?2 AND p.business_day = ?3 AND document.batch_id = ?1";
// Of the same bank, account and number: the same paper, or another amount was read.
constexpr std::string_view select_of_name =
    "SELECT reading_id, sketch FROM item JOIN document USING (document_id)"
    " JOIN reading USING (document_id, pass) JOIN check_picture p USING (reading_id)"
    " WHERE micr_fingerprint = ?1 AND p.is_named = 1 AND p.business_day >= ?2";
// A paper that was scanned anew counts by its last picture.
constexpr std::string_view select_ink =
    "SELECT ink_sealed FROM check_picture JOIN reading USING (reading_id)"
    " JOIN document USING (document_id, pass) WHERE reading_id = ?1 AND document_id <> ?2";
constexpr std::string_view select_alike =
    "SELECT document.sequence, lockbox.name, other.batch_id, other.sequence, business_day, likeness"
    " FROM document JOIN reading USING (document_id, pass) JOIN alike_check a USING (reading_id)"
    " JOIN reading other_reading ON other_reading.reading_id = a.other_reading_id"
    " JOIN document other ON other.document_id = other_reading.document_id"
    "  AND other.pass = other_reading.pass"
    " JOIN item ON item.document_id = other.document_id"
    " JOIN batch ON batch.batch_id = other.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = batch.lockbox_id"
    " WHERE document.batch_id = ?1 AND item.state NOT IN ('duplicate_confirmed', 'returned')"
    " ORDER BY document.sequence, likeness, a.other_reading_id DESC";

/// The nearest by their sketches; each takes a millisecond, and others wait to write meanwhile.
constexpr std::size_t looked_at_max = 32;
/// Some, should the best turn out to be a duplicate itself or go back to its payer.
constexpr std::size_t kept_max = 3;

/// An earlier picture, by how far its sketch is off; or one that was looked at, by its likeness.
struct Ranked {
  int figure = 0;
  std::int64_t reading_id = 0;
};

/// By which the check is known when its line says for sure which it is.
std::optional<Sha256> name_of(const StoreContext& context, const Reading& reading) {
  if (!reading.micr || !encode::is_sure_line(reading.micr->line)) return std::nullopt;
  return context.seal.check_fingerprint(reading.micr->line);
}

void add_near(Rows rows, ByteView sketch, std::vector<Ranked>& near) {
  while (rows.next()) {
    const int difference = encode::sketch_difference(sketch, rows.blob(1));
    if (difference <= encode::sketch_difference_max) near.push_back({difference, rows.integer(0)});
  }
}

/// The readings whose pictures may show the paper, nearest first: of the same check by its line,
/// and of the batch all of which one or the other has no sure line.  Beyond the batch too many
/// checks of one form look alike.
std::vector<Ranked> candidates(Connection& db, const std::optional<Sha256>& name,
                               const BatchRow& row, ByteView sketch) {
  const auto& batch = row.batch;
  std::vector<Ranked> near;
  if (!name) {
    add_near(db.query(select_of_batch, batch.id.value()), sketch, near);
  } else {
    const auto day = batch.header.business_day.to_string();
    add_near(db.query(select_unnamed, batch.id.value(), row.lockbox_id, day), sketch, near);
    const auto first_day = days_after(batch.header.business_day, -alike_days).to_string();
    add_near(db.query(select_of_name, *name, first_day), sketch, near);
  }
  std::ranges::sort(near, {}, [](const Ranked& one) {
    return std::pair{one.figure, -one.reading_id};
  });
  if (near.size() > looked_at_max) near.resize(looked_at_max);
  return near;
}

std::vector<Ranked> alike_among(StoreContext& context, const std::vector<Ranked>& near,
                                std::int64_t document_id, const encode::InkMap& ink) {
  std::vector<Ranked> alike;
  for (const auto& candidate : near) {
    auto rows = context.db.query(select_ink, candidate.reading_id, document_id);
    if (!rows.next()) continue;
    // One that is damaged keeps no new check from its batch; to find it is the proof's part.
    const auto opened = context.seal.open(sealed_column::check_picture_ink, rows.blob(0));
    if (!opened) continue;
    const auto other = encode::parse_ink_map(bytes_of(*opened));
    if (!other) continue;
    const int likeness = encode::ink_likeness(ink, *other);
    if (likeness >= encode::same_paper_likeness) alike.push_back({likeness, candidate.reading_id});
  }
  std::ranges::sort(alike, {}, [](const Ranked& one) {
    return std::pair{-one.figure, one.reading_id};
  });
  if (alike.size() > kept_max) alike.resize(kept_max);
  return alike;
}

std::string_view text_of(const Bytes& bytes) {
  const auto* const text = static_cast<const void*>(bytes.data());
  return {static_cast<const char*>(text), bytes.size()};
}

}  // namespace

Result<void> keep_check_picture(StoreContext& context, const BatchRow& batch,
                                const ReadingPlace& place, const Reading& reading) {
  if (!reading.ink) return {};
  const auto& day = batch.batch.header.business_day;
  const auto sketch = encode::ink_sketch_of(*reading.ink);
  const auto name = name_of(context, reading);
  const auto near = candidates(context.db, name, batch, sketch);
  const auto alike = alike_among(context, near, place.document_id, *reading.ink);
  const auto ink = encode::to_bytes(*reading.ink);
  context.db.run(insert_picture, place.reading_id, batch.lockbox_id, day.to_string(),
                 name.has_value(), sketch,
                 context.seal.seal(sealed_column::check_picture_ink, text_of(ink)));
  for (const auto& one : alike) {
    context.db.run(insert_alike, place.reading_id, one.reading_id, batch.lockbox_id, one.figure);
  }
  return {};
}

Result<void> read_alike_checks(Connection& db, BatchId batch, std::vector<Document>& documents) {
  auto rows = db.query(select_alike, batch.value());
  while (rows.next()) {  // The most alike of a document comes last.
    reading_at(documents, rows.integer(0)).alike =
        AlikeCapture{rows.text(1), BatchId{rows.integer(2)}, rows.integer(3),
                     TRY(BusinessDay::parse(rows.text(4))), static_cast<int>(rows.integer(5))};
  }
  return {};
}

}  // namespace lockbox::deposit
