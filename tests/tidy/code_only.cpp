#include "tidy/source_rules.h"

namespace lockbox::tidy {
namespace {

/// Walks through a file once, copying code and blanking everything else but line ends.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_{text} { code_.reserve(text.size()); }

  std::string run() {
    while (at_ < text_.size()) {
      if (starts("//")) {
        blank_to("\n", 0);
      } else if (starts("/*")) {
        blank_to("*/", 2);
      } else if (starts("R\"")) {
        blank_raw_string();
      } else if (text_[at_] == '"' || (text_[at_] == '\'' && !follows_digit())) {
        blank_quoted(text_[at_]);
      } else {
        code_.push_back(text_[at_++]);
      }
    }
    return code_;
  }

 private:
  [[nodiscard]] bool starts(std::string_view what) const {
    return text_.substr(at_).starts_with(what);
  }

  /// In 12'345 the mark groups digits and opens nothing.
  [[nodiscard]] bool follows_digit() const {
    return at_ > 0 && std::string_view{"0123456789abcdefABCDEF"}.find(text_[at_ - 1]) !=
                          std::string_view::npos;
  }

  void blank(std::size_t count) {
    for (; count > 0 && at_ < text_.size(); --count, ++at_)
      code_.push_back(text_[at_] == '\n' ? '\n' : ' ');
  }

  void blank_to(std::string_view end, std::size_t end_size) {
    const auto found = text_.find(end, at_);
    blank(found == std::string_view::npos ? text_.size() : found + end_size - at_);
  }

  void blank_raw_string() {
    const auto open = text_.find('(', at_);
    if (open == std::string_view::npos) return blank(text_.size());
    const auto end = ")" + std::string{text_.substr(at_ + 2, open - at_ - 2)} + "\"";
    blank_to(end, end.size());
  }

  void blank_quoted(char quote) {
    code_.push_back(text_[at_++]);
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n')
      blank(text_[at_] == '\\' ? 2 : 1);
    if (at_ < text_.size()) code_.push_back(text_[at_++]);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string code_;
};

}  // namespace

std::string code_only(std::string_view text) {
  return Blanker{text}.run();
}

}  // namespace lockbox::tidy
