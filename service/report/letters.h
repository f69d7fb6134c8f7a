#pragma once

/// @file
/// Letters as people write them: a template, what it is about, and the fields that the books fill
/// in.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/keys.h"
#include "deposit/model/office_rules.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"

namespace lockbox::service::report {

struct LetterDesk {
  deposit::Books& books;
  Keys& keys;
  const deposit::Site& site;
  const deposit::OfficeRules& rules;
  std::string organisation;
  std::filesystem::path folder;  ///< Of the PDFs.
};

struct WantedLetter {
  std::string letter_template;
  deposit::LetterAbout about_kind = deposit::LetterAbout::Account;
  std::string about;  ///< Ref of an account, "batch/document", or the number of an inquiry.
  deposit::LetterFields fields = {};  ///< Written in by hand; they win.
};

/// The letter with its words and its PDF, which is durable; it is sent by a step.  NotFound for an
/// unknown template or an account, envelope or inquiry that is not there; InvalidInput, naming it,
/// for a field that nobody filled in; Conflict for the same letter twice.
[[nodiscard]] Result<deposit::Letter> draft_letter(const LetterDesk& desk,
                                                   const WantedLetter& wanted,
                                                   const deposit::Actor& actor);

/// The PDF as it was drafted.  Conflict when its file was changed or lost.
[[nodiscard]] Result<Bytes> letter_pdf(const LetterDesk& desk, const deposit::Letter& letter);

}  // namespace lockbox::service::report
