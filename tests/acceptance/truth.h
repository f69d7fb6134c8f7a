#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lockbox::test {

/// What one document of a sample day really is.
struct TrueDocument {
  std::int64_t sequence = 0;
  std::int64_t envelope = 0;
  std::string kind;
  std::string account;                 ///< Of a coupon.
  std::string barcode;                 ///< Of a coupon.
  std::int64_t printed_due_cents = 0;  ///< Of a coupon.
  std::int64_t amount_cents = 0;       ///< Of a check.
  std::string micr;                    ///< Of a check, without blanks.
  std::string routing;
  std::string micr_account;
  std::string serial;
  std::optional<std::int64_t> micr_cents;
  std::optional<std::int64_t> duplicate_of;
};

/// One envelope of a sample day.
struct TrueEnvelope {
  std::vector<std::int64_t> documents;  ///< Without second captures of one check.
  std::vector<std::string> accounts;
  std::int64_t paid_cents = 0;
};

struct Truth {
  std::map<std::int64_t, TrueDocument> documents;
  std::map<std::int64_t, TrueEnvelope> envelopes;
  std::int64_t total_paid_cents = 0;
};

/// Reads truth.json of a sample day.
[[nodiscard]] Truth read_truth(const std::filesystem::path& file);

/// What an operator who sees the paper would key for a field of a document; empty: nothing.
[[nodiscard]] std::string true_answer(const Truth& truth, std::int64_t sequence,
                                      const std::string& field);

}  // namespace lockbox::test
