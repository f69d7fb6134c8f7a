#pragma once

/// @file
/// The port to what the close of a day asks of the books beyond the day's batches: where the
/// history ends, when each entry was booked, what is in suspense on the site, and the packets that
/// were made.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/result.h"
#include "core/sha256.h"
#include "deposit/model/batch.h"
#include "deposit/model/states.h"
#include "deposit/model/work.h"

namespace lockbox::deposit {

/// A place in the audit chain: so many events, and the hash that binds them all.
struct ChainPoint {
  std::int64_t events = 0;
  Sha256 hash;
  std::string at;  ///< When the last of them happened; empty before the first.
  friend bool operator==(const ChainPoint&, const ChainPoint&) = default;
};

/// A close or a reopening of a day, and where it stands in the history.
struct DayMark {
  BusinessDay day;
  DayEvent event = DayEvent::Close;
  std::string actor;
  ChainPoint point;
};

/// When an entry was booked: its audit event.
struct EntryMark {
  BatchId batch{0};
  std::int64_t seq = 0;
};

/// One line in the ledger of suspense.
struct SuspenseLine {
  BatchId batch{0};
  std::string lockbox;
  BusinessDay batch_day;
  std::int64_t transaction = 0;  ///< Key.
  std::string fund;
  Money amount;                          ///< Into suspense positive, out of it negative.
  std::int64_t seq = 0;                  ///< Of the audit event of its entry.
  std::optional<SuspenseReason> reason;  ///< As it stands now; nothing when none is left there.
};

/// One item of a deposit that the bank rejected, and when another deposit with it was approved.
struct RejectedItem {
  BatchId batch{0};
  std::int64_t sequence = 0;
  std::string lockbox;
  BusinessDay batch_day;
  std::string ticket;  ///< That was rejected.
  Money amount;
  std::string rejected_by;
  std::string rejected_at;
  std::string resubmitted_by = {};  ///< Empty while it waits.
  std::string resubmitted_at = {};
};

/// A file of a close packet, as it was signed.
struct DayFile {
  std::int64_t closing = 1;  ///< The first close of the day, the second, ...
  std::string name;
  std::string kind;
  std::int64_t bytes = 0;
  std::string sha256_hex;
  std::string made_by;
  friend bool operator==(const DayFile&, const DayFile&) = default;
};

class CloseBooks {
 public:
  virtual ~CloseBooks() = default;
  /// Where the history ends now.
  [[nodiscard]] virtual Result<ChainPoint> head() = 0;
  /// Every close and reopening of the site's days, oldest first.
  [[nodiscard]] virtual Result<std::vector<DayMark>> marks(const std::string& site) = 0;
  /// By batch, and within a batch in the order of BatchContents::entries.
  [[nodiscard]] virtual Result<std::vector<EntryMark>> entry_marks(const std::string& site,
                                                                   const BusinessDay& day) = 0;
  /// All that ever went into suspense or out of it, in order of booking.
  [[nodiscard]] virtual Result<std::vector<SuspenseLine>> suspense(const std::string& site) = 0;
  /// The batches of earlier days of which something still waits: an open task, tender in no
  /// deposit, a held envelope, a deposit that nobody approved.
  [[nodiscard]] virtual Result<std::vector<BatchId>> waiting_batches(const std::string& site,
                                                                     const BusinessDay& before) = 0;
  /// Every item that the bank ever rejected with its deposit, in order.
  [[nodiscard]] virtual Result<std::vector<RejectedItem>> rejected(const std::string& site) = 0;
  /// By closing and name; none when no packet was made.
  [[nodiscard]] virtual Result<std::vector<DayFile>> files(const std::string& site,
                                                           const BusinessDay& day) = 0;
  /// Every site's, for proof.
  [[nodiscard]] virtual Result<std::vector<DayFile>> all_files() = 0;
  /// Names the files of the packet of the day's last close; they are durable already.  Conflict
  /// when the day is not closed, when `closing` of a file is not the number of its closes, or when
  /// a name is there with other contents; the same again is a no-op.
  [[nodiscard]] virtual Result<void> record_files(const std::string& site, const BusinessDay& day,
                                                  const std::vector<DayFile>& files,
                                                  const Actor& actor) = 0;
  /// Of `suspense`, in the same order, all lines of each envelope that was in suspense on the day,
  /// or that has changed since; how many days are before it does not matter.
  [[nodiscard]] virtual Result<std::vector<SuspenseLine>> suspense_on(const std::string& site,
                                                                      const BusinessDay& day) = 0;
  /// Of `suspense`, in the same order, all lines of each envelope that is in suspense now, and of
  /// those of which corrections took some or that were carried from one day to another.
  [[nodiscard]] virtual Result<std::vector<SuspenseLine>> open_suspense(
      const std::string& site) = 0;
};

}  // namespace lockbox::deposit
