#include "encode/print/pdf_ink.h"

#include "encode/print/pdf_document.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;

namespace {

/// The page as the library writes it, uncompressed.
std::string pdf_of(const Drawing& drawing) {
  PdfDocument document;
  auto* page = HPDF_AddPage(document.handle());
  HPDF_Page_SetWidth(page, 144);
  HPDF_Page_SetHeight(page, 144);
  print_ink(page, drawing, 2);
  const auto bytes = document.finish().value();
  std::string text;
  for (const auto byte : bytes) text += static_cast<char>(byte);
  return text;
}

}  // namespace

TEST_CASE("A pen stroke is a line with round ends and turns of its width", "[encode][print]") {
  Drawing drawing;
  drawing.strokes.push_back({.points = {{0.5, 0.5}, {1, 0.5}, {1, 1.5}}, .width = 0.25});
  const auto pdf = pdf_of(drawing);
  CAPTURE(pdf);
  for (const auto* operation : {"1 J", "1 j", "18 w", "36 108 m", "72 108 l", "72 36 l", "S"}) {
    CHECK(pdf.find(operation) != std::string::npos);
  }
}

TEST_CASE("Without pen strokes a page says nothing of pens", "[encode][print]") {
  Drawing drawing;
  fill_rectangle(drawing, {0.5, 0.5, 1, 1});
  const auto pdf = pdf_of(drawing);
  CHECK(pdf.find("36 108 m") != std::string::npos);
  CHECK(pdf.find(" J") == std::string::npos);
}
