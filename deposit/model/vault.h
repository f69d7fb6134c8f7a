#pragma once

/// @file
/// Where paper is kept that left its batch and is not gone: its place, and every move to one and
/// out of it.  Moves are only ever added.

#include <optional>
#include <string>

#include "core/business_day.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/state_table.h"

namespace lockbox::deposit {

enum class VaultPlace {
  Vault,      ///< Until the day that is written on it.
  Treasurer,  ///< Pulled, for the treasurer to keep.
  Missing,    ///< Not where it was kept; somebody looks for it.
};
inline constexpr Names<3> vault_place_names{"vault", "treasurer", "missing"};

/// How it came to its place, or left the last one.
enum class VaultWay {
  Kept,
  Pulled,
  Missed,
  Recaptured,       ///< It came in again, with the mail of another batch.
  ReturnedToPayer,  ///< With a letter.
  SentToCollection,
};
inline constexpr Names<6> vault_way_names{
    "kept", "pulled", "missed", "recaptured", "returned_to_payer", "sent_to_collection"};

/// What a step of a case does to the paper of its envelope.
struct VaultStep {
  std::optional<VaultPlace> to;  ///< Nothing: it leaves.
  VaultWay way = VaultWay::Kept;
  BusinessDay on;
  std::optional<DocumentId> recaptured = {};  ///< For Recaptured: the paper as it came in again.
  friend bool operator==(const VaultStep&, const VaultStep&) = default;
};

/// One move of one piece of tender.
struct VaultMove {
  BatchId batch{0};  ///< That it left.
  std::int64_t sequence = 0;
  std::string lockbox;
  std::int64_t exception = 0;
  BusinessDay day;
  std::optional<VaultPlace> from;
  std::optional<VaultPlace> to;
  VaultWay way = VaultWay::Kept;
  Money amount;  ///< Zero while nobody knows it.
  std::optional<DocumentId> recaptured;
  std::string moved_by;
  std::string at;
};

}  // namespace lockbox::deposit
