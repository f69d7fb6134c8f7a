#include "encode/archive/tiff_directory.h"

#include <algorithm>
#include <cstddef>

namespace lockbox::encode {
namespace {

constexpr std::size_t header_bytes = 8;
constexpr std::size_t entry_bytes = 12;
constexpr std::uint16_t type_short = 3;
constexpr std::uint16_t type_long = 4;
constexpr std::uint16_t type_rational = 5;

/// `size` bytes at `offset`, lowest first; nothing when they are not all in the file.
std::optional<std::uint32_t> number_at(ByteView file, std::size_t offset, std::size_t size) {
  if (offset > file.size() || file.size() - offset < size) return std::nullopt;
  std::uint32_t number = 0;
  for (std::size_t i = size; i > 0; --i) {
    number = number << 8U | static_cast<std::uint32_t>(file[offset + i - 1]);
  }
  return number;
}

std::uint16_t short_of(std::uint32_t number) {
  return static_cast<std::uint16_t>(number & 0xFFFFU);
}

/// The entry at `offset`, which lies inside the file.
TiffEntry entry_at(ByteView file, std::size_t offset) {
  TiffEntry entry{.tag = short_of(*number_at(file, offset, 2)),
                  .type = short_of(*number_at(file, offset + 2, 2)),
                  .count = *number_at(file, offset + 4, 4),
                  .value = *number_at(file, offset + 8, 4)};
  if (entry.type == type_short) entry.value = *number_at(file, offset + 8, 2);
  return entry;
}

}  // namespace

const TiffEntry* TiffDirectory::find(std::uint16_t tag) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [tag](const TiffEntry& entry) { return entry.tag == tag; });
  return found == entries.end() ? nullptr : &*found;
}

bool is_little_endian_tiff(ByteView file) {
  constexpr std::uint32_t order_and_version = 0x002A4949;  // "II", 42.
  return file.size() >= header_bytes && number_at(file, 0, 4) == order_and_version;
}

std::optional<TiffDirectory> read_tiff_directory(ByteView file) {
  if (!is_little_endian_tiff(file)) return std::nullopt;
  const std::size_t start = *number_at(file, 4, 4);
  const auto count = number_at(file, start, 2);
  if (!count) return std::nullopt;
  const std::size_t end = start + 2 + *count * entry_bytes;
  const auto next = number_at(file, end, 4);
  if (!next) return std::nullopt;
  TiffDirectory directory{.entries = {}, .next = *next};
  for (std::size_t offset = start + 2; offset < end; offset += entry_bytes) {
    directory.entries.push_back(entry_at(file, offset));
  }
  return directory;
}

std::optional<std::uint32_t> whole_number(const TiffEntry& entry) {
  if (entry.count != 1 || (entry.type != type_short && entry.type != type_long)) {
    return std::nullopt;
  }
  return entry.value;
}

std::optional<double> rational(ByteView file, const TiffEntry& entry) {
  if (entry.count != 1 || entry.type != type_rational) return std::nullopt;
  const auto numerator = number_at(file, entry.value, 4);
  const auto denominator = number_at(file, std::size_t{entry.value} + 4, 4);
  if (!numerator || !denominator || *denominator == 0) return std::nullopt;
  return static_cast<double>(*numerator) / *denominator;
}

}  // namespace lockbox::encode
