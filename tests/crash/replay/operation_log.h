#pragma once

#include <filesystem>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "crash/recorder/operation.h"

namespace lockbox::crash {

struct Operation {
  OperationKind kind{};
  std::string path;
  std::uint64_t inode = 0;
  std::int64_t offset = 0;
  Bytes data;  ///< Written bytes, or a second path, or a text.

  [[nodiscard]] std::string text() const {
    return {reinterpret_cast<const char*>(data.data()), data.size()};
  }
};

/// Everything that a recorded program did, in order.  A record cut off at the end, as by a kill, is
/// left out.
[[nodiscard]] Result<std::vector<Operation>> read_operations(const std::filesystem::path& log);

}  // namespace lockbox::crash
