#include "encode/print/drawing_pdf.h"

#include <string>

#include "encode/print/alignment_page.h"
#include "encode/print/slips.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;

namespace {

std::string text_of(const Bytes& bytes) {
  std::string text;
  for (const auto byte : bytes) text += static_cast<char>(byte);
  return text;
}

}  // namespace

TEST_CASE("Pages become a PDF of their true size without any picture in it", "[encode][print]") {
  const auto pages = on_letter_pages(std::vector(4, separator_slip(1).value()));
  const auto pdf = text_of(to_pdf(pages, "Separators").value());
  CHECK(pdf.starts_with("%PDF-"));
  CHECK(pdf.find("/Count 2") != std::string::npos);
  CHECK(pdf.find("[ 0 0 612 792 ]") != std::string::npos);
  CHECK(pdf.find("/Subtype /Image") == std::string::npos);
}

TEST_CASE("The same pages make the same PDF, on any day", "[encode][print]") {
  const std::vector pages{alignment_page().value()};
  const auto pdf = to_pdf(pages, "Alignment").value();
  CHECK(pdf == to_pdf(pages, "Alignment").value());
  CHECK(text_of(pdf).find("CreationDate") == std::string::npos);
  CHECK(pdf != to_pdf(pages, "Other").value());
}
