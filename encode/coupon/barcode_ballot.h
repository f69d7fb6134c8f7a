#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "encode/coupon/barcode.h"

namespace lockbox::encode {

/// What several attempts at one place said.
class BarcodeBallot {
 public:
  void add(BarcodeRead read);
  void count_attempt(int voters) { voters_ += voters; }

  /// The text that enough votes agree on, if there is one only: a contradiction is no read.
  [[nodiscard]] std::optional<BarcodeRead> winner() const;

 private:
  struct Entry {
    BarcodeRead read;
    int votes = 0;
  };
  std::map<std::pair<BarcodeFormat, std::string>, Entry> entries_;
  int voters_ = 0;
};

}  // namespace lockbox::encode
