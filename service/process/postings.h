#pragma once

#include <map>
#include <string>

#include "deposit/output/posting_file.h"
#include "deposit/store/store.h"

namespace lockbox::service {

/// The posting files of a batch by file name: those that the books name, made again from the lines
/// that they hold, and the next one of each fund with the lines that no file holds yet.  A name
/// holds the batch's number, so that two days in one folder do not take each other's place.
struct PostingFiles {
  std::map<std::string, deposit::PostingFile> recorded;
  std::map<std::string, deposit::PostingFile> next;         ///< Of deposited transactions.
  std::map<std::string, deposit::PostingFile> provisional;  ///< Of those that await approval.
};

/// The name under which lines stand until their deposits are approved.
[[nodiscard]] std::string provisional_posting_name(const std::string& fund, BatchId batch);

[[nodiscard]] PostingFiles collect_postings(const deposit::BatchContents& contents);

}  // namespace lockbox::service
