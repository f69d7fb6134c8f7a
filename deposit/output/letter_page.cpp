#include "deposit/output/letter_page.h"

#include "deposit/output/paragraph.h"

namespace lockbox::deposit {

namespace {

constexpr int margin = 72;
constexpr int content_width = PdfCanvas::page_width - 2 * margin;
constexpr int first_line = 84;
constexpr int last_line = PdfCanvas::page_height - margin;
constexpr int line_height = 15;
constexpr std::size_t line_letters = 84;

constexpr PdfStyle plain{.font = PdfFont::Plain, .size = 11};
constexpr PdfStyle strong{.font = PdfFont::Bold, .size = 11};
constexpr PdfStyle heading{.font = PdfFont::Bold, .size = 16};

class LetterPrinter {
 public:
  LetterPrinter(const LetterPage& letter, PdfCompression compression)
      : letter_{letter},
        canvas_{{.title = letter.title,
                 .author = letter.organisation,
                 .day = letter.day,
                 .compression = compression}} {}

  Result<Bytes> print() {
    begin_page();
    write(heading, letter_.organisation, 2 * line_height);
    write(plain, letter_.day.to_string(), line_height);
    if (!letter_.reference.empty()) {
      write(plain, "Our reference: " + letter_.reference, line_height);
    }
    y_ += line_height;
    write(plain, letter_.recipient, line_height);
    if (!letter_.address.empty()) write(plain, letter_.address, line_height);
    y_ += 2 * line_height;
    if (!letter_.subject.empty()) write(strong, letter_.subject, 2 * line_height);
    for (const auto& paragraph : letter_.paragraphs) {
      for (const auto& line : lines_of_paragraph(paragraph, line_letters)) {
        write(plain, line, line_height);
      }
      y_ += line_height;
    }
    write(plain, letter_.organisation, line_height);
    return canvas_.finish();
  }

 private:
  void begin_page() {
    canvas_.begin_page();
    y_ = first_line;
    if (letter_.practice.empty()) return;
    canvas_.text({.x = margin, .y = 40, .width = content_width}, heading,
                 letter_.practice + ": made-up money, not to be sent");
  }

  void write(const PdfStyle& style, const std::string& text, int height) {
    if (y_ > last_line) begin_page();
    canvas_.text({.x = margin, .y = y_, .width = content_width}, style, text);
    y_ += height;
  }

  const LetterPage& letter_;
  PdfCanvas canvas_;
  int y_ = first_line;
};

}  // namespace

Result<Bytes> render_letter_page(const LetterPage& letter, PdfCompression compression) {
  return LetterPrinter{letter, compression}.print();
}

}  // namespace lockbox::deposit
