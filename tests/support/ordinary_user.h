#pragma once

#include <sys/fsuid.h>
#include <unistd.h>

namespace lockbox::test {

/// Files are opened by this thread with the rights of nobody in particular, for as long as this
/// lives.  To root every permission bit is open, and tests may run as root; for any other user this
/// does nothing.
class OrdinaryUser {
 public:
  OrdinaryUser() {
    if (::geteuid() == 0) ::setfsuid(nobody);
  }
  ~OrdinaryUser() { ::setfsuid(::geteuid()); }
  OrdinaryUser(const OrdinaryUser&) = delete;
  OrdinaryUser& operator=(const OrdinaryUser&) = delete;

 private:
  static constexpr unsigned int nobody = 65534;
};

}  // namespace lockbox::test
