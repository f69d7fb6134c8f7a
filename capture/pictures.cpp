#include "capture/pictures.h"

#include <exception>
#include <utility>

#include <fmt/core.h>

#include "capture/picture_decoding.h"
#include "drivers/scanner.h"

namespace lockbox::capture {
namespace {

/// Answers one kind of question each, from the decoded picture.
struct Answering {
  encode::GrayImage picture;

  PictureAnswer operator()(const ReadPage& asked) const {
    return encode::read_page(picture, asked.definitions);
  }
  PictureAnswer operator()(const CheckPicture& /*asked*/) const { return SoundPicture{}; }
  PictureAnswer operator()(const ShowPicture& asked) const {
    return encode::show(picture, asked.view);
  }
};

}  // namespace

Result<PictureAnswer> PicturesHere::ask(ByteView file, const PictureQuestion& question) {
  auto picture = decode_picture(file);
  if (!picture) return PictureAnswer{std::move(picture).error()};
  try {
    return std::visit(Answering{*std::move(picture)}, question);
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
