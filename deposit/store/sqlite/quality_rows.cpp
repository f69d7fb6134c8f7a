#include "deposit/store/sqlite/quality_rows.h"

#include <algorithm>
#include <charconv>

#include "core/check.h"
#include "deposit/store/sqlite/stored_names.h"
#include "deposit/store/sqlite/stored_reading.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view insert_side =
    "INSERT INTO image_quality (reading_id, side, lockbox_id, figures) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view insert_fault =
    "INSERT INTO image_quality_fault (reading_id, side, ordinal, lockbox_id, condition, measure,"
    " figure_thousandths, limit_thousandths) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view select_sides =
    "SELECT sequence, side, figures"
    " FROM image_quality JOIN reading USING (reading_id) JOIN document USING (document_id, pass)"
    " WHERE batch_id = ?1 ORDER BY sequence, side";
constexpr std::string_view select_faults =
    "SELECT sequence, side, condition, measure, figure_thousandths, limit_thousandths"
    " FROM image_quality_fault JOIN reading USING (reading_id)"
    " JOIN document USING (document_id, pass)"
    " WHERE batch_id = ?1 ORDER BY sequence, side, ordinal";

std::string figures_text(const std::map<std::string, std::int64_t>& figures) {
  std::string text;
  for (const auto& [measure, thousandths] : figures) {
    text += (text.empty() ? "" : ",") + measure + "=" + std::to_string(thousandths);
  }
  return text;
}

Result<std::map<std::string, std::int64_t>> parse_figures(std::string_view text) {
  std::map<std::string, std::int64_t> figures;
  while (!text.empty()) {
    const auto pair = text.substr(0, text.find(','));
    const auto equals = std::min(pair.find('='), pair.size() - 1);
    std::int64_t thousandths = 0;
    const auto* const last = pair.data() + pair.size();
    const auto [end, error] = std::from_chars(pair.data() + equals + 1, last, thousandths);
    if (error != std::errc{} || end != last) {
      return fail(ErrorCode::InvalidInput, "A stored list of image figures is damaged.");
    }
    figures.emplace_hint(figures.end(), pair.substr(0, equals), thousandths);
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
  }
  return figures;
}

}  // namespace

void insert_quality_rows(StoreContext& context, const BatchRow& batch, std::int64_t reading_id,
                         std::span<const SideQuality> sides) {
  for (const auto& quality : sides) {
    const auto side = name_of(side_names, quality.side);
    context.db.run(insert_side, reading_id, side, batch.lockbox_id, figures_text(quality.figures));
    std::int64_t ordinal = 0;
    for (const auto& fault : quality.faults) {
      context.db.run(insert_fault, reading_id, side, ++ordinal, batch.lockbox_id, fault.condition,
                     fault.measure, fault.figure_thousandths, fault.limit_thousandths);
    }
  }
}

Result<void> read_quality(StoreContext& context, BatchId batch, std::vector<Document>& documents) {
  {
    auto rows = context.db.query(select_sides, batch.value());
    while (rows.next()) {
      SideQuality quality;
      quality.side = TRY(parse_name<Side>(side_names, rows.text(1)));
      quality.figures = TRY(parse_figures(rows.text(2)));
      reading_at(documents, rows.integer(0)).quality.push_back(std::move(quality));
    }
  }
  auto rows = context.db.query(select_faults, batch.value());
  while (rows.next()) {
    const auto side = TRY(parse_name<Side>(side_names, rows.text(1)));
    auto& sides = reading_at(documents, rows.integer(0)).quality;
    const auto quality = std::ranges::find(sides, side, &SideQuality::side);
    ENSURE(quality != sides.end());
    quality->faults.push_back({rows.text(2), rows.text(3), rows.integer(4), rows.integer(5)});
  }
  return {};
}

}  // namespace lockbox::deposit
