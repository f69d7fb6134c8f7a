#pragma once

/// @file
/// The rules that any file of the tree keeps.  Each check takes text and returns what is wrong with
/// it, so that a test can hand it a planted breach.

#include <string>
#include <string_view>
#include <vector>

namespace lockbox::tidy {

/// One source file: where it lies from the root, as "deposit/model/batch.h", and what it says.
struct Source {
  std::string path;
  std::string text;
};

/// Every breach of every rule below, each a sentence that starts with "path:line: ".
[[nodiscard]] std::vector<std::string> breaches_in(const Source& source);

/// A layer includes only from itself and from those below it.
[[nodiscard]] std::vector<std::string> include_breaches(const Source& source);

/// Words that a folder may not hold outside comments and string literals.
[[nodiscard]] std::vector<std::string> word_breaches(const Source& source);

/// Lines of at most 100 columns, files of at most 500 lines; outside tests, functions of at
/// most 70.
[[nodiscard]] std::vector<std::string> length_breaches(const Source& source);

/// Links between the layers of a CMakeLists.txt that point the wrong way.
[[nodiscard]] std::vector<std::string> link_breaches(const Source& cmake);

/// The text with comments and the contents of literals blanked, every line keeping its place.
[[nodiscard]] std::string code_only(std::string_view text);

}  // namespace lockbox::tidy
