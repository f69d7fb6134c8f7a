#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace lockbox::deposit {

inline constexpr std::int64_t thousand = 1'000;
inline constexpr std::int64_t million = 1'000'000;
inline constexpr std::int64_t billion = thousand * million;

/// How probable it is that just this went wrong, beside nothing having gone wrong.  A whole number
/// of millionths of thousand-millionths, so that the same batch gives the same order on every
/// machine.  Never 0: what explains a difference is possible.
class Likelihood {
 public:
  constexpr Likelihood() = default;
  [[nodiscard]] static constexpr Likelihood of_ppm(std::int64_t ppm) {
    return Likelihood{}.at_least(ppm, unit / million);
  }

  /// `up` of `down` as much.
  [[nodiscard]] constexpr Likelihood times(std::int64_t up, std::int64_t down) const {
    std::int64_t whole = 0;
    std::int64_t rest = 0;
    const bool overflowed = __builtin_mul_overflow(value_ / down, up, &whole) ||
                            __builtin_mul_overflow(value_ % down, up, &rest) ||
                            __builtin_add_overflow(whole, rest / down, &whole);
    return overflowed ? Likelihood{most} : Likelihood{}.at_least(whole, 1);
  }

  /// That both went wrong, where neither brings the other about.
  [[nodiscard]] constexpr Likelihood and_also(Likelihood other) const {
    return times(other.value_, unit);
  }

  /// Its part of a sum that it belongs to, in millionths.
  [[nodiscard]] constexpr std::int64_t share_ppm(Likelihood total) const {
    if (total.value_ <= 0) return 0;
    const auto millionth = total.value_ / million;
    if (value_ > most / million && millionth > 0) return value_ / millionth;
    return value_ * million / total.value_;
  }

  constexpr Likelihood& operator+=(Likelihood other) {
    if (__builtin_add_overflow(value_, other.value_, &value_)) value_ = most;
    return *this;
  }
  friend constexpr auto operator<=>(Likelihood, Likelihood) = default;

 private:
  static constexpr std::int64_t unit = 1'000'000'000'000'000;
  static constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

  constexpr explicit Likelihood(std::int64_t value) : value_{value} {}
  [[nodiscard]] constexpr Likelihood at_least(std::int64_t value, std::int64_t scale) const {
    return Likelihood{value < 1 ? 1 : value * scale};
  }

  std::int64_t value_ = 1;
};

}  // namespace lockbox::deposit
