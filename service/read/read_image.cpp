#include "service/read/read_image.h"

#include <algorithm>
#include <optional>
#include <variant>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/file.h"
#include "core/limits.h"
#include "encode/explain/page_symbols.h"
#include "encode/image/quality/image_quality.h"
#include "encode/micr/e13b_calibration.h"
#include "encode/micr/foreign_fields.h"
#include "encode/page_reader.h"
#include "encode/print/sheet_code.h"
#include "service/read/foreign_value.h"
#include "service/read/percent.h"

namespace lockbox::service {

namespace json = boost::json;

namespace {

constexpr double chance_told_min = 1e-9;  ///< A line without an accepted symbol has no error.

json::object box_value(const encode::Box& box) {
  return {{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}};
}

json::value text_or_null(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value micr_value(const std::optional<encode::MicrRead>& micr) {
  if (!micr) return nullptr;
  const auto& line = micr->line;
  json::array symbols;
  for (const auto& symbol : micr->symbols) {
    symbols.push_back(json::object{{"symbol", symbol.symbol},
                                   {"best", text_or_null(symbol.best)},
                                   {"second", text_or_null(symbol.second)},
                                   {"second_chance", symbol.second_chance},
                                   {"error", symbol.error},
                                   {"confidence", symbol.confidence},
                                   {"box", box_value(symbol.box)}});
  }
  return json::object{
      {"raw", line.raw},
      {"font", name_of(encode::micr_font_names, micr->font)},
      {"foreign", foreign_value(line.raw)},
      {"routing", line.routing ? json::value(line.routing->digits()) : json::value(nullptr)},
      {"routing_prefix_known",
       line.routing ? json::value(line.routing->has_assigned_prefix()) : json::value(nullptr)},
      {"account", text_or_null(line.account.reveal())},
      {"serial", text_or_null(line.serial)},
      {"amount_cents", line.amount ? json::value(line.amount->cents()) : json::value(nullptr)},
      {"confidence", micr->confidence},
      {"error", micr->error},
      {"box", box_value(micr->box)},
      {"symbols", std::move(symbols)}};
}

json::array codes_value(const encode::PageRead& page) {
  json::array values;
  for (const auto& code : page.codes) {
    values.push_back(json::object{{"text", code.text},
                                  {"format", encode::to_string(code.format)},
                                  {"confidence", code.confidence},
                                  {"box", box_value(code.box)}});
  }
  for (const auto& code : page.postal_codes) {
    values.push_back(json::object{{"text", code.digits},
                                  {"format", name_of(encode::postal_format_names, code.format)},
                                  {"confidence", 1.0},
                                  {"box", box_value(code.box)}});
  }
  return values;
}

json::array scan_lines_value(const std::vector<encode::ScanLineRead>& lines) {
  json::array values;
  for (const auto& line : lines) {
    json::array symbols;
    for (const auto& symbol : line.symbols) {
      symbols.push_back(json::object{{"symbol", symbol.symbol},
                                     {"second", symbol.second},
                                     {"confidence", symbol.confidence},
                                     {"box", box_value(symbol.box)}});
    }
    values.push_back(json::object{{"text", line.text},
                                  {"font", encode::to_string(line.font)},
                                  {"confidence", line.confidence},
                                  {"box", box_value(line.box)},
                                  {"symbols", std::move(symbols)}});
  }
  return values;
}

json::value coupon_value(const std::optional<encode::CouponRead>& coupon) {
  if (!coupon) return nullptr;
  const auto& due = coupon->code.amount_due;
  return json::object{{"type", coupon->code.bill_type},
                      {"account", coupon->code.account.reveal()},
                      {"read_by", coupon->format},
                      {"amount_due_cents", due ? json::value(due->cents()) : json::value(nullptr)}};
}

json::array check_boxes_value(const std::vector<encode::CheckBoxRead>& boxes) {
  json::array values;
  for (const auto& box : boxes) {
    values.push_back(json::object{{"name", box.name},
                                  {"state", name_of(encode::mark_state_names, box.state)},
                                  {"ink_share", box.ink_share},
                                  {"box", box_value(box.box)}});
  }
  return values;
}

/// What `lockbox read` calls a sheet that the program printed for itself; a sheet bears nothing
/// else.
std::optional<std::string> sheet_sentence(const encode::PageRead& page) {
  if (page.micr || page.codes.size() != 1) return std::nullopt;
  const auto& barcode = page.codes.front();
  const auto sheet = encode::parse_sheet_code(barcode.format, barcode.text);
  if (!sheet) return std::nullopt;
  const bool is_separator = sheet->kind == encode::SheetKind::Separator;
  return fmt::format("{} {}", is_separator ? "separator" : "batch header", sheet->number);
}

using QualityFaults = std::vector<encode::QualityFinding>;

QualityFaults present_conditions(const encode::ImageQuality& quality,
                                 const encode::QualityLimits& limits) {
  QualityFaults present;
  for (const auto& finding : quality_conditions(quality, limits, Side::Front)) {
    if (finding.verdict == encode::QualityVerdict::Present) present.push_back(finding);
  }
  return present;
}

std::string sentence_of(const encode::QualityFinding& finding) {
  return encode::to_sentence({.condition = finding.condition,
                              .measure = finding.rule.measure,
                              .figure = finding.figure,
                              .limit = finding.rule.limit});
}

json::object quality_value(const encode::ImageQuality& quality, const QualityFaults& faults) {
  json::object figures;
  for (std::size_t i = 0; i < quality.figures.size(); ++i) {
    const auto& figure = quality.figures.at(i);
    if (figure) figures[encode::quality_measure_names.at(i)] = *figure;
  }
  json::array conditions;
  for (const auto& fault : faults) {
    conditions.push_back(
        json::object{{"condition", name_of(encode::quality_condition_names, fault.condition)},
                     {"text", sentence_of(fault)}});
  }
  return {{"figures", std::move(figures)}, {"conditions", std::move(conditions)}};
}

/// What one picture says, and how well it was taken.
struct JudgedPage {
  encode::PageRead page;
  encode::ImageQuality quality;
  QualityFaults faults;
};

/// The line, how likely it is wrong, and each symbol that is less sure than symbols can be.
std::string micr_sentences(const encode::MicrRead& micr) {
  if (micr.font == encode::MicrFont::Cmc7) {
    const auto fields = encode::find_foreign_fields(micr.line.raw);
    return fmt::format(
        "\n  MICR  {}  (cmc7)\n        {}", micr.line.raw,
        fields ? text_of(*fields, encode::AccountShown::Whole) : "no fields: no layout fits");
  }
  auto text = fmt::format("\n  MICR  {}\n        wrong at most 1 time in {:.0f}", micr.line.raw,
                          1 / std::max(micr.error, chance_told_min));
  if (const auto fields = encode::find_foreign_fields(micr.line.raw)) {
    text += "\n        " + text_of(*fields, encode::AccountShown::Whole);
  }
  for (std::size_t i = 0; i < micr.symbols.size(); ++i) {
    const auto& symbol = micr.symbols[i];
    const bool is_sure = symbol.error <= encode::evidence_table().front().error;
    if (symbol.best.empty() || is_sure) continue;
    text += fmt::format("\n        symbol {}: {}, wrong at most {:.2g} %", i + 1, symbol.symbol,
                        percent * symbol.error);
    if (encode::is_doubtful(symbol)) text += fmt::format("; most like {}", symbol.best);
    if (!symbol.second.empty()) {
      text +=
          fmt::format("; else {}, at most {:.2g} %", symbol.second, percent * symbol.second_chance);
    }
  }
  return text;
}

ImageReport report_of(const std::string& file, const JudgedPage& judged) {
  const auto& page = judged.page;
  const auto kind = name_of(encode::page_kind_names, page.kind);
  const auto sheet = sheet_sentence(page);
  const json::object value{{"file", file},
                           {"kind", kind},
                           {"fault", nullptr},
                           {"micr", micr_value(page.micr)},
                           {"codes", codes_value(page)},
                           {"scan_lines", scan_lines_value(page.scan_lines)},
                           {"coupon", coupon_value(page.coupon)},
                           {"coupon_doubt", text_or_null(page.coupon_doubt)},
                           {"check_boxes", check_boxes_value(page.check_boxes)},
                           {"sheet", sheet ? json::value(*sheet) : json::value(nullptr)},
                           {"skew_degrees", page.skew_degrees},
                           {"quality", quality_value(judged.quality, judged.faults)}};
  auto sentence = fmt::format("{}: {}", file, kind);
  if (page.micr) sentence += micr_sentences(*page.micr);
  for (const auto& code : page.codes) {
    sentence += fmt::format("\n  code  {}  ({})", code.text, encode::to_string(code.format));
  }
  for (const auto& code : page.postal_codes) {
    sentence += fmt::format("\n  code  {}  ({})", code.digits,
                            name_of(encode::postal_format_names, code.format));
  }
  for (const auto& line : page.scan_lines) {
    sentence += fmt::format("\n  line  {}  ({})", line.text, encode::to_string(line.font));
  }
  if (!page.coupon_doubt.empty()) sentence += fmt::format("\n  doubt {}", page.coupon_doubt);
  for (const auto& box : page.check_boxes) {
    sentence += fmt::format("\n  box   {}: {}, {:.0f} % ink", encode::words_of(box.name),
                            name_of(encode::mark_state_names, box.state), percent * box.ink_share);
  }
  if (sheet) sentence += fmt::format("\n  sheet {}", *sheet);
  for (const auto& fault : judged.faults) {
    sentence += fmt::format("\n  image {}", sentence_of(fault));
  }
  return {json::serialize(value), std::move(sentence), true, {}};
}

ImageReport fault_report(const std::string& file, std::string_view fault, std::string_view reason) {
  const json::object value{{"file", file},
                           {"kind", name_of(encode::page_kind_names, encode::PageKind::Unknown)},
                           {"fault", fault},
                           {"reason", reason},
                           {"micr", nullptr},
                           {"codes", json::array{}},
                           {"scan_lines", json::array{}},
                           {"coupon", nullptr},
                           {"coupon_doubt", nullptr},
                           {"check_boxes", json::array{}},
                           {"sheet", nullptr},
                           {"skew_degrees", nullptr},
                           {"quality", nullptr}};
  return {json::serialize(value), fmt::format("{}: {}", file, reason), false, {}};
}

/// The page drawn with what was read; empty when it cannot be drawn.
Bytes explanation_of(capture::Pictures& pictures, ByteView file, encode::SeenPage seen) {
  auto answer = pictures.ask(file, capture::ExplainPicture{std::move(seen)});
  if (!answer) return {};
  auto* const explained = std::get_if<capture::ExplainedPicture>(&*answer);
  return explained == nullptr ? Bytes{} : std::move(explained->file);
}

}  // namespace

ImageReport read_image(capture::Pictures& pictures, const std::string& file,
                       const capture::ReadingRules& rules, Explained explained) {
  const auto bytes = read_file(file, limits::image_file_bytes_max);
  if (!bytes) return fault_report(file, "unreadable_file", bytes.error().message);
  auto answer = pictures.ask(*bytes, capture::ReadPage{rules.coupons});
  if (!answer) return fault_report(file, "unreadable_file", answer.error().message);
  if (const auto* const fault = std::get_if<deposit::DocumentFault>(&*answer)) {
    return fault_report(file, fault->code, fault->message);
  }
  auto& [page, quality, size, ink, has_false_tag] = std::get<capture::MeasuredPage>(*answer);
  if (page.micr) encode::hold_to(rules.reading, *page.micr);
  // The limits are those of payments.
  const bool is_payment = page.kind != encode::PageKind::Correspondence;
  auto faults = is_payment ? present_conditions(quality, rules.quality) : QualityFaults{};
  auto report = report_of(file, JudgedPage{page, quality, std::move(faults)});
  if (explained == Explained::Yes) {
    report.explanation = explanation_of(pictures, *bytes, encode::seen_page(page, size));
  }
  return report;
}

}  // namespace lockbox::service
