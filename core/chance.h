#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace lockbox {

/// Chance that is the same on every machine: the standard's distributions differ between
/// libraries, what is drawn by a seed must not.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_{seed} {}

  std::uint64_t next() { return engine_(); }
  std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
  /// From `least` up to, and without, `end`.
  double between(double least, double end) {
    constexpr double steps = 1U << 24U;
    return least + (end - least) * static_cast<double>(below(1U << 24U)) / steps;
  }
  std::string digits(std::size_t count) {
    std::string text;
    while (text.size() < count) text += static_cast<char>('0' + below(10));
    return text;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace lockbox
