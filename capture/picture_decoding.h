#pragma once

#include <string>

#include <tl/expected.hpp>

#include "core/bytes.h"
#include "deposit/model/document.h"
#include "drivers/scanner.h"
#include "encode/image/bitonal_page.h"

namespace lockbox::capture {

/// A fault as the books keep it.
[[nodiscard]] deposit::DocumentFault document_fault(drivers::FaultCode code, std::string message);

/// A decoded picture, or the fault that its document has for want of it.
using DecodedPicture = tl::expected<encode::DecodedPage, deposit::DocumentFault>;

/// Decodes a picture that came from outside.  The border at which exceptions of the image
/// libraries end: each becomes a fault.
[[nodiscard]] DecodedPicture decode_picture(ByteView bytes);

}  // namespace lockbox::capture
