#include "service/config/office_tables.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/file.h"
#include "core/limits.h"
#include "deposit/custody/lives.h"
#include "service/auth/rights.h"

namespace lockbox::service {

namespace {

using deposit::Site;

constexpr std::int64_t days_limit = 366;

std::vector<std::string> plain_texts(TableReader& table, std::string_view key) {
  std::vector<std::string> texts;
  if (!table.place_of(key)) return texts;
  for (const auto& element : table.texts(key)) texts.push_back(element.text);
  return texts;
}

/// Each bill type and each fund is one department's.
void refuse_owned(TableReader& table, const deposit::DepartmentFunds& one,
                  const std::vector<deposit::DepartmentFunds>& all) {
  for (const auto& earlier : all) {
    for (const auto& fund : one.funds) {
      if (!earlier.owns({}, fund)) continue;
      table.fault("funds",
                  fmt::format("Fund {} is owned by '{}' already.", fund, earlier.department));
    }
    for (const auto& bill_type : one.bill_types) {
      if (!earlier.owns(bill_type, {})) continue;
      table.fault("bill_types", fmt::format("Bill type {} is owned by '{}' already.", bill_type,
                                            earlier.department));
    }
  }
}

std::vector<deposit::DepartmentFunds> read_reconciliations(TableReader& file, const Site& site) {
  std::vector<deposit::DepartmentFunds> all;
  if (!file.place_of("reconciliation")) return all;
  for (auto& table : file.tables("reconciliation")) {
    deposit::DepartmentFunds one{table.identifier("department"), plain_texts(table, "bill_types"),
                                 plain_texts(table, "funds")};
    const auto& departments = site.exceptions.departments;
    const bool is_known = std::ranges::find(departments, one.department,
                                            &deposit::Department::id) != departments.end();
    if (!one.department.empty() && !is_known) {
      table.fault("department", fmt::format("No [[department]] has the id '{}'.", one.department));
    }
    if (one.bill_types.empty() && one.funds.empty()) {
      table.fault("bill_types", "Name at least one bill type or fund.");
    }
    refuse_owned(table, one, all);
    table.refuse_unknown_keys();
    all.push_back(std::move(one));
  }
  return all;
}

deposit::DepositLimits read_limits(TableReader& file) {
  deposit::DepositLimits limits;
  auto table = file.table("deposit_limits", TableReader::Presence::Optional);
  if (!table) return limits;
  if (table->place_of("days_max")) limits.days_max = table->count("days_max", days_limit);
  for (const auto source : deposit::custody::mail_source_names) {
    if (table->place_of(source)) {
      limits.by_source.emplace(source, table->count(source, days_limit));
    }
  }
  table->refuse_unknown_keys();
  return limits;
}

/// Notes a fault for each field of the text that no letter can fill in.
void check_fields(TableReader& table, std::string_view key, const std::string& text) {
  const auto fields = deposit::fields_of(text);
  if (!fields) {
    table.fault(key, fields.error().message);
    return;
  }
  for (const auto& field : *fields) {
    if (std::ranges::find(deposit::letter_fields, field) != deposit::letter_fields.end()) continue;
    table.fault(key, fmt::format("{{{}}} is none of the fields {}.", field,
                                 fmt::join(deposit::letter_fields, ", ")));
  }
}

std::vector<deposit::LetterTemplate> read_letters(TableReader& file) {
  std::vector<deposit::LetterTemplate> letters;
  std::set<std::string> seen;
  if (!file.place_of("letter")) return letters;
  for (auto& table : file.tables("letter")) {
    deposit::LetterTemplate letter{table.identifier("id"), table.text("name"),
                                   table.text("subject"), plain_texts(table, "paragraphs"), 0};
    if (table.place_of("reply_days")) letter.reply_days = table.count("reply_days", days_limit);
    if (letter.paragraphs.empty()) table.fault("paragraphs", "A letter has at least one.");
    if (!seen.insert(letter.id).second) {
      table.fault("id", fmt::format("'{}' is defined more than once.", letter.id));
    }
    check_fields(table, "subject", letter.subject);
    for (const auto& paragraph : letter.paragraphs) check_fields(table, "paragraphs", paragraph);
    table.refuse_unknown_keys();
    letters.push_back(std::move(letter));
  }
  return letters;
}

std::vector<deposit::PolicyReference> read_policies(TableReader& file) {
  std::vector<deposit::PolicyReference> policies;
  if (!file.place_of("policies")) return policies;
  for (auto& table : file.tables("policies")) {
    deposit::PolicyReference policy{table.text("number"), table.text("title"),
                                    plain_texts(table, "screens")};
    for (const auto& screen : policy.screens) {
      if (!screen.starts_with('/')) {
        table.fault("screens",
                    fmt::format("'{}' is no address of a screen, like \"/deposits\".", screen));
      }
    }
    table.refuse_unknown_keys();
    policies.push_back(std::move(policy));
  }
  return policies;
}

std::vector<deposit::RoleLimit> read_role_limits(TableReader& file) {
  std::vector<deposit::RoleLimit> limits;
  if (!file.place_of("role_limit")) return limits;
  for (auto& table : file.tables("role_limit")) {
    deposit::RoleLimit limit{table.identifier("role"), {}, {}};
    if (!limit.role.empty() && !auth::rights_of_role(limit.role)) {
      table.fault("role", fmt::format("There is no role '{}'.", limit.role));
    }
    const auto text = table.text("deed");
    const auto deed = parse_name<deposit::LimitedDeed>(deposit::limited_deed_names, text);
    if (!deed && !text.empty()) {
      table.fault("deed", fmt::format("This must be one of {}.",
                                      fmt::join(deposit::limited_deed_names, ", ")));
    }
    limit.deed = deed.value_or(limit.deed);
    const auto rights = auth::rights_of_role(limit.role);
    if (deed && rights && !rights->has(auth::right_for(limit.deed))) {
      table.fault("deed", fmt::format("The role '{}' may not do this at all.", limit.role));
    }
    limit.amount_max = table.dollars("amount_max");
    for (const auto& earlier : limits) {
      if (earlier.role != limit.role || earlier.deed != limit.deed) continue;
      table.fault("deed", "This role has a limit for it already.");
    }
    table.refuse_unknown_keys();
    limits.push_back(std::move(limit));
  }
  return limits;
}

bool read_endorsement(TableReader& file) {
  auto table = file.table("custody", TableReader::Presence::Optional);
  if (!table) return false;
  const bool is_wanted = table->flag("endorse_before_hand_off");
  table->refuse_unknown_keys();
  return is_wanted;
}

}  // namespace

deposit::OfficeRules read_office_tables(TableReader& file, const Site& site) {
  return {.reconciliations = read_reconciliations(file, site),
          .deposit_limits = read_limits(file),
          .letters = read_letters(file),
          .policies = read_policies(file),
          .role_limits = read_role_limits(file),
          .endorses_before_hand_off = read_endorsement(file)};
}

Result<deposit::OfficeRules> read_office_rules(const std::filesystem::path& site_file,
                                               const Site& site) {
  const auto text = TRY(read_text_file(site_file, limits::config_file_bytes_max));
  const auto root = TRY(parse_toml(text, site_file.string()));
  ConfigFaults faults{site_file.string()};
  TableReader table{root, {}, faults};
  auto rules = read_office_tables(table, site);
  if (!faults.empty()) return tl::unexpected(faults.to_error());
  return rules;
}

}  // namespace lockbox::service
