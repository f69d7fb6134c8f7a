#pragma once

#include <span>
#include <string>

#include "core/sha256.h"

namespace lockbox::deposit::close {

/// The root of the hash tree over the lines, RFC 9162 section 2.1.1: a leaf is SHA-256 of 0x00 and
/// the line, a node SHA-256 of 0x01 and its two children, split at the largest power of two below
/// the number of leaves.  Of no line: SHA-256 of nothing.
[[nodiscard]] Sha256 merkle_root(std::span<const std::string> lines);

}  // namespace lockbox::deposit::close
