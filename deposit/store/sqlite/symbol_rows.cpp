#include "deposit/store/sqlite/symbol_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view insert_row =
    "INSERT INTO reading_symbols (reading_id, lockbox_id, symbols_sealed) VALUES (?1, ?2, ?3)";
constexpr std::string_view select_row =
    "SELECT symbols_sealed FROM reading_symbols JOIN reading USING (reading_id)"
    " JOIN document USING (document_id, pass) WHERE document_id = ?1";

}  // namespace

void insert_symbols(Connection& db, const FieldSeal& seal, const ReadingRow& reading,
                    const encode::SeenPage& seen) {
  if (seen.lines.empty()) return;
  db.run(insert_row, reading.id, reading.lockbox_id,
         seal.seal(sealed_column::reading_symbols, encode::text_of(seen)));
}

Result<std::optional<encode::SeenPage>> find_symbols(Connection& db, const FieldSeal& seal,
                                                     DocumentId document) {
  auto rows = db.query(select_row, document.value());
  if (!rows.next()) return std::nullopt;
  const auto text = TRY(seal.open(sealed_column::reading_symbols, rows.blob(0)));
  return TRY(encode::parse_seen_page(text));
}

}  // namespace lockbox::deposit
