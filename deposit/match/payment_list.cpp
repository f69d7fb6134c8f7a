#include "deposit/match/payment_list.h"

#include <algorithm>

#include "core/text.h"
#include "deposit/match/likeness.h"
#include "deposit/match/successor.h"

namespace lockbox::deposit {

namespace {

constexpr std::size_t number_digits_min = 4;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\"'";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split_at(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    if (const auto part = trimmed(text.substr(0, end)); !part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

std::vector<std::string_view> columns_of(std::string_view row) {
  for (const std::string_view separator : {"\t", ";", "|", "  ", ",", " "}) {
    auto columns = split_at(row, separator);
    if (columns.size() > 1) return columns;
  }
  return split_at(row, "\n");
}

/// "1,234.56", "$12", "12.00"; nothing for what may be a number of another kind.
std::optional<Money> amount_in(std::string_view column) {
  const bool has_sign = column.starts_with('$');
  if (has_sign) column.remove_prefix(1);
  std::string plain;
  for (const char c : column) {
    if (c != ',' && c != ' ') plain += c;
  }
  const auto point = plain.find('.');
  const bool has_cents = point != std::string::npos && plain.size() - point == 3;
  if (!has_cents && !(has_sign && point == std::string::npos)) return std::nullopt;
  const auto amount = Money::parse(has_cents ? plain : plain + ".00");
  if (!amount || *amount <= Money{}) return std::nullopt;
  return *amount;
}

/// The digits of a column that holds nothing else; empty when it does or has too few.
std::string number_in(std::string_view column) {
  std::string digits;
  for (const char c : column) {
    if (is_digit(c)) {
      digits += c;
    } else if (c != '-' && c != '.' && c != ' ' && c != '#') {
      return "";
    }
  }
  return digits.size() >= number_digits_min ? digits : "";
}

bool is_total(std::string_view name) {
  std::string capitals;
  for (const char c : name) capitals += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return capitals.find("TOTAL") != std::string::npos;
}

ListRow row_of(std::int64_t line, std::string_view text) {
  ListRow row;
  row.line = line;
  for (const auto column : columns_of(text)) {
    const auto amount = amount_in(column);
    if (amount) {
      row.amount = amount;
      continue;
    }
    const auto number = number_in(column);
    if (!number.empty() && row.number.empty()) {
      row.number = AccountNumber{number};
    } else if (number.empty()) {
      row.name += (row.name.empty() ? "" : " ") + std::string{column};
    }
  }
  row.is_total = row.number.empty() && is_total(row.name);
  return row;
}

std::string_view without_zeros(std::string_view number) {
  const auto first = number.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view{} : number.substr(first);
}

/// The open account that a known one stands for.
ListMatch settle(const Account& account, const AccountIndex& index, std::string reason) {
  if (account.status == AccountStatus::Open) {
    return {ListOutcome::Found, &account, std::move(reason)};
  }
  const auto* living = living_successor(account, index);
  if (living == nullptr) {
    return {ListOutcome::Unknown, nullptr,
            "The account " + account.number.masked() + " is closed."};
  }
  const bool is_same = name_likeness(account.name, living->name) >= same_name_likeness;
  return {is_same ? ListOutcome::Found : ListOutcome::Proposed, living,
          "The account " + account.number.masked() + " is closed and goes on as " +
              living->number.masked() + "."};
}

/// The one account of which `fits` says why; nothing when several fit.
template <class Fits>
ListMatch only_one(const std::vector<Account>& accounts, const Fits& fits) {
  ListMatch match;
  for (const auto& account : accounts) {
    if (account.status == AccountStatus::Closed) continue;
    auto reason = fits(account);
    if (reason.empty()) continue;
    if (match.account != nullptr) return {ListOutcome::Unknown, nullptr, "Several accounts fit."};
    match = {ListOutcome::Proposed, &account, std::move(reason)};
  }
  return match;
}

std::string agreement(const ListRow& row, const Account& account) {
  if (!row.name.empty() && name_likeness(row.name, account.name) >= same_name_likeness) {
    return "whose holder has this name";
  }
  return row.amount && account.balance_due == *row.amount ? "which owes exactly this" : "";
}

/// Neither account nor reason when no account has the number.
ListMatch match_by_number(const ListRow& row, const std::vector<Account>& accounts,
                          const AccountIndex& index) {
  if (const auto* exact = index.find(row.number)) return settle(*exact, index, "By its number.");
  const auto number = without_zeros(row.number.reveal());
  const Account* same = nullptr;
  for (const auto& account : accounts) {
    if (without_zeros(account.number.reveal()) != number) continue;
    if (same != nullptr) return {ListOutcome::Unknown, nullptr, "Several accounts fit."};
    same = &account;
  }
  if (same == nullptr) return {};
  return settle(*same, index, "By its number, but for zeros before it.");
}

ListMatch match_by_slip(const ListRow& row, const std::vector<Account>& accounts) {
  return only_one(accounts, [&](const Account& account) -> std::string {
    if (!is_one_slip_off(account.number.reveal(), row.number.reveal())) return "";
    const auto why = agreement(row, account);
    if (why.empty()) return "";
    return "One slip away from account " + account.number.masked() + ", " + why + ".";
  });
}

ListMatch match_by_name(const ListRow& row, const std::vector<Account>& accounts) {
  if (row.name.empty() || !row.amount) return {};
  return only_one(accounts, [&](const Account& account) -> std::string {
    if (account.balance_due != *row.amount) return "";
    const bool is_same = name_likeness(row.name, account.name) >= same_name_likeness;
    return is_same ? "Has this name and owes exactly this." : "";
  });
}

}  // namespace

std::vector<ListRow> parse_payment_list(std::string_view text) {
  std::vector<ListRow> rows;
  std::int64_t line = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto row = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line;
    if (std::ranges::any_of(row, is_digit)) rows.push_back(row_of(line, row));
  }
  return rows;
}

ListMatch match_list_row(const ListRow& row, const std::vector<Account>& accounts,
                         const AccountIndex& index) {
  if (!row.number.empty()) {
    auto numbered = match_by_number(row, accounts, index);
    if (numbered.account != nullptr || !numbered.reason.empty()) return numbered;
    auto slip = match_by_slip(row, accounts);
    if (slip.account != nullptr) return slip;
  }
  auto named = match_by_name(row, accounts);
  if (named.account != nullptr || !named.reason.empty()) return named;
  return {ListOutcome::Unknown, nullptr,
          row.number.empty() ? "No number, and no one account of this name owes this."
                             : "The account file has no such account."};
}

}  // namespace lockbox::deposit
