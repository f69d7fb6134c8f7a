#include "service/process/counter_tickets.h"

#include <algorithm>

namespace lockbox::service {

using deposit::BatchContents;
using deposit::TenderKind;
using deposit::custody::CashCount;

namespace {

const deposit::Item* item_at(const BatchContents& contents, std::int64_t sequence) {
  const auto found = std::ranges::find(contents.items, sequence, &deposit::Item::sequence);
  return found == contents.items.end() ? nullptr : &*found;
}

struct Entered {
  const deposit::counter::Receipt* receipt = nullptr;
  const deposit::counter::ReceiptTender* tender = nullptr;
};

Entered entered_at(const BatchContents& contents, std::int64_t sequence) {
  if (!contents.counter) return {};
  for (const auto& receipt : contents.counter->receipts) {
    for (const auto& tender : receipt.tenders) {
      if (tender.sequence == sequence) return {&receipt, &tender};
    }
  }
  return {};
}

}  // namespace

const deposit::counter::ReceiptTender* entered_tender(const BatchContents& contents,
                                                      std::int64_t sequence) {
  return entered_at(contents, sequence).tender;
}

bool is_settlement(const DepositShare& share) {
  if (share.sequences.empty()) return false;
  const auto* item = item_at(share.contents, share.sequences.front());
  return item != nullptr && item->tender == TenderKind::CardSlip;
}

std::vector<deposit::SettledSlip> settled_slips(const DepositShare& share) {
  std::vector<deposit::SettledSlip> slips;
  for (const auto sequence : share.sequences) {
    const auto [receipt, tender] = entered_at(share.contents, sequence);
    if (tender == nullptr) continue;
    slips.push_back(
        {receipt->number, tender->brand, tender->last4, tender->authorisation, tender->amount});
  }
  return slips;
}

std::optional<CashCount> currency_of(std::span<const DepositShare> shares,
                                     const std::string& deposit_account) {
  CashCount sum;
  for (const auto& [contents, sequences] : shares) {
    if (!contents.counter) return std::nullopt;
    Money cash;
    for (const auto sequence : sequences) {
      const auto* item = item_at(contents, sequence);
      if (item == nullptr || item->tender != TenderKind::Cash) return std::nullopt;
      cash += item->amount.value_or(Money{});
    }
    const auto& bags = contents.counter->drawer.bags;
    const auto bag =
        std::ranges::find(bags, deposit_account, &deposit::counter::CashBag::deposit_account);
    if (bag == bags.end() || bag->cash.total() != cash) return std::nullopt;
    sum = deposit::counter::sum_of(sum, bag->cash);
  }
  if (sum.total().is_zero()) return std::nullopt;
  return sum;
}

}  // namespace lockbox::service
