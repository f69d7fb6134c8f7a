#include "deposit/work/pictures.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace lockbox::deposit {

namespace {

/// Why the picture cannot be accepted, or nothing.
std::string objection_to(const Document& document) {
  const bool is_refused = document.state == DocumentState::NeedsRescan;
  if (is_refused && document.reading && document.reading->is_acceptable) return "";
  return is_refused ? "This picture shows no check that could be read; only a new scan helps."
                    : "This picture was not refused, or it is accepted already.";
}

bool goes_back(const BatchContents& contents, std::int64_t sequence) {
  return std::ranges::any_of(contents.transactions, [&](const Transaction& envelope) {
    return envelope.state == TransactionState::Returned &&
           std::ranges::find(envelope.documents, sequence) != envelope.documents.end();
  });
}

}  // namespace

Result<WorkChanges> accept_picture(const BatchContents& contents, const AcceptedPicture& wanted) {
  const auto found = std::ranges::find_if(contents.documents, [&](const Document& document) {
    return document.captured.sequence == wanted.sequence;
  });
  if (found == contents.documents.end()) {
    return fail(ErrorCode::NotFound,
                "The batch has no document " + std::to_string(wanted.sequence) + ".");
  }
  if (is_blank(wanted.reason)) {
    return fail(ErrorCode::InvalidInput, "Whoever accepts a picture must say why.", "/reason");
  }
  if (auto reason = objection_to(*found); !reason.empty()) {
    return fail(ErrorCode::Conflict, std::move(reason));
  }
  if (goes_back(contents, wanted.sequence)) {
    return fail(ErrorCode::Conflict, "This envelope goes back to its payer; take that back first.");
  }
  WorkChanges changes;
  changes.accepted_pictures.push_back(wanted);
  changes.reason = "Picture accepted as it is: " + wanted.reason;
  return changes;
}

}  // namespace lockbox::deposit
