#include "capture/pictures.h"

#include <exception>
#include <iterator>
#include <utility>

#include <fmt/core.h>

#include "capture/picture_decoding.h"
#include "drivers/scanner.h"
#include "encode/archive/archive_image.h"
#include "encode/check_crop.h"
#include "encode/explain/explain_picture.h"
#include "encode/image/png_codec.h"
#include "encode/print/sheet_reader.h"

namespace lockbox::capture {
namespace {

/// Answers one kind of question each, from the decoded picture.  What looks at ink alone leaves the
/// pixels of a bitonal one where they are.
struct Answering {
  encode::DecodedPage decoded;
  std::int64_t file_bytes = 0;

  PictureAnswer operator()(const ReadPage& asked) {
    const auto picture = taken();
    auto page = encode::read_page(picture, asked.definitions);
    // A bank sees the check and not the sheet that it came on.
    const auto check = encode::upright_check(picture, page);
    const auto quality = encode::measure_quality(check, file_bytes);
    MeasuredPage measured{std::move(page), quality, picture.pixels.size()};
    if (measured.page.kind == encode::PageKind::Check) measured.ink = encode::ink_map_of(check);
    return measured;
  }
  PictureAnswer operator()(const CheckPicture& /*asked*/) { return SoundPicture{}; }
  PictureAnswer operator()(const ShowPicture& asked) { return encode::show(taken(), asked.view); }
  PictureAnswer operator()(const MeasurePicture& /*asked*/) {
    return std::visit(
        [this](const auto& page) { return encode::measure_quality(page, file_bytes); }, decoded);
  }
  PictureAnswer operator()(const FindSheet& /*asked*/) {
    return SheetFound{
        std::visit([](const auto& page) { return encode::read_sheet(page).has_value(); }, decoded)};
  }
  PictureAnswer operator()(const ArchivePicture& /*asked*/) {
    auto file = encode::archive_image(taken());
    if (file) return ArchivedPicture{*std::move(file)};
    return document_fault(drivers::FaultCode::ImageQuality, file.error().message);
  }
  PictureAnswer operator()(const ExplainPicture& asked) {
    return ExplainedPicture{
        encode::encode_colour_png(encode::explain_picture(taken(), asked.seen))};
  }

 private:
  encode::GrayImage taken() { return encode::gray_of(std::move(decoded)); }
};

}  // namespace

Result<PictureAnswer> PicturesHere::ask(ByteView file, const PictureQuestion& question) {
  auto picture = decode_picture(file);
  if (!picture) return PictureAnswer{std::move(picture).error()};
  try {
    return std::visit(Answering{*std::move(picture), std::ssize(file)}, question);
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
