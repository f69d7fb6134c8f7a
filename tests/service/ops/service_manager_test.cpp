#include "service/ops/service_manager.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "core/check.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using lockbox::service::ops::ServiceManager;

namespace {

/// Stands in for systemd: a datagram socket that the environment names.
class Manager {
 public:
  Manager() : descriptor_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)} {
    const auto path = folder_.path() / "notify";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    ENSURE(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    constexpr timeval wait_max{10, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &wait_max, sizeof wait_max);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~Manager() {
    ::unsetenv("NOTIFY_SOCKET");
    ::close(descriptor_);
  }
  Manager(const Manager&) = delete;
  Manager& operator=(const Manager&) = delete;

  [[nodiscard]] std::string heard() const {
    std::array<char, 256> message{};
    const auto size = ::recv(descriptor_, message.data(), message.size(), 0);
    return size < 0 ? "" : std::string(message.data(), static_cast<std::size_t>(size));
  }

 private:
  lockbox::test::TemporaryDirectory folder_;
  int descriptor_;
};

}  // namespace

TEST_CASE("The service manager hears of each step", "[ops]") {
  const Manager manager;
  const ServiceManager service;
  service.ready();
  CHECK(manager.heard() == "READY=1");
  service.status("3 batches open\nREADY=1");
  CHECK(manager.heard() == "STATUS=3 batches open READY=1");
  service.alive();
  CHECK(manager.heard() == "WATCHDOG=1");
  service.stopping();
  CHECK(manager.heard() == "STOPPING=1");
}

TEST_CASE("Without a service manager nothing is said and nothing fails", "[ops]") {
  ::unsetenv("NOTIFY_SOCKET");
  ::unsetenv("WATCHDOG_USEC");
  const ServiceManager service;
  service.ready();
  CHECK(service.alive_interval().count() == 0);
}

TEST_CASE("A watchdog is fed twice in its time", "[ops]") {
  ::setenv("WATCHDOG_USEC", "20000000", 1);
  CHECK(ServiceManager{}.alive_interval() == std::chrono::seconds{10});
  ::unsetenv("WATCHDOG_USEC");
}
