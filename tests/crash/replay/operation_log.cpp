#include "crash/replay/operation_log.h"

#include <cstring>

#include "core/file.h"

namespace lockbox::crash {
namespace {
constexpr std::int64_t log_bytes_max = std::int64_t{1} << 30;
}

Result<std::vector<Operation>> read_operations(const std::filesystem::path& log) {
  const auto bytes = TRY(read_file(log, log_bytes_max));
  std::vector<Operation> operations;
  for (std::size_t at = 0; bytes.size() - at >= sizeof(RecordHeader);) {
    RecordHeader header;
    std::memcpy(&header, bytes.data() + at, sizeof header);
    at += sizeof header;
    if (bytes.size() - at < header.path_bytes + header.data_bytes) break;
    const auto path = ByteView{bytes}.subspan(at, header.path_bytes);
    const auto data = ByteView{bytes}.subspan(at + header.path_bytes, header.data_bytes);
    operations.push_back({.kind = header.kind,
                          .path = {reinterpret_cast<const char*>(path.data()), path.size()},
                          .inode = header.inode,
                          .offset = header.offset,
                          .data = {data.begin(), data.end()}});
    at += header.path_bytes + header.data_bytes;
  }
  return operations;
}

}  // namespace lockbox::crash
