#include "capture/picture_decoding.h"

#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "encode/image/image_codec.h"

namespace lockbox::capture {
namespace {

/// The codec's name for the fault; what it did not name is not a picture that we take.
[[nodiscard]] std::string fault_code_of(const Error& error) {
  const auto& names = drivers::fault_code_names;
  const bool is_known = std::find(names.begin(), names.end(), error.field) != names.end();
  return is_known
             ? error.field
             : std::string{name_of(drivers::fault_code_names, drivers::FaultCode::ForeignFile)};
}

}  // namespace

deposit::DocumentFault document_fault(drivers::FaultCode code, std::string message) {
  return {std::string{name_of(drivers::fault_code_names, code)}, std::move(message)};
}

DecodedPicture decode_picture(ByteView bytes) {
  try {
    auto page = encode::decode_page(bytes);
    if (page) return *std::move(page);
    return tl::unexpected(
        deposit::DocumentFault{fault_code_of(page.error()), page.error().message});
  } catch (const std::exception& exception) {
    return tl::unexpected(
        document_fault(drivers::FaultCode::ForeignFile,
                       fmt::format("the decoder gave up: {}.", exception.what())));
  }
}

}  // namespace lockbox::capture
