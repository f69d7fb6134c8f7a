#pragma once

/// @file
/// Returned items as people work them: what may be done next, until when, and the letter.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/keys.h"
#include "deposit/ledger/legal_rules.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"

namespace lockbox::service::work {

struct ReturnView {
  deposit::ReturnedItem item;
  deposit::ledger::ReturnReason reason;
  std::vector<deposit::ledger::ReturnEvent> next;  ///< What may be done.
  /// Those of `next` that one person asks for and another agrees to.
  std::vector<deposit::ledger::ReturnEvent> needs_two;
  std::optional<BusinessDay> due;  ///< Nothing when nothing is left to do.
  std::string waits_for;           ///< A sentence.
  bool is_late = false;
};

struct CorrectionDesk {
  deposit::Books& books;
  Keys& keys;
  const deposit::Site& site;
  const deposit::ledger::CorrectionPolicy& policy;
};

[[nodiscard]] ReturnView view_return(deposit::ReturnedItem item,
                                     const deposit::ledger::CorrectionPolicy& policy,
                                     const BusinessDay& today);

/// Those with a clock that runs first, the earliest of them first.
[[nodiscard]] Result<std::vector<ReturnView>> list_returns(const CorrectionDesk& desk);
[[nodiscard]] Result<ReturnView> find_return(const CorrectionDesk& desk, std::int64_t number);

/// Makes the letter in the folder and books that it was sent.
[[nodiscard]] Result<deposit::ReturnedItem> send_letter(const CorrectionDesk& desk,
                                                        const std::filesystem::path& folder,
                                                        std::int64_t number,
                                                        const deposit::WantedReturnStep& wanted,
                                                        const deposit::Actor& actor);
/// The letter as it was sent.  NotFound before that; Conflict when its file was changed.
[[nodiscard]] Result<Bytes> letter_bytes(const deposit::ReturnedItem& item,
                                         const std::filesystem::path& folder);

/// The day in which an entry would be booked now, else the newest day of the site, else nothing.
[[nodiscard]] Result<std::optional<BusinessDay>> current_day(deposit::Books& books,
                                                             const std::string& site);

}  // namespace lockbox::service::work
