// The side of libFuzzer: one program for all harnesses, lockbox_fuzz --harness=NAME [OPTIONS].

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "fuzz/harnesses/harnesses.h"

namespace {

/// libFuzzer calls functions that take nothing with them.
const lockbox::fuzz::Harness* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  constexpr std::string_view option = "--harness=";
  for (int i = 1; i < *argc; ++i) {
    const std::string_view argument{(*argv)[i]};
    if (argument.starts_with(option)) {
      chosen = lockbox::fuzz::find_harness(argument.substr(option.size()));
    }
  }
  if (chosen != nullptr) return 0;
  std::fputs("lockbox_fuzz --harness=NAME, one of:\n", stderr);
  for (const auto& harness : lockbox::fuzz::harnesses()) {
    std::fprintf(stderr, "%s\n", harness.name.data());
  }
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run(std::as_bytes(std::span{data, size}));
  return 0;
}
