#pragma once

#include <cstddef>
#include <string>

#include "core/result.h"
#include "deposit/store/store.h"
#include "drivers/folder/folder_scanner.h"

namespace lockbox::capture {

/// How many fronts tell one folder from all others.  More than one, because a blank first page can
/// look the same, to the bit, on two days.
inline constexpr std::size_t feed_fronts = 5;

/// The batch source of a folder by its contents, so that a moved or copied folder is the same
/// batch: "folder:" and the SHA-256 over the numbers and hashes of its first fronts, or over the
/// names of its files when no front is a picture.
[[nodiscard]] std::string folder_source(const drivers::FolderScanner& folder);

/// The batch source under which to open the folder's batch: that of the batch which holds its
/// first fronts already, else `folder_source`.  A folder that grew, or whose first file was
/// replaced after it was captured, is still the same batch.  A batch in which fewer of these fronts
/// lie than differ is another one that happens to share a page.
[[nodiscard]] Result<std::string> identify_folder(const drivers::FolderScanner& folder,
                                                  deposit::Store& store, const std::string& site,
                                                  const std::string& lockbox);

}  // namespace lockbox::capture
