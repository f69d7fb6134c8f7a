#pragma once

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

#include "core/check.h"
#include "support/temporary_directory.h"

namespace lockbox::test {

/// Stands in for systemd: a datagram socket that the environment names.
class ListeningManager {
 public:
  ListeningManager() : descriptor_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)} {
    const auto path = folder_.path() / "notify";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    ENSURE(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    constexpr timeval wait_max{10, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &wait_max, sizeof wait_max);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~ListeningManager() {
    ::unsetenv("NOTIFY_SOCKET");
    ::close(descriptor_);
  }
  ListeningManager(const ListeningManager&) = delete;
  ListeningManager& operator=(const ListeningManager&) = delete;

  [[nodiscard]] std::string heard() const {
    std::array<char, 256> message{};
    const auto size = ::recv(descriptor_, message.data(), message.size(), 0);
    return size < 0 ? "" : std::string(message.data(), static_cast<std::size_t>(size));
  }

 private:
  TemporaryDirectory folder_;
  int descriptor_;
};

}  // namespace lockbox::test
