// Gray checks of whole days of mail: what was read of them is read of their archive pictures.

#include <filesystem>

#include "core/file.h"
#include "core/limits.h"
#include "encode/archive/archive_image.h"
#include "encode/archive/tiff_profile.h"
#include "encode/image/image_codec.h"
#include "encode/micr/e13b_reader.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace lockbox;
using namespace lockbox::encode;
namespace fs = std::filesystem;

TEST_CASE("The archive picture of every gray check keeps its whole MICR line",
          "[encode][archive][corpus]") {
  const auto mail = lockbox::test::shared_data() / "mail";
  if (!fs::exists(mail)) {
    WARN("skipped: no mail at " << mail);
    return;
  }
  constexpr int count = 42;
  int lines = 0;
  for (const auto* const day : {"clean", "scan", "harsh", "mixed"}) {
    for (const auto& entry : fs::directory_iterator{mail / day / "scan"}) {
      if (!entry.path().filename().string().ends_with("F.jpg")) continue;
      const auto bytes = read_file(entry.path(), limits::image_file_bytes_max).value();
      const auto page = decode_image(bytes).value();
      const auto line = read_micr(page);
      if (!line || !line->line.is_complete()) continue;
      ++lines;
      const auto archived = archive_image(page);
      CAPTURE(entry.path());
      REQUIRE(archived.has_value());
      CHECK(check_archive_tiff(archived->file).empty());
      CHECK(archived->file.size() < bytes.size());
    }
  }
  CHECK(lines >= count);
}
