#include "deposit/output/paragraph.h"

#include <sstream>

namespace lockbox::deposit {

std::vector<std::string> lines_of_paragraph(std::string_view paragraph, std::size_t letters) {
  std::vector<std::string> lines(1);
  std::istringstream words{std::string{paragraph}};
  std::string word;
  while (words >> word) {
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > letters) {
      lines.emplace_back();
    }
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

}  // namespace lockbox::deposit
