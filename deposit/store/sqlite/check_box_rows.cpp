#include "deposit/store/sqlite/check_box_rows.h"

#include "deposit/store/sqlite/stored_reading.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view insert_row =
    "INSERT INTO reading_check_box (reading_id, ordinal, lockbox_id, name, state, ink_share,"
    " box_left, box_top, box_width, box_height)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view select_rows =
    "SELECT sequence, name, reading_check_box.state, ink_share, box_left, box_top, box_width,"
    " box_height FROM reading_check_box JOIN reading USING (reading_id)"
    " JOIN document USING (document_id, pass) WHERE batch_id = ?1 ORDER BY sequence, ordinal";

}  // namespace

void insert_check_boxes(Connection& db, const ReadingRow& reading,
                        std::span<const encode::CheckBoxRead> boxes) {
  std::int64_t ordinal = 0;
  for (const auto& [name, state, ink_share, box] : boxes) {
    db.run(insert_row, reading.id, ++ordinal, reading.lockbox_id, name,
           name_of(encode::mark_state_names, state), ink_share, std::int64_t{box.x},
           std::int64_t{box.y}, std::int64_t{box.width}, std::int64_t{box.height});
  }
}

Result<void> read_check_boxes(Connection& db, BatchId batch, std::vector<Document>& documents) {
  auto rows = db.query(select_rows, batch.value());
  const auto side = [&rows](int column) { return static_cast<int>(rows.integer(column)); };
  while (rows.next()) {
    encode::CheckBoxRead read;
    read.name = rows.text(1);
    read.state = TRY(parse_name<encode::MarkState>(encode::mark_state_names, rows.text(2)));
    read.ink_share = rows.real(3);
    read.box = {side(4), side(5), side(6), side(7)};
    reading_at(documents, rows.integer(0)).check_boxes.push_back(std::move(read));
  }
  return {};
}

}  // namespace lockbox::deposit
