#pragma once

/// @file
/// A drawn city's mail, day after day, in real books: opened, read, answered, deposited and closed
/// as the main job and its people do it.  Only the pictures are missing: the books hold their names
/// and hashes, so that what is measured are the books.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/clock.h"
#include "deposit/model/site.h"
#include "service/bench/match_town.h"
#include "service/process/workplace.h"
#include "service/serve/serve_config.h"

namespace lockbox::service {

struct YearRequest {
  int days = 250;           ///< Business days, from the first Monday of 2026 on.
  int items_a_day = 2'708;  ///< Checks and coupons; 250 such days are 677,000.
  std::uint64_t seed = 1;
  std::filesystem::path folder = {};  ///< Of the office; empty: one that goes with the run.
};

/// One day, from its first batch to its signed packet.
struct YearDay {
  BusinessDay day;
  int items = 0;
  int batches = 0;
  double seconds = 0;            ///< All of it.
  double close_seconds = 0;      ///< Of that, the close with its packet.
  std::int64_t store_bytes = 0;  ///< The store's file and its log, after the close.
};

class YearBooks {
 public:
  /// Sets up the office in an empty folder.
  [[nodiscard]] static Result<std::unique_ptr<YearBooks>> open(const YearRequest& request,
                                                               const Clock& clock);

  /// Takes the mail of the next business day and closes it.  An error names what did not balance.
  [[nodiscard]] Result<YearDay> next_day();

  [[nodiscard]] const ServeConfig& config() const { return config_; }
  [[nodiscard]] const deposit::Site& site() const { return site_; }
  [[nodiscard]] Workplace& workplace() { return *workplace_; }

 private:
  YearBooks(const YearRequest& request, ServeConfig config, deposit::Site site,
            std::unique_ptr<Workplace> workplace);

  [[nodiscard]] Result<void> take_new_bills(const std::string& month);
  /// The deposits of the day before are sent, and the bank confirms each.
  [[nodiscard]] Result<void> hear_from_the_bank();
  [[nodiscard]] Result<int> take_batch(const BusinessDay& day, int number, int items_max);
  [[nodiscard]] Result<void> settle(BatchId batch, const std::vector<TownEnvelope>& mail);
  [[nodiscard]] Result<void> close(const BusinessDay& day);
  [[nodiscard]] std::int64_t store_bytes() const;

  YearRequest request_;
  ServeConfig config_;
  deposit::Site site_;
  std::unique_ptr<Workplace> workplace_;
  Town town_;
  std::unique_ptr<deposit::AccountIndex> accounts_;
  std::string month_;  ///< Of the newest bills.
  BusinessDay next_;
};

}  // namespace lockbox::service
