#include "service/work/cut_offs.h"

#include <algorithm>

namespace lockbox::service::work {

namespace {

void count_waiting(const std::vector<ProvenBatch>& batches, CutOff& cut_off) {
  for (const auto& batch : batches) {
    for (const auto& deposit : batch.contents.deposits) {
      if (deposit.deposit_account != cut_off.deposit_account) continue;
      if (is_approved(deposit.state)) continue;
      ++cut_off.waiting_deposits;
      cut_off.waiting += deposit.total;
    }
  }
}

}  // namespace

std::vector<CutOff> cut_offs_of(const std::vector<ProvenBatch>& batches, const deposit::Site& site,
                                const BusinessDay& day) {
  std::vector<CutOff> list;
  for (const auto& account : site.deposit_accounts) {
    if (!account.cut_off) continue;
    list.push_back({account.id, account.name, account.bank, *account.cut_off,
                    LocalTime{day, *account.cut_off}.instant(), 0, Money{}});
    count_waiting(batches, list.back());
  }
  std::ranges::stable_sort(list, {}, &CutOff::at);
  return list;
}

}  // namespace lockbox::service::work
