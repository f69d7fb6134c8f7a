#pragma once

#include <cstdint>

namespace lockbox::crash {

/// A port of loopback that nobody else gets while this lives, and that a service can still listen
/// on, as often as it is started: bound, for sharing, and never listened on here.
class ReservedPort {
 public:
  ReservedPort();
  ~ReservedPort();
  ReservedPort(const ReservedPort&) = delete;
  ReservedPort& operator=(const ReservedPort&) = delete;

  [[nodiscard]] std::uint16_t number() const { return number_; }

 private:
  int descriptor_;
  std::uint16_t number_ = 0;
};

}  // namespace lockbox::crash
