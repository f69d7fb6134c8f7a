#include "service/http/raw_client.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "core/check.h"

namespace lockbox::test {
namespace {

constexpr timeval wait_max{20, 0};

}  // namespace

RawClient::RawClient(std::uint16_t port)
    : descriptor_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
  ENSURE(descriptor_ >= 0);
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &wait_max, sizeof wait_max);
  ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &wait_max, sizeof wait_max);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ENSURE(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

RawClient::RawClient(RawClient&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)}, received_{std::move(other.received_)} {
}

RawClient::~RawClient() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool RawClient::send(std::string_view text) const {
  while (!text.empty()) {
    const auto sent = ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::ask(std::string_view method, std::string_view target,
                    std::string_view fields) const {
  return send(std::string{method} + " " + std::string{target} + " HTTP/1.1\r\nHost: test\r\n" +
              std::string{fields} + "\r\n");
}

bool RawClient::fill() {
  std::array<char, 16 << 10> chunk{};
  const auto got = ::recv(descriptor_, chunk.data(), chunk.size(), 0);
  if (got <= 0) return false;
  received_.append(chunk.data(), static_cast<std::size_t>(got));
  return true;
}

WireResponse RawClient::read_head() {
  WireResponse response;
  if (!read_until("\r\n\r\n")) return response;
  const auto end = received_.find("\r\n\r\n");
  const auto head = received_.substr(0, end + 2);
  received_.erase(0, end + 4);
  response.status = std::atoi(head.substr(sizeof "HTTP/1.1" - 1).c_str());
  for (auto at = head.find("\r\n") + 2; at < head.size(); at = head.find("\r\n", at) + 2) {
    const auto colon = head.find(": ", at);
    response.headers.add(head.substr(at, colon - at),
                         head.substr(colon + 2, head.find("\r\n", at) - colon - 2));
  }
  return response;
}

WireResponse RawClient::read_response() {
  auto response = read_head();
  const std::string length{response.headers.find("Content-Length").value_or("0")};
  const auto size = static_cast<std::size_t>(std::atol(length.c_str()));
  while (received_.size() < size)
    if (!fill()) return {};
  response.body = received_.substr(0, size);
  received_.erase(0, size);
  return response;
}

bool RawClient::read_until(std::string_view what) {
  while (received_.find(what) == std::string::npos)
    if (!fill()) return false;
  return true;
}

bool RawClient::closed_by_server() {
  std::array<char, 1> byte{};
  errno = 0;
  // A reset is an end as well; EAGAIN is the limit of our patience.
  return received_.empty() && ::recv(descriptor_, byte.data(), byte.size(), 0) <= 0 &&
         errno != EAGAIN;
}

bool RawClient::closed_within(int timeout_ms) const {
  pollfd watched{descriptor_, POLLRDHUP, 0};
  return ::poll(&watched, 1, timeout_ms) > 0;
}

void RawClient::end_sending() const {
  ::shutdown(descriptor_, SHUT_WR);
}

void RawClient::shrink_receive_buffer() const {
  constexpr int bytes = 4 << 10;
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

}  // namespace lockbox::test
