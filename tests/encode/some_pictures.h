#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/file.h"
#include "core/limits.h"
#include "encode/image/image_codec.h"
#include "support/catch.h"

namespace lockbox::test {

/// Shows every eighth picture of the folders that are there, which is enough and takes a second,
/// and returns how many.
inline int show_some(const std::vector<std::filesystem::path>& folders,
                     const std::function<void(const encode::GrayImage&)>& look) {
  constexpr int of_so_many = 8;
  int files = 0;
  int pages = 0;
  for (const auto& folder : folders) {
    if (!std::filesystem::exists(folder)) {
      WARN("No sample pictures in " << folder);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
      if (++files % of_so_many != 0) continue;
      const auto file = read_file(entry.path(), limits::image_file_bytes_max);
      if (!file) continue;
      const auto image = encode::decode_image(*file);
      if (!image) continue;
      CAPTURE(entry.path());
      look(*image);
      ++pages;
    }
  }
  return pages;
}

}  // namespace lockbox::test
