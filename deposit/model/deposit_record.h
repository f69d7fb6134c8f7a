#pragma once

/// @file
/// A deposit as the bank sees it: all its items, from however many batches, and its life with who
/// did what, when, how and why.  A transaction, a batch, a deposit and a posting file are four
/// different things: a batch may feed many deposits, and a deposit be fed by many batches.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"
#include "deposit/model/states.h"
#include "deposit/model/work.h"

namespace lockbox::deposit {

/// How the bank clears what is on one ticket; a ticket has one.
enum class ClearingChannel {
  Check,  ///< Checks and money orders, as paper or as pictures.
  Cash,
  Card,  ///< Card slips: a settlement list for the card processor, no ticket for the bank.
};
inline constexpr Names<3> clearing_channel_names{"check", "cash", "card"};

/// A ticket's limit of items is one of checks; cash is counted and cards are settled by their sum.
[[nodiscard]] constexpr bool has_items_limit(ClearingChannel channel) {
  return channel == ClearingChannel::Check;
}

/// An account has one Final deposit of a banking day, and none of that day after it.
enum class DepositKind { Interim, Final };
inline constexpr Names<2> deposit_kind_names{"interim", "final"};

enum class SendMethod { Courier, Counter, NightDrop, ImageFile };
inline constexpr Names<4> send_method_names{"courier", "counter", "night_drop", "image_file"};

/// Why a bank corrects a deposit, by the reasons that banks give.
enum class AdjustmentReason {
  EncodingError,      ///< The amount on the list is not the amount on the item.
  MissingItem,        ///< The item never reached the bank's processing.
  ListedNotEnclosed,  ///< It is on the list and was not in the bag.
  Piggyback,          ///< Two items went through as one.
  Foreign,            ///< Drawn on a bank abroad or in another currency; sent for collection.
  NonNegotiable,      ///< It is no check, or nobody may pay it.
  Counterfeit,
};
inline constexpr Names<7> adjustment_reason_names{
    "encoding_error", "missing_item",   "listed_not_enclosed", "piggyback",
    "foreign",        "non_negotiable", "counterfeit"};

/// Where a piece of paper was captured.
struct ItemPlace {
  BatchId batch{0};
  std::int64_t sequence = 0;
  friend auto operator<=>(const ItemPlace&, const ItemPlace&) = default;
};
/// "batch 3, item 14".
[[nodiscard]] std::string to_text(const ItemPlace& place);

struct DepositedItem {
  ItemPlace place;
  std::string lockbox;
  BusinessDay business_day;  ///< Of its batch.
  TenderKind tender = TenderKind::Check;
  Money amount;
  friend bool operator==(const DepositedItem&, const DepositedItem&) = default;
};

/// One correction of the bank: only ever added.
struct BankAdjustment {
  AdjustmentReason reason = AdjustmentReason::EncodingError;
  Money amount;                   ///< Negative: the bank took it off.
  std::optional<ItemPlace> item;  ///< Where the bank named one.
  std::string note = {};          ///< What the bank's advice says; may be empty.
  std::string recorded_by = {};
  friend bool operator==(const BankAdjustment&, const BankAdjustment&) = default;
};

struct Sending {
  SendMethod method = SendMethod::Courier;
  std::string carried_by;  ///< Who took it.
  std::string bag;         ///< Number of the sealed bag; empty for an image file only.
  friend bool operator==(const Sending&, const Sending&) = default;
};

/// One step in a deposit's life.
struct DepositStep {
  DepositEvent event = DepositEvent::Submit;
  std::string actor;
  std::string at;           ///< ISO 8601, UTC.
  std::string reason = {};  ///< Never empty for a return, a rejection, a cancellation.
  std::optional<Sending> sending = {};
  std::optional<Money> confirmed = {};  ///< What the bank says that it has, in all.
  friend bool operator==(const DepositStep&, const DepositStep&) = default;
};

struct DepositRecord {
  std::string lockbox;  ///< Of its first item; with the ticket it names the deposit.
  std::string ticket;
  std::string deposit_account;
  ClearingChannel channel = ClearingChannel::Check;
  DepositKind kind = DepositKind::Interim;
  BusinessDay banking_day;
  DepositState state = DepositState::Draft;
  std::vector<DepositedItem> items;  ///< In physical order; those it had, once it is not live.
  Money total;
  std::string prepared_by;  ///< Who last changed its items.
  std::string approved_by = {};
  std::vector<DepositStep> steps = {};  ///< In order; deposits of earlier versions have none.
  std::vector<BankAdjustment> adjustments = {};

  /// Rises with every step; a step is taken on the deposit as somebody saw it.
  [[nodiscard]] std::int64_t version() const { return static_cast<std::int64_t>(steps.size()) + 1; }
  /// Who built the current version: the person who last changed its items, and then, if that is
  /// another one, who last changed anything of it.
  [[nodiscard]] std::vector<std::string> builders() const;
  /// Who may not approve it as it stands: its builders, and then, if that is another person, who
  /// submitted it.  Whoever had earlier versions in hand may.
  [[nodiscard]] std::vector<std::string> makers() const;
  /// The batches that feed it, ascending.
  [[nodiscard]] std::vector<BatchId> batches() const;
  [[nodiscard]] Money adjusted() const;
  /// What the bank said last that it has; nothing while it said nothing.
  [[nodiscard]] Money confirmed() const;
  /// D9: what left the office, corrected by the bank, less what the bank confirmed.  Zero before
  /// it is approved, and once the bank confirmed or rejected it.
  [[nodiscard]] Money in_transit() const;
  /// When it was approved or sent, the later of the two; nothing while it was not, or when that
  /// was before steps were kept.
  [[nodiscard]] std::optional<Instant> in_transit_since() const;
};

}  // namespace lockbox::deposit
