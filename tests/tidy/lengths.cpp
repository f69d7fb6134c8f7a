#include <algorithm>
#include <cctype>
#include <regex>
#include <sstream>

#include "tidy/source_rules.h"

namespace lockbox::tidy {
namespace {

constexpr std::size_t columns_max = 100;
constexpr int file_lines_max = 500;
constexpr int function_lines_max = 70;

/// A function's body, by the lines of its braces, counted from 1.
struct Body {
  int first_line = 0;
  int last_line = 0;
};

/// Directives can hold half a block; they are no part of a function's shape.
std::string without_directives(const std::string& code) {
  std::istringstream in{code};
  std::string kept;
  bool goes_on = false;
  for (std::string line; std::getline(in, line); kept += '\n') {
    const auto first = line.find_first_not_of(' ');
    const bool directive = goes_on || (first != std::string::npos && line[first] == '#');
    goes_on = directive && line.ends_with('\\');
    if (!directive) kept += line;
  }
  return kept;
}

/// Finds function bodies by their braces, which is enough for code that clang-format has laid out.
/// `heading_` is the text since the last statement ended: it says what a brace opens.
class BodyFinder {
 public:
  explicit BodyFinder(std::string code) : code_{std::move(code)} {}

  std::vector<Body> run() {
    for (at_ = 0; at_ < code_.size(); ++at_) {
      const char c = code_[at_];
      if (c == '\n') ++line_;
      if (c == '{') {
        open();
      } else if (c == '}') {
        close();
      } else if (inner_depth_ == 0) {
        if (c == ';')
          heading_.clear();
        else
          heading_.push_back(c);
      }
    }
    return bodies_;
  }

 private:
  void open() {
    if (inner_depth_ > 0) {
      ++inner_depth_;
    } else if (opens_scope()) {
      heading_.clear();
    } else {
      inner_depth_ = 1;
      first_line_ = line_;
    }
  }

  void close() {
    if (inner_depth_ == 0) {  // The end of a namespace or a class.
      heading_.clear();
      return;
    }
    if (--inner_depth_ > 0) return;
    if (opens_function()) bodies_.push_back({first_line_, line_});
    if (!initialiser_list_goes_on()) heading_.clear();
  }

  [[nodiscard]] bool opens_scope() const {
    static const std::regex scope{"\\b(namespace|class|struct|union|enum)\\b"};
    return heading_.find('(') == std::string::npos && std::regex_search(heading_, scope);
  }

  /// A heading with parameters and, outside them, no assignment.
  [[nodiscard]] bool opens_function() const {
    static const std::regex operator_name{"operator\\s*[^\\s(]+"};
    std::string outside;
    int depth = 0;
    bool parameters = false;
    for (const char c : std::regex_replace(heading_, operator_name, "")) {
      if (c == '(') parameters = true, ++depth;
      if (depth == 0) outside.push_back(c);
      if (c == ')') --depth;
    }
    return parameters && outside.find('=') == std::string::npos;
  }

  /// After `Name(...) : member_{...}` comes another member or the body.
  [[nodiscard]] bool initialiser_list_goes_on() const {
    const auto next = code_.find_first_not_of(" \n", at_ + 1);
    return next != std::string::npos && (code_[next] == ',' || code_[next] == '{');
  }

  std::string code_;
  std::size_t at_ = 0;
  int line_ = 1;
  int inner_depth_ = 0;
  int first_line_ = 0;
  std::string heading_;
  std::vector<Body> bodies_;
};

/// Columns as a reader sees them: a character of several bytes takes one.
std::size_t columns_of(const std::string& line) {
  return static_cast<std::size_t>(std::ranges::count_if(
      line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string at_line(const Source& source, int line) {
  return source.path + ":" + std::to_string(line) + ": ";
}

}  // namespace

std::vector<std::string> length_breaches(const Source& source) {
  std::vector<std::string> breaches;
  std::istringstream in{source.text};
  int line_count = 0;
  for (std::string line; std::getline(in, line);) {
    ++line_count;
    if (columns_of(line) > columns_max)
      breaches.push_back(at_line(source, line_count) + "the line is longer than 100 columns.");
  }
  if (line_count > file_lines_max)
    breaches.push_back(at_line(source, line_count) + "the file is longer than 500 lines.");
  if (source.path.starts_with("tests/")) return breaches;  // A test may hold a long table of cases.
  for (const auto& body : BodyFinder{without_directives(code_only(source.text))}.run()) {
    if (body.last_line - body.first_line + 1 > function_lines_max)
      breaches.push_back(at_line(source, body.first_line) +
                         "the function is longer than 70 lines.");
  }
  return breaches;
}

}  // namespace lockbox::tidy
