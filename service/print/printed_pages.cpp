#include "service/print/printed_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/business_day.h"
#include "encode/coupon/check_box.h"
#include "encode/print/coupon_slip.h"
#include "encode/print/slips.h"

namespace lockbox::service {

namespace {

/// YYMMDD, as codes carry a due date.
Result<std::string> compact_due_date(const deposit::Account& account) {
  auto text = account.due_date;
  constexpr std::string_view with_slashes = "MM/DD/YYYY";
  if (text.size() == with_slashes.size() && text[2] == '/' && text[5] == '/') {
    text = text.substr(6) + "-" + text.substr(0, 2) + "-" + text.substr(3, 2);
  }
  const auto day = BusinessDay::parse(text);
  if (!day) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("Account {}: the due date '{}' is neither MM/DD/YYYY nor YYYY-MM-DD.",
                            account.number.masked(), account.due_date));
  }
  text = day->to_string();
  return text.substr(2, 2) + text.substr(5, 2) + text.substr(8, 2);
}

using CouponFields = std::vector<encode::CouponField>;

bool carries(const CouponFields& fields, encode::CouponFieldKind kind) {
  return std::ranges::any_of(fields, [kind](const auto& field) { return field.kind == kind; });
}

/// What a barcode or a scan line of those fields says of the account.
Result<encode::CouponValues> values_of(const CouponFields& fields,
                                       const deposit::Account& account) {
  using Kind = encode::CouponFieldKind;
  encode::CouponValues values{
      .account = account.number.reveal(), .due_date = {}, .expected_amounts = {}};
  if (carries(fields, Kind::DueDate)) values.due_date = TRY(compact_due_date(account));
  if (carries(fields, Kind::AmountDue)) values.expected_amounts.push_back(account.balance_due);
  return values;
}

Result<const encode::CouponDefinition*> definition_of(const deposit::Site& site,
                                                      const deposit::Account& account) {
  const auto found =
      std::ranges::find(site.coupons, account.bill_type, &encode::CouponDefinition::bill_type);
  if (found == site.coupons.end()) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("Account {}: the site has no coupon for the bill type '{}'.",
                            account.number.masked(), account.bill_type));
  }
  return &*found;
}

Result<encode::Drawing> coupon_of(const deposit::Site& site, const deposit::Account& account) {
  const auto* definition = TRY(definition_of(site, account));
  encode::CouponSlip slip{.biller = site.name,
                          .title = account.bill_type + " bill",
                          .payer = account.name,
                          .address = account.address,
                          .account = account.number.reveal(),
                          .due_date = account.due_date,
                          .amount_due = account.balance_due,
                          .format = definition->format,
                          .code = {}};
  if (!site.practice.empty()) slip.title += " (" + site.practice + ")";
  if (!definition->fields.empty()) {
    const auto values = TRY(values_of(definition->fields, account));
    slip.code = TRY(encode::format_coupon_code(*definition, values));
  }
  if (const auto& line = definition->scan_line) {
    const auto values = TRY(values_of(line->fields, account));
    auto text = TRY(encode::format_scan_line(*definition, values));
    slip.scan_line = {line->font, std::move(text), line->zone};
  }
  for (const auto& box : definition->check_boxes) {
    slip.check_boxes.push_back({encode::words_of(box.name), box.zone});
  }
  return encode::coupon_slip(slip);
}

}  // namespace

Result<std::vector<encode::Drawing>> separator_pages(int first, int count) {
  if (first < 1 || count < 1 || count > separators_max ||
      first + count - 1 > separator_number_max) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("At most {} separators are printed at once, with numbers from 1 to {}.",
                            separators_max, separator_number_max));
  }
  std::vector<encode::Drawing> slips;
  slips.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) slips.push_back(TRY(encode::separator_slip(first + i)));
  return encode::on_letter_pages(slips);
}

Result<std::vector<encode::Drawing>> batch_header_pages(const deposit::Site& site,
                                                        const BatchFile& batch, int number) {
  if (number < 1 || number > batch_number_max) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("Batches of a day are numbered from 1 to {}.", batch_number_max));
  }
  if (std::ranges::find(site.lockboxes, batch.lockbox) == site.lockboxes.end()) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("The site {} has no lockbox '{}'.", site.id, batch.lockbox));
  }
  const auto day = batch.business_day.to_string();
  encode::BatchHeaderSlip slip{.title = batch.lockbox, .number = {}, .facts = {}};
  slip.number =
      fmt::format("{}{}{}{:04}", day.substr(2, 2), day.substr(5, 2), day.substr(8, 2), number);
  slip.facts = {{"Business day", day},
                {"Job", batch.job},
                {"Prepared by", batch.prepared_by.empty() ? "-" : batch.prepared_by}};
  if (batch.control) {
    slip.facts.push_back({"Documents", std::to_string(batch.control->documents)});
    slip.facts.push_back({"Total", "$" + batch.control->amount.to_string()});
  } else {
    slip.facts.push_back({"Documents", "not declared"});
    slip.facts.push_back({"Total", "not declared"});
  }
  slip.facts.push_back({"Site", site.practice.empty() ? site.name : site.practice});
  return encode::on_letter_pages({TRY(encode::batch_header_slip(slip))});
}

Result<std::vector<encode::Drawing>> coupon_pages(const deposit::Site& site,
                                                  const std::vector<deposit::Account>& accounts) {
  std::vector<encode::Drawing> slips;
  for (const auto& account : accounts) {
    if (account.status != deposit::AccountStatus::Open) continue;
    slips.push_back(TRY(coupon_of(site, account)));
  }
  if (slips.empty()) {
    return fail(ErrorCode::InvalidInput, "There is no open account to print a coupon for.");
  }
  return encode::on_letter_pages(slips);
}

}  // namespace lockbox::service
