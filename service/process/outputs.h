#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/store/deposits.h"
#include "deposit/store/store.h"

namespace lockbox::service {

/// Names of the files that stand for each deposit, by ticket.
using FilesByTicket = std::map<std::string, std::vector<std::string>>;

/// The files that stand for each deposit as the books are now, written or not.
[[nodiscard]] FilesByTicket name_outputs(const deposit::BatchContents& contents);

/// The name of the deposit's ticket file as it is now; a draft has none.
[[nodiscard]] std::string ticket_file_of(const deposit::DepositRecord& deposit);
/// Writes the ticket of a deposit of several batches, as `write_outputs` does those of one; nothing
/// for any other deposit, or a draft.
[[nodiscard]] Result<void> write_shared_ticket(deposit::Store& store,
                                               const deposit::DepositRecord& deposit,
                                               const deposit::Site& site,
                                               const std::filesystem::path& folder);

/// Writes deposit tickets and posting files into the folder, and only then names them in the books.
/// What is approved is final: one ticket and one posting file a fund, the same bytes again whenever
/// they are missing.  What awaits approval is written beside it under a provisional name, and goes
/// when the final one comes.
[[nodiscard]] Result<FilesByTicket> write_outputs(deposit::Store& store, BatchId batch,
                                                  const deposit::Site& site,
                                                  const std::filesystem::path& folder);

}  // namespace lockbox::service
