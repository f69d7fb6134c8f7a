#pragma once

/// @file
/// LOCKBOX_WIDE_VECTORS stands before a function whose loops run over many samples.  It is built
/// twice, once more for vectors of 256 bits; which of them runs is settled when the program starts,
/// so that one program serves every x86-64.  The results are the same to the last bit, since no
/// fused multiplication comes with these vectors.

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define LOCKBOX_WIDE_VECTORS [[gnu::target_clones("avx2", "default")]]
#else
#define LOCKBOX_WIDE_VECTORS
#endif
