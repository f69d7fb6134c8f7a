#include "deposit/counter/receipt.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/text.h"
#include "deposit/counter/card_data.h"
#include "deposit/work/journal.h"

namespace lockbox::deposit::counter {

namespace {

constexpr std::size_t parts_of_receipt_max = 20;

template <class Parts, class Of>
Money sum_over(const Parts& parts, const Of& of) {
  Money sum;
  for (const auto& part : parts) sum += of(part);
  return sum;
}

bool is_amount(Money amount) {
  return amount > Money{} && amount <= item_max;
}

Result<void> check_card(const ReceiptTender& tender, const std::string& at) {
  if (tender.last4.size() != 4 || !std::ranges::all_of(tender.last4, is_digit)) {
    return fail(ErrorCode::InvalidInput,
                "Of a card only the last four digits of its number are kept; key exactly those.",
                at + "/last4");
  }
  if (is_blank(tender.brand)) {
    return fail(ErrorCode::InvalidInput, "Say the card's brand.", at + "/brand");
  }
  if (is_blank(tender.authorisation)) {
    return fail(ErrorCode::InvalidInput,
                "A card slip counts once it is authorised; key the authorisation code.",
                at + "/authorisation");
  }
  return {};
}

Result<void> check_tender(const ReceiptTender& tender, const std::string& at) {
  if (!is_amount(tender.amount)) {
    return fail(ErrorCode::InvalidInput, "A tender has an amount above 0.00.",
                at + "/amount_cents");
  }
  if (tender.given > item_max) {
    return fail(ErrorCode::InvalidInput, "Nobody gives that much; key what was given.",
                at + "/given_cents");
  }
  if (tender.given < tender.amount) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("{} was given for {}; the payer owes the rest.",
                            tender.given.to_string(), tender.amount.to_string()),
                at + "/given_cents");
  }
  const bool is_cash = tender.kind == TenderKind::Cash;
  if (!is_cash && tender.given != tender.amount) {
    return fail(ErrorCode::InvalidInput, "Change is given for cash only; no check is cashed.",
                at + "/given_cents");
  }
  TRY(check_text(tender.number, at + "/number", number_max));
  TRY(check_text(tender.brand, at + "/brand", number_max));
  TRY(check_text(tender.authorisation, at + "/authorisation", number_max));
  if (tender.kind == TenderKind::CardSlip) return check_card(tender, at);
  if (!tender.last4.empty() || !tender.brand.empty() || !tender.authorisation.empty()) {
    return fail(ErrorCode::InvalidInput, "Only a card slip has a card.", at);
  }
  if (is_cash && !tender.number.empty()) {
    return fail(ErrorCode::InvalidInput, "Cash has no number.", at + "/number");
  }
  if (!is_cash && is_blank(tender.number)) {
    return fail(ErrorCode::InvalidInput, "Key the number that stands on it.", at + "/number");
  }
  if (!is_cash && tender.finding) {
    return fail(ErrorCode::InvalidInput, "Only cash was counted in the mail.", at + "/finding");
  }
  return {};
}

/// The applications of a receipt, those of charges without an account.
std::vector<Application> applications_of(const Receipt& receipt) {
  auto given = receipt.accounts;
  for (const auto& charge : receipt.charges) {
    for (const auto& part : charge.parts) {
      given.push_back(
          {AccountNumber{}, {}, part.spot.fund, part.spot.deposit_account, part.amount});
    }
  }
  return given;
}

}  // namespace

Money Receipt::total() const {
  return sum_over(tenders, [](const ReceiptTender& one) { return one.amount; });
}

Money Receipt::applied() const {
  return sum_over(accounts, [](const Application& one) { return one.amount; });
}

Money Receipt::revenue() const {
  return sum_over(charges, [](const ReceiptCharge& one) { return one.amount; });
}

Money Receipt::change() const {
  return sum_over(tenders, [](const ReceiptTender& one) { return one.given - one.amount; });
}

Money Receipt::of(TenderKind kind) const {
  return sum_over(
      tenders, [&](const ReceiptTender& one) { return one.kind == kind ? one.amount : Money{}; });
}

std::string receipt_name(std::int64_t number) {
  return fmt::format("R-{:06}", number);
}

Result<void> check_receipt(const Receipt& receipt) {
  if (is_blank(receipt.payer)) {
    return fail(ErrorCode::InvalidInput, "Say who paid.", "/payer");
  }
  TRY(check_text(receipt.payer, "/payer", words_max));
  TRY(check_text(receipt.note, "/note", words_max));
  if (receipt.tenders.empty() || receipt.tenders.size() > parts_of_receipt_max) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("A receipt has 1 to {} tenders.", parts_of_receipt_max), "/tenders");
  }
  for (std::size_t i = 0; i < receipt.tenders.size(); ++i) {
    TRY(check_tender(receipt.tenders[i], fmt::format("/tenders/{}", i)));
  }
  const auto lines = receipt.accounts.size() + receipt.charges.size();
  if (lines == 0 || lines > parts_of_receipt_max) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("A receipt has 1 to {} lines.", parts_of_receipt_max), "/lines");
  }
  for (const auto& line : receipt.accounts) {
    if (!is_amount(line.amount)) {
      return fail(ErrorCode::InvalidInput, "A line has an amount above 0.00.", "/lines");
    }
  }
  const auto given = receipt.applied() + receipt.revenue();
  if (given == receipt.total()) return {};
  return fail(ErrorCode::OutOfBalance,
              fmt::format("The tenders are {}, the lines {}; the receipt must balance.",
                          receipt.total().to_string(), given.to_string()),
              "/lines");
}

std::vector<RevenuePart> split_charge(const ChargeCode& code, Money amount) {
  std::vector<RevenuePart> parts;
  Money rest = amount;
  for (const auto& share : code.shares) {
    // Rounded towards zero: what is over goes to one share, and nothing is lost.
    const auto part =
        Money::from_cents(amount.cents() / whole_charge * share.hundredths +
                          amount.cents() % whole_charge * share.hundredths / whole_charge);
    parts.push_back({code.code, share.spot, part});
    rest -= part;
  }
  parts.at(code.remainder).amount += rest;
  std::erase_if(parts, [](const RevenuePart& part) { return part.amount.is_zero(); });
  return parts;
}

Result<ReceiptCharge> charge_of(const CounterRules& rules, const std::string& code,
                                std::optional<Money> amount) {
  const auto* known = rules.find(code);
  if (known == nullptr) {
    return fail(ErrorCode::InvalidInput,
                "The site has no charge code " + code + "; the list of codes is in its site file.",
                "/lines");
  }
  if (known->price && amount && *amount != *known->price) {
    return fail(
        ErrorCode::InvalidInput,
        fmt::format("{} costs {}, not {}.", code, known->price->to_string(), amount->to_string()),
        "/lines");
  }
  if (known->price) amount = known->price;
  if (!amount || !is_amount(*amount)) {
    return fail(ErrorCode::InvalidInput, code + " has no fixed price; key its amount.", "/lines");
  }
  return ReceiptCharge{code, known->name, *amount, split_charge(*known, *amount)};
}

RevenueSpot home_of(const Receipt& receipt) {
  const auto home = home_of_applications(applications_of(receipt));
  return {{}, home.fund, home.deposit_account};
}

std::vector<BagAmount> bag_amounts(const CounterWork& work, const CounterRules& rules) {
  std::map<std::string, Money> sums;
  for (const auto& receipt : work.receipts) {
    const auto cash = receipt.of(TenderKind::Cash);
    if (receipt.state == ReceiptState::Voided || cash.is_zero()) continue;
    sums[home_of(receipt).deposit_account] += cash;
  }
  const auto over = over_short(work.drawer);
  if (over > Money{} && rules.over_short) sums[rules.over_short->deposit_account] += over;
  std::vector<BagAmount> amounts;
  for (const auto& [account, amount] : sums) amounts.push_back({account, amount});
  return amounts;
}

}  // namespace lockbox::deposit::counter
