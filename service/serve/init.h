#pragma once

/// @file
/// The first step of a new office: its two configuration files, its empty books, and the link by
/// which the first administrator sets a password.

#include <filesystem>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "deposit/store/people.h"

namespace lockbox::service {

struct InitRequest {
  std::filesystem::path folder;
  std::filesystem::path books = {};  ///< Of store, scans and output files; empty: `folder`.
  std::string organisation;          ///< "City of Riverton"
  std::string site = "main";         ///< Id of the site.
  std::string lockbox = "MAIL";
  std::string time_zone = "UTC";
  std::string deposit_account = "OPERATING";
  std::string deposit_account_name = "Operating Account";
  std::string bank;
  std::string cut_off = {};   ///< "14:00": until when the bank takes deposits of a day.
  std::string practice = {};  ///< "DEMO" for money that is not real.
  std::string fund = "001";
  std::string administrator = "admin";
  std::string full_name = "Administrator";
  std::int64_t port = 8080;
};

struct InitOutcome {
  std::filesystem::path config_file;
  std::string invitation_path;  ///< "/invitation/..."; it works once.
  Instant invitation_expires;
};

/// Makes lockbox.toml and site.toml in the folder, the store in that of the books, and the first
/// administrator.  Conflict when one of them is there already: nothing is written over.
[[nodiscard]] Result<InitOutcome> init_office(const InitRequest& request, const Clock& clock);

struct NewInvitation {
  std::string path;
  Instant expires;
};
/// A new link for a user; an earlier one stops working.
[[nodiscard]] Result<NewInvitation> invite_user(deposit::People& people, const deposit::User& user,
                                                const deposit::Actor& actor, Instant now);

}  // namespace lockbox::service
