#pragma once

/// @file
/// Pages of text and rules as a PDF.  All lengths are points (1/72 inch); x runs from the left
/// and y from the top of a letter page.

#include <memory>
#include <string>
#include <string_view>

#include "core/business_day.h"
#include "core/bytes.h"
#include "core/result.h"
#include "encode/print/drawing.h"

namespace lockbox::deposit {

enum class PdfFont { Plain, Bold, Figures, BoldFigures };
enum class PdfAlign { Left, Right, Centre };
enum class PdfCompression { On, Off };

struct PdfStyle {
  PdfFont font = PdfFont::Plain;
  int size = 9;
};

/// Where one line of text stands: on the baseline `y`, within `width` from `x`.
struct PdfBox {
  int x = 0;
  int y = 0;
  int width = 0;
  PdfAlign align = PdfAlign::Left;
};

/// The same calls make the same bytes, on any day and any machine.
class PdfCanvas {
 public:
  static constexpr int page_width = 612;
  static constexpr int page_height = 792;

  struct Properties {
    std::string title;
    std::string author;
    BusinessDay day;  ///< Written as the document's date: no clock is read.
    PdfCompression compression = PdfCompression::On;
  };
  explicit PdfCanvas(const Properties& properties);
  ~PdfCanvas();
  PdfCanvas(const PdfCanvas&) = delete;
  PdfCanvas& operator=(const PdfCanvas&) = delete;

  void begin_page();
  /// Draws UTF-8 text; what does not fit into the box is cut and ends in "...".
  void text(const PdfBox& box, const PdfStyle& style, std::string_view utf8);
  enum class Weight { Fine, Strong };
  void rule(int x, int y, int width, Weight weight = Weight::Fine);
  void frame(const PdfBox& box, int height);
  /// The outlines and strokes of a drawing, its upper left corner on the page's.
  void ink(const encode::Drawing& drawing);

  /// The whole document, or Unavailable when the library failed on the way.
  [[nodiscard]] Result<Bytes> finish();

 private:
  struct Document;
  std::unique_ptr<Document> document_;
};

}  // namespace lockbox::deposit
