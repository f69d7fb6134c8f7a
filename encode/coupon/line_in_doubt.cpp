#include "encode/coupon/line_in_doubt.h"

#include <algorithm>
#include <utility>

#include "encode/coupon/code_parts.h"
#include "encode/coupon/coupon_fields.h"

namespace lockbox::encode {
namespace {

bool is_open(std::string_view text) {
  return text.find(unread_mark) != std::string_view::npos;
}

LineInDoubt places_of(const CouponDefinition& line, const std::vector<std::string_view>& parts) {
  LineInDoubt places;
  places.bill_type = line.bill_type;
  std::size_t first = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& field = line.fields[i];
    if (field.kind == CouponFieldKind::Literal) places.literals.push_back({first, field.literal});
    if (field.kind == CouponFieldKind::Account) {
      places.account_first = first;
      places.account_count = parts[i].size();
    }
    first += parts[i].size();
  }
  return places;
}

}  // namespace

Result<LineInDoubt> parse_line_in_doubt(const CouponDefinition& definition, OcrFont font,
                                        std::string_view text) {
  const auto line = TRY(definition_of_line(definition, font));
  std::string printed{text};
  std::erase(printed, ' ');
  if (!is_open(printed)) return refuse(line, "nothing of the line is in doubt");
  const auto is_ascii = [](char c) { return c >= ' ' && c <= '~'; };
  if (!std::ranges::all_of(printed, is_ascii)) {
    return refuse(line, "the line holds a symbol that no keyboard has");
  }
  const auto parts = TRY(split_code(line, printed, Unread::Allowed));
  auto places = places_of(line, parts);
  for (auto& checked : checked_digits(line, parts)) {
    if (!is_open(text_at(printed, checked.places))) TRY(check_digits(line, checked, printed));
    const bool is_of_account =
        checked.field && line.fields[*checked.field].kind == CouponFieldKind::Account;
    places.checks.push_back({is_of_account, checked.rule, std::move(checked.places)});
  }
  if (places.checks.empty()) return refuse(line, "no check digit would prove what is keyed");
  return places;
}

std::optional<LineToComplete> line_to_complete(std::span<const SpelledLine> lines,
                                               const std::vector<CouponDefinition>& definitions) {
  std::optional<LineToComplete> only;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const auto& definition : definitions) {
      auto places = parse_line_in_doubt(definition, lines[i].font, lines[i].text);
      if (!places) continue;
      if (only) return std::nullopt;
      only = LineToComplete{i, *std::move(places)};
    }
  }
  return only;
}

}  // namespace lockbox::encode
