#include "encode/explain/page_symbols.h"

#include <algorithm>

namespace lockbox::encode {
namespace {

/// What a barcode says may be any bytes; people see a blank for each control character.
std::string shown_text(std::string text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; };
  std::ranges::replace_if(text, is_control, ' ');
  return text;
}

SeenLine seen_line(const MicrRead& read) {
  return {.type = std::string{name_of(micr_font_names, read.font)},
          .symbols = read.symbols,
          .box = read.box,
          .error = read.error};
}

SeenLine seen_line(const ScanLineRead& read) {
  SeenLine line{.type = std::string{to_string(read.font)}, .symbols = {}, .box = read.box};
  for (const auto& symbol : read.symbols) {
    line.symbols.push_back({.symbol = symbol.symbol,
                            .confidence = symbol.confidence,
                            .box = symbol.box,
                            .best = symbol.best,
                            .second = symbol.second});
  }
  return line;
}

SeenLine seen_line(const BarcodeRead& read) {
  const auto text = shown_text(read.text);
  return {.type = std::string{to_string(read.format)},
          .symbols = {{.symbol = text,
                       .confidence = read.confidence,
                       .box = read.box,
                       .best = text,
                       .second = {}}},
          .box = read.box};
}

/// As sure as its state says, and no more.
SeenLine seen_line(const CheckBoxRead& read) {
  const auto text = words_of(read.name) + ": " + std::string{name_of(mark_state_names, read.state)};
  return {.type = "check_box",
          .symbols = {{.symbol = text,
                       .confidence = read.state == MarkState::Doubtful ? 0.0 : 1.0,
                       .box = read.box,
                       .best = text,
                       .second = {}}},
          .box = read.box};
}

}  // namespace

SeenPage seen_page(const PageRead& page, cv::Size size) {
  SeenPage seen{.width = size.width, .height = size.height, .lines = {}};
  if (page.micr) seen.lines.push_back(seen_line(*page.micr));
  for (const auto& line : page.scan_lines) seen.lines.push_back(seen_line(line));
  for (const auto& code : page.codes) seen.lines.push_back(seen_line(code));
  for (const auto& box : page.check_boxes) seen.lines.push_back(seen_line(box));
  return seen;
}

}  // namespace lockbox::encode
