// valijson and its adapter are heavy: only this file includes them.

#include <boost/json.hpp>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "drivers/scanner.h"
#include "encode/micr/foreign_fields.h"
#include "service/process/json_text.h"
#include "service/process/summary.h"

namespace lockbox::service {

namespace json = boost::json;

namespace {

json::object type(std::string_view name) {
  return {{"type", name}};
}

json::object nullable(std::string_view name) {
  return {{"type", json::array{json::value(name), "null"}}};
}

json::object array_of(json::object items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

template <std::size_t N>
json::array list_of(const Names<N>& names) {
  json::array list;
  for (const auto name : names) list.emplace_back(name);
  return list;
}

template <std::size_t N>
json::object one_of(const Names<N>& names) {
  return {{"type", "string"}, {"enum", list_of(names)}};
}

template <std::size_t N>
json::object one_of_or_null(const Names<N>& names) {
  auto list = list_of(names);
  list.emplace_back(nullptr);
  return {{"type", json::array{"string", "null"}}, {"enum", std::move(list)}};
}

/// An object with exactly these members, all of them required.
json::object object_with(json::object properties) {
  json::array required;
  for (const auto& property : properties) required.emplace_back(property.key());
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

json::object or_null(json::object schema) {
  return {{"oneOf", json::array{std::move(schema), type("null")}}};
}

/// Which fields stand beside these is a matter of the layout.
json::object foreign_schema() {
  return {{"type", "object"},
          {"properties", {{"layout", one_of(encode::foreign_layout_names)}}},
          {"required", {"layout", "check_number", "account"}},
          {"additionalProperties", type("string")}};
}

json::object micr_schema() {
  return object_with({{"raw", type("string")},
                      {"foreign", or_null(foreign_schema())},
                      {"routing", nullable("string")},
                      {"routing_prefix_known", nullable("boolean")},
                      {"account", nullable("string")},
                      {"serial", nullable("string")},
                      {"amount_cents", nullable("integer")},
                      {"confidence", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}},
                      {"source", {{"type", "string"}, {"enum", {"reader", "keyed"}}}}});
}

json::object coupon_schema() {
  return object_with({{"type", type("string")},
                      {"account", type("string")},
                      {"amount_due_cents", nullable("integer")},
                      {"text", type("string")},
                      {"format", type("string")},
                      {"confidence", type("number")}});
}

json::object document_schema() {
  return object_with({{"sequence", type("integer")},
                      {"file", nullable("string")},
                      {"kind", one_of(encode::page_kind_names)},
                      {"state", one_of(deposit::document_state_names)},
                      {"item_state", one_of_or_null(deposit::item_state_names)},
                      {"fault", one_of_or_null(drivers::fault_code_names)},
                      {"fault_messages", array_of(type("string"))},
                      {"accepted_picture", or_null(object_with({{"accepted_by", type("string")},
                                                                {"reason", type("string")}}))},
                      {"micr", or_null(micr_schema())},
                      {"coupon", or_null(coupon_schema())},
                      {"amount_cents", nullable("integer")},
                      {"amount_source", one_of_or_null(deposit::amount_source_names)},
                      {"transaction", nullable("integer")},
                      {"duplicate_of", nullable("integer")}});
}

json::object transaction_schema() {
  const auto application = object_with({{"account", type("string")},
                                        {"cents", type("integer")},
                                        {"bill_type", type("string")},
                                        {"fund", type("string")}});
  const auto task = object_with({{"sequence", type("integer")},
                                 {"field", one_of(deposit::task_field_names)},
                                 {"reason", type("string")}});
  return object_with({{"id", type("integer")},
                      {"work_type", one_of(deposit::work_type_names)},
                      {"documents", array_of(type("integer"))},
                      {"tender_cents", type("integer")},
                      {"applied_cents", type("integer")},
                      {"adjustments_cents", type("integer")},
                      {"suspense_cents", type("integer")},
                      {"suspense_reason", one_of_or_null(deposit::suspense_reason_names)},
                      {"outcome", one_of(deposit::payment_outcome_names)},
                      {"applied", array_of(application)},
                      {"state", one_of(deposit::transaction_state_names)},
                      {"evidence", array_of(type("string"))},
                      {"tasks", array_of(task)}});
}

json::object deposit_schema() {
  return object_with({{"deposit_account", type("string")},
                      {"ticket", type("string")},
                      {"state", one_of(deposit::deposit_state_names)},
                      {"items", type("integer")},
                      {"total_cents", type("integer")},
                      {"documents", array_of(type("integer"))},
                      {"prepared_by", type("string")},
                      {"approved_by", nullable("string")},
                      {"files", array_of(type("string"))}});
}

json::object batch_schema() {
  const auto totals = object_with({{"documents", type("integer")}, {"cents", type("integer")}});
  const auto correction = object_with({{"by", type("string")},
                                       {"because", type("string")},
                                       {"from", or_null(totals)},
                                       {"to", totals}});
  return object_with({{"site", type("string")},
                      {"lockbox", type("string")},
                      {"business_day", type("string")},
                      {"job", type("string")},
                      {"prepared_by", nullable("string")},
                      {"state", one_of(deposit::batch_state_names)},
                      {"controlled", type("boolean")},
                      {"in_balance", type("boolean")},
                      {"waits_for_release", type("boolean")},
                      {"declared", or_null(totals)},
                      {"corrections", array_of(correction)},
                      {"counted_documents", type("integer")},
                      {"counted_cents", type("integer")},
                      {"control", type("string")}});
}

json::object totals_schema() {
  return object_with({{"received_cents", type("integer")},
                      {"deposited_cents", type("integer")},
                      {"held_cents", type("integer")},
                      {"returned_cents", type("integer")},
                      {"suspense_cents", type("integer")},
                      {"unexplained_cents", type("integer")},
                      {"unkeyed_items", type("integer")},
                      {"open_tasks", type("integer")}});
}

}  // namespace

std::string summary_schema() {
  const auto undeposited = object_with({{"sequence", type("integer")},
                                        {"cents", type("integer")},
                                        {"cause", one_of(deposit::hold_cause_names)},
                                        {"reason", type("string")}});
  const auto refused = object_with({{"line", type("integer")},
                                    {"sequence", {{"type", json::array{"integer", "string"}}}},
                                    {"field", type("string")},
                                    {"value", nullable("string")},
                                    {"reason", type("string")}});
  json::object schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                      {"title", "Lockbox summary.json: what became of one batch"}};
  const auto root = object_with({{"batch", batch_schema()},
                                 {"documents", array_of(document_schema())},
                                 {"transactions", array_of(transaction_schema())},
                                 {"deposits", array_of(deposit_schema())},
                                 {"undeposited", array_of(undeposited)},
                                 {"totals", totals_schema()},
                                 {"keyed_refused", array_of(refused)}});
  for (const auto& member : root) schema.insert(member);
  return to_pretty_text(schema) + "\n";
}

Result<void> check_against_schema(std::string_view json_text, std::string_view schema_text) {
  const auto document = json::parse({json_text.data(), json_text.size()});
  const auto schema_value = json::parse({schema_text.data(), schema_text.size()});
  valijson::Schema schema;
  valijson::SchemaParser parser;
  const valijson::adapters::BoostJsonAdapter schema_adapter{schema_value};
  parser.populateSchema(schema_adapter, schema);

  valijson::Validator validator;
  valijson::ValidationResults results;
  const valijson::adapters::BoostJsonAdapter adapter{document};
  if (validator.validate(schema, adapter, &results)) return {};
  valijson::ValidationResults::Error error;
  results.popError(error);
  std::string place;
  for (const auto& part : error.context) place += part;
  return fail(ErrorCode::InvalidInput,
              "The JSON breaks its schema at " + place + ": " + error.description);
}

}  // namespace lockbox::service
