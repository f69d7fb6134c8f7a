#include "encode/archive/tiff_profile.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "encode/archive/tiff_directory.h"

namespace lockbox::encode {
namespace {

using Violations = std::vector<ProfileViolation>;

constexpr std::uint16_t tag_width = 256;
constexpr std::uint16_t tag_length = 257;
constexpr std::uint16_t tag_strip_offsets = 273;
constexpr std::uint16_t tag_rows_per_strip = 278;
constexpr std::uint16_t tag_strip_bytes = 279;
constexpr std::uint16_t tag_x_resolution = 282;
constexpr std::uint16_t tag_y_resolution = 283;

enum class Presence { Required, Optional };

/// A tag that may have one value only.  Where TIFF 6.0 has that value as its default, the tag may
/// be missing.
struct FixedTag {
  std::uint16_t tag;
  std::string_view name;
  Presence presence;
  std::uint32_t value;
  std::string_view meaning;
};
constexpr std::array fixed_tags{
    FixedTag{254, "NewSubfileType", Presence::Optional, 0, "a whole image"},
    FixedTag{258, "BitsPerSample", Presence::Optional, 1, "one bit a pixel"},
    FixedTag{259, "Compression", Presence::Required, 4, "Group 4"},
    FixedTag{262, "PhotometricInterpretation", Presence::Required, 0, "white is zero"},
    FixedTag{266, "FillOrder", Presence::Optional, 1, "highest bit first"},
    FixedTag{274, "Orientation", Presence::Optional, 1, "upright"},
    FixedTag{277, "SamplesPerPixel", Presence::Optional, 1, "one sample"},
    FixedTag{296, "ResolutionUnit", Presence::Optional, 2, "inches"},
};

std::string label(std::uint16_t tag, std::string_view name) {
  return fmt::format("tag {} {}", tag, name);
}

void check_fixed(const TiffDirectory& directory, const FixedTag& fixed, Violations& violations) {
  const auto* const entry = directory.find(fixed.tag);
  const auto expected = fmt::format("{} ({})", fixed.value, fixed.meaning);
  if (entry == nullptr) {
    if (fixed.presence == Presence::Optional) return;
    violations.push_back({label(fixed.tag, fixed.name), "missing", expected});
    return;
  }
  const auto value = whole_number(*entry);
  if (value == fixed.value) return;
  violations.push_back({label(fixed.tag, fixed.name),
                        value ? std::to_string(*value) : "not one whole number", expected});
}

/// The value of a tag that must be there with a positive whole number.
std::uint32_t positive(const TiffDirectory& directory, std::uint16_t tag, std::string_view name,
                       Violations& violations) {
  const auto* const entry = directory.find(tag);
  const auto value = entry == nullptr ? std::nullopt : whole_number(*entry);
  if (value && *value > 0) return *value;
  std::string found = "missing";
  if (entry != nullptr) found = value ? "0" : fmt::format("{} values", entry->count);
  violations.push_back({label(tag, name), found, "one whole number above 0"});
  return 0;
}

void check_resolution(ByteView file, const TiffDirectory& directory, Violations& violations) {
  std::array<double, 2> dpis{};
  constexpr std::array<std::uint16_t, 2> tags{tag_x_resolution, tag_y_resolution};
  constexpr std::array<std::string_view, 2> names{"XResolution", "YResolution"};
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const auto* const entry = directory.find(tags.at(i));
    const auto value = entry == nullptr ? std::nullopt : rational(file, *entry);
    dpis.at(i) = value.value_or(0);
    if (std::count(archive_dpis.begin(), archive_dpis.end(), dpis.at(i)) > 0) continue;
    std::string found = entry == nullptr ? "missing" : "not a fraction inside the file";
    if (value) found = fmt::format("{:g}", *value);
    violations.push_back({label(tags.at(i), names.at(i)), found, "200 or 240"});
  }
  if (dpis[0] != dpis[1]) {
    violations.push_back(
        {"resolution", fmt::format("{:g} by {:g}", dpis[0], dpis[1]), "the same both ways"});
  }
}

/// Whether the strip ends with two end-of-line codes, ITU-T T.6 section 2.4.1.1, and then with less
/// than two bytes of padding.
bool ends_facsimile_block(ByteView strip) {
  constexpr std::uint64_t block_end = 0x001001;
  constexpr unsigned block_end_bits = 24;
  constexpr std::size_t tail_bytes = 5;
  constexpr unsigned padding_bits_max = 15;
  std::uint64_t tail = 0;
  for (const auto byte : strip.last(std::min(strip.size(), tail_bytes))) {
    tail = tail << 8U | static_cast<std::uint64_t>(byte);
  }
  for (unsigned padding = 0; padding <= padding_bits_max; ++padding) {
    const bool is_padded = (tail & ((std::uint64_t{1} << padding) - 1)) == 0;
    const auto bits = tail >> padding & ((std::uint64_t{1} << block_end_bits) - 1);
    if (is_padded && bits == block_end) return true;
  }
  return false;
}

void check_strip(ByteView file, const TiffDirectory& directory, std::uint32_t rows,
                 Violations& violations) {
  const auto rows_of_strip = positive(directory, tag_rows_per_strip, "RowsPerStrip", violations);
  if (rows_of_strip != 0 && rows_of_strip != rows) {
    violations.push_back({label(tag_rows_per_strip, "RowsPerStrip"), std::to_string(rows_of_strip),
                          fmt::format("{}, the ImageLength", rows)});
  }
  const std::size_t offset = positive(directory, tag_strip_offsets, "StripOffsets", violations);
  const std::size_t bytes = positive(directory, tag_strip_bytes, "StripByteCounts", violations);
  if (offset == 0 || bytes == 0) return;
  if (offset > file.size() || file.size() - offset < bytes) {
    violations.push_back({"strip", fmt::format("{} bytes at {}", bytes, offset),
                          fmt::format("inside the file of {} bytes", file.size())});
    return;
  }
  if (!ends_facsimile_block(file.subspan(offset, bytes))) {
    violations.push_back({"strip", "without an end", "an end-of-facsimile-block"});
  }
}

void check_order(const TiffDirectory& directory, Violations& violations) {
  const auto& entries = directory.entries;
  const auto out_of_order = std::adjacent_find(
      entries.begin(), entries.end(),
      [](const TiffEntry& one, const TiffEntry& next) { return one.tag >= next.tag; });
  if (out_of_order == entries.end()) return;
  violations.push_back(
      {"tags", fmt::format("{} before {}", out_of_order->tag, std::next(out_of_order)->tag),
       "in ascending order, each once"});
}

}  // namespace

std::vector<ProfileViolation> check_archive_tiff(ByteView file) {
  Violations violations;
  if (!is_little_endian_tiff(file)) {
    violations.push_back({"header", "something else", "II and 42, TIFF 6.0 in little-endian"});
    return violations;
  }
  const auto directory = read_tiff_directory(file);
  if (!directory) {
    violations.push_back({"directory", "cut off", "inside the file"});
    return violations;
  }
  check_order(*directory, violations);
  if (directory->next != 0) violations.push_back({"images", "several", "one"});
  for (const auto& fixed : fixed_tags) check_fixed(*directory, fixed, violations);
  positive(*directory, tag_width, "ImageWidth", violations);
  const auto rows = positive(*directory, tag_length, "ImageLength", violations);
  check_strip(file, *directory, rows, violations);
  check_resolution(file, *directory, violations);
  return violations;
}

std::string to_sentence(const ProfileViolation& violation) {
  return fmt::format("{}: found {}, must be {}", violation.what, violation.found,
                     violation.expected);
}

}  // namespace lockbox::encode
