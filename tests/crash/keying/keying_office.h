#pragma once

/// @file
/// An office with many amounts to be typed, made once and copied for every shift, and the proof of
/// its books afterwards.

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crash/keying/keyer.h"
#include "crash/support/child_process.h"
#include "crash/support/scratch_folder.h"

namespace lockbox::crash {

inline constexpr std::array keyer_names{"ada", "ben", "carla", "david", "elena"};
inline constexpr auto keyer_password = "seven green kites fly";

class KeyingOffice {
 public:
  /// Draws and reads `trays` batches of so many envelopes, each a coupon and a check whose amount
  /// must be typed; the keyers have passwords.  The service is to listen on the port.
  struct Size {
    int trays = 0;
    int envelopes_each = 0;
  };
  KeyingOffice(Size size, std::uint16_t port);

  [[nodiscard]] const Truth& truth() const { return truth_; }
  /// A copy of the office as it was made.
  void copy_to(const std::filesystem::path& folder) const;

 private:
  ScratchFolder folder_;
  Truth truth_;
};

/// The service of an office.
[[nodiscard]] ChildRequest serve_request(const std::filesystem::path& office);
/// `lockbox verify` of its books.
[[nodiscard]] ChildRequest verify_request(const std::filesystem::path& office);

/// What each keyer heard of one field.
using FieldClaims = std::map<std::string, Heard>;
using Claims = std::map<FieldPlace, FieldClaims>;
[[nodiscard]] Claims claims_of(const std::vector<Keyer>& keyers);

/// How the books of an office stand to what keyers know.
struct BooksProof {
  /// The first answer that is lost, doubled, invented, or kept though it was refused.
  std::optional<std::string> fault = {};
  int answered = 0;
  int unheard = 0;  ///< Answered, and nobody heard of it.
  int open = 0;
  int unbalanced = 0;  ///< Batches that do not hold what was declared of them.
};
[[nodiscard]] BooksProof prove_answers(const std::filesystem::path& office, const Truth& truth,
                                       const Claims& claims);

}  // namespace lockbox::crash
