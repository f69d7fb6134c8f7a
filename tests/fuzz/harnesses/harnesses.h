#pragma once

/// @file
/// Everything that takes bytes from outside apart, one function each, for any bytes whatever.  Each
/// may take or refuse its input; it must end, and what it took must hold together.

#include <span>
#include <string_view>

#include "core/bytes.h"

namespace lockbox::fuzz {

struct Harness {
  std::string_view name;  ///< Of its folders under corpus/ and crashers/, too.
  void (*run)(ByteView input);
};

[[nodiscard]] std::span<const Harness> harnesses();
/// Nothing for a name that none has.
[[nodiscard]] const Harness* find_harness(std::string_view name);

void run_picture(ByteView input);         ///< TIFF, JPEG, PNG and all that is read on the page.
void run_barcode_row(ByteView input);     ///< Widths of bars and spaces along one line.
void run_micr_line(ByteView input);       ///< The text of a MICR line.
void run_coupon_code(ByteView input);     ///< The text of a coupon code under a definition.
void run_scan_line(ByteView input);       ///< The text of a scan line under a definition.
void run_sheet_code(ByteView input);      ///< The text of the barcode on a separator.
void run_archive_tiff(ByteView input);    ///< A TIFF that is to keep to the profile.
void run_page_answer(ByteView input);     ///< What a process that looks at pictures answers.
void run_question(ByteView input);        ///< What it is asked.
void run_segment_record(ByteView input);  ///< A stored picture, still sealed.
void run_csv(ByteView input);
void run_keyed_file(ByteView input);
void run_account_file(ByteView input);
void run_site_file(ByteView input);
void run_batch_file(ByteView input);
void run_http_request(ByteView input);
void run_json(ByteView input);
void run_session_token(ByteView input);
void run_picture_name(ByteView input);  ///< A file name of a scan folder.

}  // namespace lockbox::fuzz
