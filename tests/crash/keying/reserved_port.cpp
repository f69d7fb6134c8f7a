#include "crash/keying/reserved_port.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/check.h"

namespace lockbox::crash {

ReservedPort::ReservedPort() : descriptor_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
  constexpr int yes = 1;
  ENSURE(descriptor_ >= 0);
  ENSURE(::setsockopt(descriptor_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ENSURE(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
  ENSURE(::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  number_ = ntohs(address.sin_port);
}

ReservedPort::~ReservedPort() {
  ::close(descriptor_);
}

}  // namespace lockbox::crash
