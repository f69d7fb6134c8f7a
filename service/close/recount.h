#pragma once

/// @file
/// The equations of a day added again from nothing but the tables of its packet.  Written apart
/// from the code that made them, so that one mistake cannot hide in both.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace lockbox::service::close {

/// The text of each table by its name, "items", "journal", ...
using TableTexts = std::map<std::string, std::string, std::less<>>;

struct RecountRequest {
  const TableTexts& tables;
  std::string packet;     ///< What the files' names begin with, for the words of a fault.
  std::string day;        ///< "2026-11-23".
  bool is_final = false;  ///< A closed day must balance too; a provisional one must only add up.
};

/// The first thing that does not add up, naming file and line; or nothing.
[[nodiscard]] std::optional<std::string> recount(const RecountRequest& request);

}  // namespace lockbox::service::close
