#include "deposit/close/merkle.h"

#include <bit>

namespace lockbox::deposit::close {

Sha256 merkle_root(std::span<const std::string> lines) {
  if (lines.empty()) return Sha256::of({});
  Sha256Stream stream;
  if (lines.size() == 1) {
    constexpr std::array leaf{std::byte{0}};
    stream.add(leaf);
    stream.add(bytes_of(lines.front()));
    return stream.finish();
  }
  const auto left = std::bit_floor(lines.size() - 1);
  constexpr std::array node{std::byte{1}};
  stream.add(node);
  stream.add(merkle_root(lines.first(left)).bytes);
  stream.add(merkle_root(lines.subspan(left)).bytes);
  return stream.finish();
}

}  // namespace lockbox::deposit::close
