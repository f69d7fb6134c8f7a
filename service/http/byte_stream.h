#pragma once

/// @file
/// A connection's bytes, plain or through TLS.  For the sources of the server only.

#include <array>
#include <functional>
#include <memory>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

namespace boost::asio::ssl {
class context;
}

namespace lockbox::service::http {

/// `Abort` throws away what the peer has not taken yet: a peer that takes nothing would hold it.
enum class Ending { Orderly, Abort };

/// At most one read and one write are under way at a time.
class ByteStream {
 public:
  using Error = boost::system::error_code;
  using Done = std::function<void(Error)>;
  using DoneBytes = std::function<void(Error, std::size_t)>;

  virtual ~ByteStream() = default;
  virtual void handshake(Done done) = 0;
  virtual void read_some(boost::asio::mutable_buffer into, DoneBytes done) = 0;
  /// Writes all of both.
  virtual void write(std::array<boost::asio::const_buffer, 2> from, Done done) = 0;
  /// Tells the peer that nothing more comes.
  virtual void end_writing(Done done) = 0;
  /// Everything under way ends with an error.
  virtual void close(Ending ending) = 0;
};

[[nodiscard]] std::unique_ptr<ByteStream> plain_stream(boost::asio::ip::tcp::socket socket);
[[nodiscard]] std::unique_ptr<ByteStream> tls_stream(boost::asio::ip::tcp::socket socket,
                                                     boost::asio::ssl::context& context);

}  // namespace lockbox::service::http
