#pragma once

/// @file
/// Everything that is known of one document, on one page.

#include <optional>
#include <string>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

/// One thing that was read, for people; numbers of accounts are masked.
struct ReadLine {
  std::string what;  ///< "kind", "micr", "coupon", "check_box" or "head".
  std::string text;
  std::optional<double> confidence;
  std::string detail;
};

struct ItemRecord {
  ProvenBatch batch;
  std::int64_t sequence = 0;
  std::vector<ReadLine> reads;
  std::string keyed_by;      ///< Who keyed the amount; empty when nobody did.
  std::string posting_file;  ///< The first that holds its transaction; empty when none does.
  std::string paper;         ///< A sentence: where the paper is.
  std::vector<deposit::AuditEvent> audit;
  std::vector<deposit::QueuedTask> tasks;
};

/// NotFound when there is no such document at this site.
[[nodiscard]] Result<ItemRecord> record_of(deposit::Books& books, const deposit::Site& site,
                                           DocumentId document);

/// The batch of a document, or NotFound as above.
struct PlacedDocument {
  ProvenBatch batch;
  std::int64_t sequence = 0;
};
[[nodiscard]] Result<PlacedDocument> find_document(deposit::Books& books, const deposit::Site& site,
                                                   DocumentId document);

/// Digits of a text but the last four as asterisks, whatever stands between them.
[[nodiscard]] std::string mask_digits(std::string_view text);

}  // namespace lockbox::service::work
