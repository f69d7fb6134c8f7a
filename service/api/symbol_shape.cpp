#include "service/api/symbol_shape.h"

#include <boost/json/array.hpp>

#include "service/process/json_text.h"

namespace lockbox::service::api {

namespace json = boost::json;

namespace {

json::object box_shape(const encode::Box& box, const encode::SeenPage& seen) {
  const double width = seen.width;
  const double height = seen.height;
  return {{"left", box.x / width},
          {"top", box.y / height},
          {"width", box.width / width},
          {"height", box.height / height}};
}

json::object symbol_shape(const encode::SymbolRead& symbol, const encode::SeenPage& seen) {
  return {{"symbol", symbol.symbol},
          {"best", text_or_null(symbol.best)},
          {"second", text_or_null(symbol.second)},
          {"second_chance", symbol.second_chance},
          {"error", symbol.error},
          {"confidence", symbol.confidence},
          {"box", box_shape(symbol.box, seen)}};
}

json::object line_shape(const encode::SeenLine& line, const encode::SeenPage& seen) {
  json::array symbols;
  for (const auto& symbol : line.symbols) symbols.push_back(symbol_shape(symbol, seen));
  return {{"type", line.type},
          {"error", line.error},
          {"box", box_shape(line.box, seen)},
          {"symbols", std::move(symbols)}};
}

/// Whoever keys a line checks it by the numbers themselves and knows no rule by its name.
json::object rule_shape(encode::CheckDigitRule rule) {
  const auto& method = encode::method_of(rule);
  return {{"modulus", method.modulus},
          {"weights", json::array(method.weights.begin(), method.weights.end())},
          {"from", method.from == encode::WeightsFrom::Left ? "left" : "right"},
          {"sums_digits", method.products == encode::Products::DigitsSummed},
          {"remainder", method.remainder},
          {"digits", method.count}};
}

}  // namespace

json::object symbols_shape(const encode::SeenPage& seen) {
  json::array lines;
  for (const auto& line : seen.lines) lines.push_back(line_shape(line, seen));
  return {{"width", seen.width}, {"height", seen.height}, {"lines", std::move(lines)}};
}

json::value coupon_line_shape(const std::optional<encode::LineToComplete>& line) {
  if (!line) return nullptr;
  const auto& places = line->places;
  json::array literals;
  for (const auto& literal : places.literals) {
    literals.push_back(json::object{{"first", literal.first}, {"text", literal.text}});
  }
  json::array checks;
  for (const auto& check : places.checks) {
    checks.push_back(json::object{{"of", check.is_of_account ? "account" : "line"},
                                  {"places", json::array(check.places.begin(), check.places.end())},
                                  {"rule", rule_shape(check.rule)}});
  }
  return json::object{
      {"line", line->line},
      {"bill_type", places.bill_type},
      {"account", json::object{{"first", places.account_first}, {"count", places.account_count}}},
      {"literals", std::move(literals)},
      {"checks", std::move(checks)}};
}

}  // namespace lockbox::service::api
