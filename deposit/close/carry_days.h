#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/business_day.h"
#include "deposit/model/carry.h"
#include "deposit/store/close_books.h"
#include "deposit/store/store.h"

namespace lockbox::deposit::close {

/// Whose each carried piece of paper is: it belongs to the day of its batch until a day is closed
/// without it, and then to the day that it came into.  So it is in one day's list at any time.
/// Points into the carries, which must outlive it.
class CarryDays {
 public:
  explicit CarryDays(const std::vector<Carry>& carries);

  /// What takes the piece out of the day, planned or done; nullptr when nothing does.
  [[nodiscard]] const Carry* out_of(BatchId batch, std::int64_t sequence,
                                    const BusinessDay& day) const;
  /// What brought the piece into the day, or nullptr.
  [[nodiscard]] const Carry* into(BatchId batch, std::int64_t sequence,
                                  const BusinessDay& day) const;
  /// The day that the piece belongs to now; nothing while it waits for one to begin.
  [[nodiscard]] std::optional<BusinessDay> day_of(BatchId batch, std::int64_t sequence,
                                                  const BusinessDay& batch_day) const;
  /// When the piece came into that day, as a number of events; 0 for the day of its batch.
  [[nodiscard]] std::int64_t came_at(BatchId batch, std::int64_t sequence,
                                     const std::vector<DayMark>& marks) const;
  /// Whether anything of the batch was ever carried, or is planned to be.
  [[nodiscard]] bool has(BatchId batch) const { return batches_.contains(batch); }
  /// The day that what waited of the batch belonged to when the history had `seq` events.
  [[nodiscard]] std::optional<BusinessDay> day_at(BatchId batch, const BusinessDay& batch_day,
                                                  std::int64_t seq,
                                                  const std::vector<DayMark>& marks) const;

 private:
  using Piece = std::pair<BatchId, std::int64_t>;
  [[nodiscard]] const std::vector<const Carry*>& chain(const Piece& piece) const;

  std::map<Piece, std::vector<const Carry*>> chains_;  ///< By the day that they lead out of.
  std::map<BatchId, std::vector<const Carry*>> batches_;
};

/// The documents whose day is the envelope's: its money, or its paper where it has none.  A letter
/// that joins later moves no money to another day.
[[nodiscard]] std::vector<std::int64_t> deciding_documents(const BatchContents& contents,
                                                           const Transaction& envelope);
/// The day that the envelope belongs to now; nothing while it waits for one to begin.
[[nodiscard]] std::optional<BusinessDay> day_of_envelope(const CarryDays& carries,
                                                         const BatchContents& contents,
                                                         const Transaction& envelope);

/// The piece as it is listed in the carry, or nullptr.
[[nodiscard]] const CarriedPiece* piece_in(const Carry& carry, std::int64_t sequence);

}  // namespace lockbox::deposit::close
