#include "service/http/byte_stream.h"

#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

namespace lockbox::service::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

void close_socket(tcp::socket& socket, Ending ending) {
  ByteStream::Error ignored;  // It is gone either way.
  if (ending == Ending::Abort) socket.set_option(asio::socket_base::linger{true, 0}, ignored);
  socket.close(ignored);
}

class PlainStream final : public ByteStream {
 public:
  explicit PlainStream(tcp::socket socket) : socket_{std::move(socket)} {}

  void handshake(Done done) override {
    asio::post(socket_.get_executor(), [done] { done({}); });
  }
  void read_some(asio::mutable_buffer into, DoneBytes done) override {
    socket_.async_read_some(into, std::move(done));
  }
  void write(std::array<asio::const_buffer, 2> from, Done done) override {
    asio::async_write(socket_, from,
                      [done = std::move(done)](Error error, std::size_t) { done(error); });
  }
  void end_writing(Done done) override {
    Error error;
    socket_.shutdown(tcp::socket::shutdown_send, error);
    asio::post(socket_.get_executor(), [done = std::move(done), error] { done(error); });
  }
  void close(Ending ending) override { close_socket(socket_, ending); }

 private:
  tcp::socket socket_;
};

class TlsStream final : public ByteStream {
 public:
  TlsStream(tcp::socket socket, asio::ssl::context& context)
      : stream_{std::move(socket), context} {}

  void handshake(Done done) override {
    stream_.async_handshake(asio::ssl::stream_base::server, std::move(done));
  }
  void read_some(asio::mutable_buffer into, DoneBytes done) override {
    stream_.async_read_some(into, std::move(done));
  }
  void write(std::array<asio::const_buffer, 2> from, Done done) override {
    asio::async_write(stream_, from,
                      [done = std::move(done)](Error error, std::size_t) { done(error); });
  }
  void end_writing(Done done) override { stream_.async_shutdown(std::move(done)); }
  void close(Ending ending) override { close_socket(stream_.next_layer(), ending); }

 private:
  asio::ssl::stream<tcp::socket> stream_;
};

}  // namespace

std::unique_ptr<ByteStream> plain_stream(tcp::socket socket) {
  return std::make_unique<PlainStream>(std::move(socket));
}

std::unique_ptr<ByteStream> tls_stream(tcp::socket socket, asio::ssl::context& context) {
  return std::make_unique<TlsStream>(std::move(socket), context);
}

}  // namespace lockbox::service::http
