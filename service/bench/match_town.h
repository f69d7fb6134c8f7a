#pragma once

/// @file
/// A drawn town whose people pay their bills by mail on two days: with coupons that are read, torn
/// or out of date, or without; from bank accounts of their own, shared ones, or a consolidator's.
/// What is true of each envelope is known.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/chance.h"
#include "deposit/model/account.h"
#include "deposit/model/match.h"
#include "deposit/store/store.h"
#include "deposit/work/derive.h"

namespace lockbox::service {

/// A bank account, as a MICR line names it.
struct TownPayer {
  std::string routing;
  std::string account;
};

struct Resident {
  deposit::Account account;
  std::string old_number;  ///< Of the account before; empty for most.
  TownPayer payer;
};

enum class TownCoupon { Read, Stale, Unread, None };

/// One envelope, and whom its money is for.
struct TownEnvelope {
  TownCoupon coupon = TownCoupon::Read;
  std::size_t resident = 0;  ///< Whose coupon is in it, or would be.
  TownPayer payer;
  std::string serial;
  Money tender;
  std::vector<deposit::Share> truth;  ///< By account.
};

/// Shares of a thousand envelopes or people.
struct TownHabits {
  std::size_t residents = 4'000;  ///< Not a share.
  std::uint64_t returning = 300;  ///< Payers of the second day who paid on the first.
  std::uint64_t without_coupon = 100;
  std::uint64_t unread_coupon = 20;
  std::uint64_t shared_account = 30;
  std::uint64_t consolidated = 20;
  std::uint64_t stale_number = 20;
  std::uint64_t several_accounts = 20;  ///< People who pay for two to four accounts.
  std::uint64_t other_amount = 200;     ///< Payments of another sum than is owed.
};

class Town {
 public:
  explicit Town(std::uint64_t seed, TownHabits habits = {});

  /// New bills for everybody; the last payments are forgotten by those who owe.
  void bill();
  /// A day's envelopes; those of the next day come from people of this one as the habits say.
  [[nodiscard]] std::vector<TownEnvelope> mail(int envelopes);
  /// As the account file has them.
  [[nodiscard]] std::vector<deposit::Account> accounts() const;
  [[nodiscard]] const Resident& resident(std::size_t index) const { return residents_[index]; }

 private:
  [[nodiscard]] Resident draw_resident();
  [[nodiscard]] TownPayer draw_payer();
  [[nodiscard]] TownEnvelope draw_envelope(std::size_t resident);
  void divide(TownEnvelope& envelope);
  [[nodiscard]] bool happens(std::uint64_t of_thousand) {
    return chance_.below(1000) < of_thousand;
  }

  TownHabits habits_;
  Chance chance_;
  std::vector<Resident> residents_;
  std::vector<TownPayer> consolidators_;
  std::vector<std::size_t> paid_;  ///< Who paid on the day before.
};

/// The day's batch as the reader leaves it: every envelope by itself, every amount known.
[[nodiscard]] deposit::BatchContents batch_of(const Town& town,
                                              const std::vector<TownEnvelope>& day, BatchId batch);

using EnvelopesByKey = std::map<std::int64_t, const TownEnvelope*>;
/// Each envelope by the sequence of its first document in `batch_of`; the mail must outlive it.
[[nodiscard]] EnvelopesByKey envelopes_by_key(const std::vector<TownEnvelope>& mail);
/// What people say who know the truth, of everything that asks for an account.
[[nodiscard]] deposit::Answers answered_by_people(const std::vector<deposit::Task>& tasks,
                                                  const EnvelopesByKey& envelopes);

}  // namespace lockbox::service
