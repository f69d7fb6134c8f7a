#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "core/check.h"
#include "drivers/folder/folder_scanner.h"
#include "support/temporary_directory.h"

namespace lockbox::test {

/// First bytes of a little-endian TIFF; the folder driver looks no further.
inline constexpr std::string_view tiff_start{"II*\0", 4};
inline constexpr std::string_view jpeg_start{"\xff\xd8\xff\xe0"};
inline constexpr std::string_view png_start{"\x89PNG\r\n\x1a\n"};

/// A scan folder to be filled file by file.
class ScanFolderFixture {
 public:
  [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }

  void write(const std::string& name, std::string_view bytes) const {
    std::ofstream file{path() / name, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    ENSURE(file.good());
  }
  /// A file that begins like a TIFF and whose contents follow from its name.
  void write_picture(const std::string& name) const { write(name, std::string{tiff_start} + name); }
  /// Front and rear of one document.
  void write_document(std::int64_t sequence) const {
    const auto number = drivers::format_sequence(sequence);
    write_picture(number + "F.tif");
    write_picture(number + "R.tif");
  }

  [[nodiscard]] std::unique_ptr<drivers::FolderScanner> open() const {
    auto scanner = drivers::FolderScanner::open(path());
    ENSURE(scanner.has_value());
    return std::move(*scanner);
  }

 private:
  TemporaryDirectory directory_;
};

}  // namespace lockbox::test
