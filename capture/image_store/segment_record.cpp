#include "capture/image_store/segment_record.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/check.h"
#include "core/sha256.h"

namespace lockbox::capture {
namespace {

constexpr std::string_view begin_mark = "LBXIMG01";
constexpr std::string_view end_mark = "LBXEND01";
constexpr std::size_t length_bytes = 8;
constexpr std::size_t digest_bytes = 32;
constexpr std::size_t header_bytes = begin_mark.size() + length_bytes + digest_bytes;
static_assert(header_bytes + end_mark.size() == record_overhead_bytes);

std::array<std::byte, length_bytes> little_endian(std::uint64_t value) {
  std::array<std::byte, length_bytes> bytes{};
  for (auto& byte : bytes) {
    byte = static_cast<std::byte>(value & 0xFFU);
    value >>= 8U;
  }
  return bytes;
}

bool equal(ByteView left, ByteView right) {
  return std::ranges::equal(left, right);
}

}  // namespace

Bytes encode_record(ByteView sealed) {
  Bytes record(sealed.size() + record_overhead_bytes);
  auto position = record.begin();
  const auto append = [&position](ByteView part) {
    position = std::copy(part.begin(), part.end(), position);
  };
  append(bytes_of(begin_mark));
  append(little_endian(sealed.size()));
  append(Sha256::of(sealed).bytes);
  append(sealed);
  append(bytes_of(end_mark));
  ENSURE(position == record.end());
  return record;
}

Result<ByteView> decode_record(ByteView record) {
  ENSURE(record.size() >= record_overhead_bytes);
  const auto mark = record.first(begin_mark.size());
  const auto length = record.subspan(begin_mark.size(), length_bytes);
  const auto digest = record.subspan(begin_mark.size() + length_bytes, digest_bytes);
  const auto sealed = record.subspan(header_bytes, record.size() - record_overhead_bytes);
  if (!equal(mark, bytes_of(begin_mark))) {
    return fail(ErrorCode::InvalidInput, "no image begins here.");
  }
  if (!equal(length, little_endian(sealed.size()))) {
    return fail(ErrorCode::InvalidInput, "the image has another length than the one named.");
  }
  if (!equal(digest, Sha256::of(sealed).bytes) ||
      !equal(record.last(end_mark.size()), bytes_of(end_mark))) {
    return fail(ErrorCode::InvalidInput, "the stored bytes are damaged.");
  }
  return sealed;
}

}  // namespace lockbox::capture
