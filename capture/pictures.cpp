#include "capture/pictures.h"

#include <exception>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "capture/picture_decoding.h"
#include "drivers/scanner.h"
#include "encode/archive/tiff_profile.h"
#include "encode/check_crop.h"
#include "encode/explain/explain_picture.h"
#include "encode/image/png_codec.h"
#include "encode/print/sheet_reader.h"

namespace lockbox::capture {
namespace {

using Measure = encode::QualityMeasure;

/// Whether the line shows the picture's tag to be wrong; its resolution is then what the line
/// tells.
bool size_by_line(encode::GrayImage& picture, const encode::PageRead& page) {
  const auto resolution = encode::find_resolution(picture, page);
  if (!resolution || resolution->source != encode::ResolutionSource::MicrLine) return false;
  picture.dpi_x = resolution->dpi_x;
  picture.dpi_y = resolution->dpi_y;
  return true;
}

/// Answers one kind of question each, from the decoded picture.  What looks at ink alone leaves the
/// pixels of a bitonal one where they are.
struct Answering {
  encode::DecodedPage decoded;
  ByteView file;

  PictureAnswer operator()(const ReadPage& asked) {
    auto picture = taken();
    auto page = encode::read_page(picture, asked.definitions);
    const auto size = picture.pixels.size();
    const bool has_false_tag = size_by_line(picture, page);
    // A bank sees the check and not the sheet that it came on.
    const auto check = encode::upright_check(picture, page);
    auto quality = encode::measure_quality(check);
    std::optional<encode::InkMap> ink;
    if (page.kind == encode::PageKind::Check) {
      const bool is_as_scanned = check.pixels.data == picture.pixels.data;
      measure_archived(picture, page, is_as_scanned, quality);
      ink = encode::ink_map_of(check);
    }
    return MeasuredPage{std::move(page), quality, size, std::move(ink), has_false_tag};
  }
  PictureAnswer operator()(const CheckPicture& /*asked*/) { return SoundPicture{}; }
  PictureAnswer operator()(const ShowPicture& asked) { return encode::show(taken(), asked.view); }
  PictureAnswer operator()(const MeasurePicture& asked) {
    auto quality =
        std::visit([](const auto& page) { return encode::measure_quality(page); }, decoded);
    if (asked.kind == encode::PageKind::Check) measure_archived(taken(), {}, true, quality);
    return quality;
  }
  PictureAnswer operator()(const FindSheet& /*asked*/) {
    return SheetFound{
        std::visit([](const auto& page) { return encode::read_sheet(page).has_value(); }, decoded)};
  }
  PictureAnswer operator()(const ArchivePicture& /*asked*/) {
    auto image = encode::archive_image(taken());
    if (image) return ArchivedPicture{*std::move(image)};
    return document_fault(drivers::FaultCode::ImageQuality, image.error().message);
  }
  PictureAnswer operator()(const ExplainPicture& asked) {
    return ExplainedPicture{
        encode::encode_colour_png(encode::explain_picture(taken(), asked.seen))};
  }

 private:
  encode::GrayImage taken() { return encode::gray_of(std::move(decoded)); }

  /// Measures what a cash letter would carry.  A file that is one already is carried as it is; of a
  /// picture that cannot become one, archiving says why.
  void measure_archived(const encode::GrayImage& picture, const encode::PageRead& page,
                        bool is_as_scanned, encode::ImageQuality& quality) const {
    if (is_as_scanned && encode::check_archive_tiff(file).empty()) {
      quality.set(Measure::ArchiveBytes, static_cast<double>(file.size()));
      return;
    }
    const auto archived = encode::archive_image(picture, page);
    if (!archived) return;
    quality.set(Measure::ArchiveBytes, static_cast<double>(archived->file.size()));
    if (archived->stroke_percent) quality.set(Measure::StrokePercent, *archived->stroke_percent);
  }
};

}  // namespace

Result<PictureAnswer> PicturesHere::ask(ByteView file, const PictureQuestion& question) {
  auto picture = decode_picture(file);
  if (!picture) return PictureAnswer{std::move(picture).error()};
  try {
    return std::visit(Answering{*std::move(picture), file}, question);
  } catch (const std::exception& exception) {
    return PictureAnswer{document_fault(drivers::FaultCode::ForeignFile,
                                        fmt::format("the reader gave up: {}.", exception.what()))};
  }
}

deposit::DocumentFault name_file(deposit::DocumentFault fault, const std::string& file) {
  fault.message = fmt::format("{}: {}", file, fault.message);
  return fault;
}

}  // namespace lockbox::capture
