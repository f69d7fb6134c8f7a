#pragma once

/// @file
/// What every store promises, whatever it is made of.  An adapter's test runs each rule against a
/// fresh, empty store.

#include <span>
#include <string_view>
#include <vector>

#include "deposit/store/store.h"

namespace lockbox::deposit::test {

struct StoreRule {
  std::string_view sentence;
  void (*check)(Store& store);
};

[[nodiscard]] std::vector<StoreRule> store_rules();

[[nodiscard]] std::span<const StoreRule> capture_rules();
[[nodiscard]] std::span<const StoreRule> work_rules();
[[nodiscard]] std::span<const StoreRule> deposit_rules();

}  // namespace lockbox::deposit::test
