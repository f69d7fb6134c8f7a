#include "service/config/virtual_batch_table.h"

#include <set>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/state_table.h"
#include "deposit/work/virtual_batch.h"

namespace lockbox::service {
namespace {

using deposit::VirtualBatchRule;

std::vector<std::string> read_bill_types(TableReader& table) {
  std::vector<std::string> types;
  if (!table.place_of("bill_types")) return types;
  for (const auto& element : table.texts("bill_types")) {
    if (!is_identifier(element.text)) {
      table.fault_at(element.place, "bill_types",
                     "A bill type may hold up to 40 letters, digits, '-' and '_'.");
    }
    types.push_back(element.text);
  }
  return types;
}

std::vector<deposit::WorkType> read_work_types(TableReader& table) {
  std::vector<deposit::WorkType> types;
  if (!table.place_of("work_types")) return types;
  for (const auto& element : table.texts("work_types")) {
    const auto type = parse_name<deposit::WorkType>(deposit::work_type_names, element.text);
    if (type) {
      types.push_back(*type);
    } else {
      table.fault_at(element.place, "work_types",
                     fmt::format("'{}' is none of {}.", element.text,
                                 fmt::join(deposit::work_type_names, ", ")));
    }
  }
  return types;
}

VirtualBatchRule read_rule(TableReader& table) {
  VirtualBatchRule rule{table.text("name"), read_bill_types(table), read_work_types(table)};
  if (!table.place_of("bill_types") && !table.place_of("work_types")) {
    table.fault("name", "This takes every envelope; say which bill_types or work_types it takes.");
  }
  table.refuse_unknown_keys();
  return rule;
}

}  // namespace

std::vector<VirtualBatchRule> read_virtual_batches(TableReader& file) {
  std::vector<VirtualBatchRule> rules;
  if (!file.place_of("virtual_batch")) return rules;
  std::set<std::string> seen{std::string{deposit::other_mail},
                             std::string{deposit::undecided_mail}};
  for (auto& table : file.tables("virtual_batch")) {
    rules.push_back(read_rule(table));
    if (!seen.insert(rules.back().name).second) {
      table.fault("name", fmt::format("'{}' is taken already.", rules.back().name));
    }
  }
  return rules;
}

}  // namespace lockbox::service
