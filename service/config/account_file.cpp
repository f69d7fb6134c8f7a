#include "service/config/account_file.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/file.h"
#include "core/limits.h"
#include "service/config/account_columns.h"
#include "service/config/table_reader.h"

namespace lockbox::service {
namespace {

using deposit::Account;
using deposit::AccountStatus;

constexpr std::size_t account_digits_max = 30;

/// The file's columns by field name.
using Columns = std::map<std::string_view, std::size_t>;

Result<Columns> find_columns(const CsvTable& table, const deposit::Site& site) {
  Columns columns;
  for (const auto field : account_fields) {
    const auto mapped = site.account_columns.find(std::string{field});
    const auto name = mapped == site.account_columns.end() ? field : mapped->second;
    columns[field] = TRY(table.column(name));
  }
  for (const auto field : {successor_field, charges_field}) {
    const auto mapped = site.account_columns.find(std::string{field});
    const auto name = mapped == site.account_columns.end() ? field : mapped->second;
    if (table.has_column(name)) columns[field] = TRY(table.column(name));
  }
  return columns;
}

/// Turns lines into accounts and gathers the problems.
class AccountLines {
 public:
  AccountLines(const Columns& columns, const deposit::Site& site)
      : columns_{columns}, site_{site} {}

  void read(const CsvRecord& row);
  void refuse(std::size_t line, std::string problem) {
    problems_.push_back({.line = line, .problem = std::move(problem)});
  }

  [[nodiscard]] AccountFile file_of(const Sha256& sha256) && {
    return {.accounts = std::move(accounts_), .sha256 = sha256, .problems = std::move(problems_)};
  }

 private:
  [[nodiscard]] const std::string& field(const CsvRecord& row, std::string_view name) const {
    return row.fields[columns_.at(name)];
  }
  void check_number(std::size_t line, const std::string& digits);
  void read_money_and_status(const CsvRecord& row, Account& account);
  void read_successor(const CsvRecord& row, Account& account);
  void read_charges(const CsvRecord& row, Account& account);
  void settle_fund(std::size_t line, Account& account);

  const Columns& columns_;
  const deposit::Site& site_;
  std::map<std::string, std::size_t> line_of_account_;
  std::vector<Account> accounts_;
  std::vector<LineProblem> problems_;
};

void AccountLines::check_number(std::size_t line, const std::string& digits) {
  if (digits.empty()) return refuse(line, "The account is empty.");
  if (digits.find_first_not_of("0123456789") != std::string::npos) {
    return refuse(line, "The account is not all digits.");
  }
  if (digits.size() > account_digits_max) {
    return refuse(line, fmt::format("The account has more than {} digits.", account_digits_max));
  }
  const auto [first, is_new] = line_of_account_.emplace(digits, line);
  if (!is_new) {
    refuse(line, fmt::format("Account {} is on line {} already.", AccountNumber{digits}.masked(),
                             first->second));
  }
}

void AccountLines::read_money_and_status(const CsvRecord& row, Account& account) {
  if (const auto balance = Money::parse(field(row, "balance_due"))) {
    account.balance_due = *balance;
  } else {
    refuse(row.line, "The balance_due is no amount: " + balance.error().message);
  }
  const auto status =
      parse_name<AccountStatus>(deposit::account_status_names, field(row, "status"));
  if (status) {
    account.status = *status;
  } else {
    refuse(row.line, "The status is neither open nor closed.");
  }
}

/// Whether there is such an account is seen when it is followed: files come one after another.
void AccountLines::read_successor(const CsvRecord& row, Account& account) {
  if (!columns_.contains(successor_field)) return;
  const auto& number = field(row, successor_field);
  if (number.empty()) return;
  if (account.status == AccountStatus::Open) {
    return refuse(row.line, "Only a closed account goes on under another number.");
  }
  if (number == account.number.reveal()) {
    return refuse(row.line, "The successor is the account itself.");
  }
  if (number.find_first_not_of("0123456789") != std::string::npos ||
      number.size() > account_digits_max) {
    return refuse(row.line,
                  fmt::format("The successor is not up to {} digits.", account_digits_max));
  }
  account.successor = AccountNumber{number};
}

/// One charge, or why it is none.
Result<deposit::Charge> parse_charge(std::string_view text) {
  const auto at = text.find('@');
  const auto sign = text.find('=');
  if (at == 0 || at == std::string_view::npos || sign == std::string_view::npos || sign < at) {
    return fail(ErrorCode::InvalidInput, "it is not CODE@YYYY-MM-DD=AMOUNT");
  }
  const auto code = text.substr(0, at);
  if (!is_identifier(code)) {
    return fail(ErrorCode::InvalidInput, "its code is not up to 40 letters, digits, '-' and '_'");
  }
  const auto due_on = BusinessDay::parse(text.substr(at + 1, sign - at - 1));
  if (!due_on) return fail(ErrorCode::InvalidInput, "its due date is no day like 2026-01-15");
  const auto amount = Money::parse(text.substr(sign + 1));
  if (!amount || *amount <= Money{} || *amount > item_max) {
    return fail(ErrorCode::InvalidInput, "its amount is not above zero with two decimals");
  }
  return deposit::Charge{std::string{code}, due_on->to_string(), *amount};
}

/// What is owed by charge must be what is owed; else nobody knows which of the two is right.
void AccountLines::read_charges(const CsvRecord& row, Account& account) {
  if (!columns_.contains(charges_field)) return;
  std::string_view rest = field(row, charges_field);
  if (rest.empty()) return;
  Money sum;
  while (true) {
    const auto end = rest.find(';');
    const auto charge = parse_charge(rest.substr(0, end));
    if (!charge) {
      return refuse(row.line, fmt::format("Charge {}: {}.", account.charges.size() + 1,
                                          charge.error().message));
    }
    sum += charge->amount;
    account.charges.push_back(*charge);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  if (sum != account.balance_due) {
    refuse(row.line, fmt::format("The charges come to {}, the balance_due is {}.", sum.to_string(),
                                 account.balance_due.to_string()));
  }
}

/// The account file wins; where it says nothing, the bill type's coupon does.
void AccountLines::settle_fund(std::size_t line, Account& account) {
  const auto coupon =
      std::ranges::find(site_.coupons, account.bill_type, &encode::CouponDefinition::bill_type);
  if (coupon != site_.coupons.end()) {
    if (account.fund.empty()) account.fund = coupon->fund;
    if (account.deposit_account.empty()) account.deposit_account = coupon->deposit_account;
  }
  if (account.fund.empty()) {
    refuse(line, "The fund is empty, and no coupon of this bill type has one.");
  } else if (!is_identifier(account.fund)) {
    refuse(line, "The fund may hold up to 40 letters, digits, '-' and '_'.");
  }
  if (account.deposit_account.empty()) {
    refuse(line, "The deposit account is empty, and no coupon of this bill type has one.");
  } else if (site_.deposit_account(account.deposit_account) == nullptr) {
    refuse(line, "The deposit account is not one of the site's.");
  }
}

void AccountLines::read(const CsvRecord& row) {
  const auto problems_before = problems_.size();
  Account account{.number = AccountNumber{field(row, "account")},
                  .bill_type = field(row, "bill_type"),
                  .name = field(row, "name"),
                  .address = field(row, "address"),
                  .balance_due = {},
                  .due_date = field(row, "due_date"),
                  .fund = field(row, "fund"),
                  .deposit_account = field(row, "deposit_account")};
  check_number(row.line, account.number.reveal());
  if (account.bill_type.empty()) refuse(row.line, "The bill_type is empty.");
  read_money_and_status(row, account);
  read_successor(row, account);
  read_charges(row, account);
  settle_fund(row.line, account);
  if (problems_.size() == problems_before) accounts_.push_back(std::move(account));
}

}  // namespace

Result<AccountFile> parse_account_file(std::string_view text, const std::string& file,
                                       const deposit::Site& site) {
  const auto table = TRY(CsvTable::parse(text, file));
  const auto columns = TRY(find_columns(table, site));
  AccountLines lines{columns, site};
  for (const auto& row : table.rows()) {
    if (auto problem = table.width_problem(row); !problem.empty()) {
      lines.refuse(row.line, std::move(problem));
    } else {
      lines.read(row);
    }
  }
  return std::move(lines).file_of(Sha256::of(bytes_of(text)));
}

Result<AccountFile> read_account_file(const std::filesystem::path& path,
                                      const deposit::Site& site) {
  return parse_account_file(TRY(read_text_file(path, limits::text_file_bytes_max)), path.string(),
                            site);
}

}  // namespace lockbox::service
