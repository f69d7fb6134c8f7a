#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/result.h"

namespace lockbox::service::close {

struct PacketReport {
  std::optional<std::string> fault;  ///< The first thing that is wrong; nothing: all is well.
  std::int64_t packets = 0;
  std::int64_t provisional = 0;  ///< Of these; a provisional packet is signed by nobody.
  std::int64_t files = 0;        ///< Of the packets, hashed.
  std::int64_t books_files = 0;  ///< Tickets and posting files beside them, hashed.
  std::int64_t books_files_elsewhere = 0;
  std::int64_t items = 0;  ///< Under the Merkle roots.
};

/// Proves every packet in the folder without the books: each hash, the Merkle root over the items,
/// and every equation added again from the tables.  NotFound when the folder holds no manifest.
[[nodiscard]] Result<PacketReport> verify_packets(const std::filesystem::path& folder);

}  // namespace lockbox::service::close
