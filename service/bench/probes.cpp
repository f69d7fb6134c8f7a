#include "service/bench/probes.h"

#include <fcntl.h>

#include <chrono>
#include <cstring>

#include "core/file.h"
#include "core/limits.h"
#include "core/open_file.h"
#include "encode/image/image_codec.h"

namespace lockbox::service {

namespace {

/// Runs per second, over about a quarter of a second of the steady clock.
template <class Run>
Result<double> rate_of(Run run) {
  using Steady = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds enough{250};
  const auto begin = Steady::now();
  std::int64_t runs = 0;
  while (Steady::now() - begin < enough) {
    TRY(run());
    ++runs;
  }
  const std::chrono::duration<double> seconds = Steady::now() - begin;
  return static_cast<double>(runs) / seconds.count();
}

Result<double> probe_fdatasync(const std::filesystem::path& folder) {
  constexpr std::int64_t block_bytes = 4096;
  constexpr std::int64_t blocks = 256;
  auto file = TRY(OpenFile::make_unique(folder / "probe"));
  TRY(file.preallocate(block_bytes * blocks));
  const Bytes block(block_bytes, std::byte{1});
  std::int64_t next = 0;
  auto rate = rate_of([&]() -> Result<void> {
    TRY(file.write_at(block_bytes * (next++ % blocks), block));
    return file.sync_data();
  });
  std::filesystem::remove(file.path());
  return rate;
}

Result<double> probe_copy() {
  constexpr std::size_t bytes = 64U << 20U;
  constexpr double giga = 1e9;
  const Bytes source(bytes, std::byte{1});
  Bytes target(bytes);
  const auto rate = TRY(rate_of([&]() -> Result<void> {
    std::memcpy(target.data(), source.data(), bytes);
    return {};
  }));
  return rate * static_cast<double>(bytes) / giga;
}

}  // namespace

Result<MachineProbes> probe_machine(const std::filesystem::path& folder,
                                    const std::filesystem::path& picture) {
  MachineProbes probes;
  probes.fdatasyncs_per_second = TRY(probe_fdatasync(folder));
  probes.copied_gb_per_second = TRY(probe_copy());
  if (picture.empty()) return probes;
  const auto file = TRY(read_file(picture, limits::image_file_bytes_max));
  const auto decode = [&]() -> Result<void> {
    TRY(encode::decode_image(file));
    return {};
  };
  probes.g4_decodes_per_second = TRY(rate_of(decode));
  return probes;
}

}  // namespace lockbox::service
