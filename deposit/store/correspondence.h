#pragma once

/// @file
/// The port to letters and inquiries.  Names and words are sealed at rest.

#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/model/correspondence.h"

namespace lockbox::deposit {

struct WantedLetterStep {
  LetterEvent event = LetterEvent::Send;
  std::int64_t version = 0;
  std::string note = {};  ///< Never empty but for Send.
};

struct WantedInquiryStep {
  InquiryEvent event = InquiryEvent::Answer;
  std::int64_t version = 0;
  std::string note;
  std::string owner = {};               ///< For PassOn.
  std::optional<BusinessDay> due = {};  ///< For PassOn.
};

class Correspondence {
 public:
  virtual ~Correspondence() = default;

  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<Letter>> letters(const std::string& site) = 0;
  /// NotFound when the site has no such letter.
  [[nodiscard]] virtual Result<Letter> letter(const std::string& site, std::int64_t number) = 0;
  /// Keeps a drafted letter, whose file is durable already.  Conflict when the same
  /// letter is drafted already.
  [[nodiscard]] virtual Result<Letter> draft(const std::string& site, const Letter& letter,
                                             const Actor& actor) = 0;
  /// Conflict for a step that is not listed, or when the version is not the stored one.
  [[nodiscard]] virtual Result<Letter> step(const std::string& site, std::int64_t number,
                                            const WantedLetterStep& wanted, const Actor& actor) = 0;

  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<Inquiry>> inquiries(const std::string& site) = 0;
  [[nodiscard]] virtual Result<Inquiry> inquiry(const std::string& site, std::int64_t number) = 0;
  /// InvalidInput without words or an owner, or when it would be due before its day.
  [[nodiscard]] virtual Result<Inquiry> log(const std::string& site, const Inquiry& inquiry,
                                            const Actor& actor) = 0;
  [[nodiscard]] virtual Result<Inquiry> step(const std::string& site, std::int64_t number,
                                             const WantedInquiryStep& wanted,
                                             const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
