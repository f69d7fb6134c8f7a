#include "service/ops/service_manager.h"

#include <cstdlib>

#include "service/ops/listening_manager.h"
#include "support/catch.h"

using lockbox::service::ops::ServiceManager;
using lockbox::test::ListeningManager;

TEST_CASE("The service manager hears of each step", "[ops]") {
  const ListeningManager manager;
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
