#include "encode/coupon/barcode_ballot.h"

#include <algorithm>

namespace lockbox::encode {
namespace {

/// Two bands out of one attempt may err together; three agree by what is printed.
constexpr int votes_that_convince = 3;

}  // namespace

void BarcodeBallot::add(BarcodeRead read) {
  auto& entry = entries_[{read.format, read.text}];
  if (entry.votes == 0) entry.read = std::move(read);
  ++entry.votes;
}

std::optional<BarcodeRead> BarcodeBallot::winner() const {
  if (entries_.size() != 1) return std::nullopt;
  const auto& entry = entries_.begin()->second;
  if (entry.votes < votes_that_convince) return std::nullopt;
  auto read = entry.read;
  read.confidence = std::min(1.0, static_cast<double>(entry.votes) / voters_);
  return read;
}

}  // namespace lockbox::encode
