#pragma once

/// @file
/// Vectors of 256 bits where the processor has them, on a program that runs on every x86-64.  The
/// results are the same to the last bit, since no fused multiplication comes with them.
///
/// LOCKBOX_WIDE_VECTORS stands before a function whose loops run over many samples: it is built
/// twice, and which of them runs is settled when the program starts.  LOCKBOX_ONLY_WIDE stands
/// before one that is called only where `has_wide_vectors()`; what names the processor's own
/// instructions stands behind `#if LOCKBOX_HAS_WIDE`.

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define LOCKBOX_HAS_WIDE 1
#define LOCKBOX_WIDE_VECTORS [[gnu::target_clones("avx2", "default")]]
#define LOCKBOX_ONLY_WIDE [[gnu::target("avx2")]]
#else
#define LOCKBOX_HAS_WIDE 0
#define LOCKBOX_WIDE_VECTORS
#define LOCKBOX_ONLY_WIDE
#endif

namespace lockbox::encode {

[[nodiscard]] inline bool has_wide_vectors() {
#if LOCKBOX_HAS_WIDE
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
#else
  return false;
#endif
}

}  // namespace lockbox::encode
