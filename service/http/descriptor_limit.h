#pragma once

#include <cstddef>

namespace lockbox::service::http {

/// How many connections may be held at once if this process may open so many files: those wanted,
/// or as many as leave room for the books, the images and the listening sockets.
[[nodiscard]] constexpr std::size_t connections_within(std::size_t wanted,
                                                       std::size_t open_files_max) {
  constexpr std::size_t other_files = 1'000;
  const auto room =
      open_files_max > 2 * other_files ? open_files_max - other_files : open_files_max / 2;
  return wanted < room ? wanted : room;
}

/// As above, after asking the system for what it allows this process at most: many start with
/// 1,024 files, and a service that runs out of them can no longer open its books.
[[nodiscard]] std::size_t reserve_connections(std::size_t wanted);

}  // namespace lockbox::service::http
