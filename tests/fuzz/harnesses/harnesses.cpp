#include "fuzz/harnesses/harnesses.h"

#include <algorithm>
#include <array>

namespace lockbox::fuzz {
namespace {

constexpr std::array all{
    Harness{"picture", run_picture},
    Harness{"barcode_row", run_barcode_row},
    Harness{"micr_line", run_micr_line},
    Harness{"coupon_code", run_coupon_code},
    Harness{"scan_line", run_scan_line},
    Harness{"sheet_code", run_sheet_code},
    Harness{"archive_tiff", run_archive_tiff},
    Harness{"page_answer", run_page_answer},
    Harness{"question", run_question},
    Harness{"segment_record", run_segment_record},
    Harness{"csv", run_csv},
    Harness{"keyed_file", run_keyed_file},
    Harness{"account_file", run_account_file},
    Harness{"site_file", run_site_file},
    Harness{"batch_file", run_batch_file},
    Harness{"http_request", run_http_request},
    Harness{"json", run_json},
    Harness{"session_token", run_session_token},
    Harness{"picture_name", run_picture_name},
};

}  // namespace

std::span<const Harness> harnesses() {
  return all;
}

const Harness* find_harness(std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [name](const Harness& harness) { return harness.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace lockbox::fuzz
