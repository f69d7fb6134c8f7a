#include "service/read/read_image.h"

#include <variant>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/file.h"
#include "core/limits.h"
#include "encode/page_reader.h"

namespace lockbox::service {

namespace json = boost::json;

namespace {

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
                                   {"confidence", symbol.confidence},
                                   {"box", box_value(symbol.box)}});
  }
  return json::object{
      {"raw", line.raw},
      {"routing", line.routing ? json::value(line.routing->digits()) : json::value(nullptr)},
      {"account", text_or_null(line.account.reveal())},
      {"serial", text_or_null(line.serial)},
      {"amount_cents", line.amount ? json::value(line.amount->cents()) : json::value(nullptr)},
      {"confidence", micr->confidence},
      {"box", box_value(micr->box)},
      {"symbols", std::move(symbols)}};
}

json::array codes_value(const std::vector<encode::BarcodeRead>& codes) {
  json::array values;
  for (const auto& code : codes) {
    values.push_back(json::object{{"text", code.text},
                                  {"format", encode::to_string(code.format)},
                                  {"confidence", code.confidence},
                                  {"box", box_value(code.box)}});
  }
  return values;
}

json::value coupon_value(const std::optional<encode::CouponRead>& coupon) {
  if (!coupon) return nullptr;
  const auto& due = coupon->code.amount_due;
  return json::object{{"type", coupon->code.bill_type},
                      {"account", coupon->code.account.reveal()},
                      {"amount_due_cents", due ? json::value(due->cents()) : json::value(nullptr)}};
}

ImageReport report_of(const std::string& file, const encode::PageRead& page) {
  const auto kind = name_of(encode::page_kind_names, page.kind);
  const json::object value{{"file", file},
                           {"kind", kind},
                           {"fault", nullptr},
                           {"micr", micr_value(page.micr)},
                           {"codes", codes_value(page.codes)},
                           {"coupon", coupon_value(page.coupon)},
                           {"skew_degrees", page.skew_degrees}};
  auto sentence = fmt::format("{}: {}", file, kind);
  if (page.micr) sentence += fmt::format("\n  MICR  {}", page.micr->line.raw);
  for (const auto& code : page.codes) {
    sentence += fmt::format("\n  code  {}  ({})", code.text, encode::to_string(code.format));
  }
  return {json::serialize(value), std::move(sentence), true};
}

ImageReport fault_report(const std::string& file, std::string_view fault, std::string_view reason) {
  const json::object value{
      {"file", file},      {"kind", name_of(encode::page_kind_names, encode::PageKind::Unknown)},
      {"fault", fault},    {"reason", reason},
      {"micr", nullptr},   {"codes", json::array{}},
      {"coupon", nullptr}, {"skew_degrees", nullptr}};
  return {json::serialize(value), fmt::format("{}: {}", file, reason), false};
}

}  // namespace

ImageReport read_image(capture::Pictures& pictures, const std::string& file,
                       const std::vector<encode::CouponDefinition>& definitions) {
  const auto bytes = read_file(file, limits::image_file_bytes_max);
  if (!bytes) return fault_report(file, "unreadable_file", bytes.error().message);
  const auto answer = pictures.ask(*bytes, capture::ReadPage{definitions});
  if (!answer) return fault_report(file, "unreadable_file", answer.error().message);
  if (const auto* const fault = std::get_if<deposit::DocumentFault>(&*answer)) {
    return fault_report(file, fault->code, fault->message);
  }
  return report_of(file, std::get<encode::PageRead>(*answer));
}

}  // namespace lockbox::service
