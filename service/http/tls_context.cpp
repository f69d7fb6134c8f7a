#include "service/http/tls_context.h"

#include "core/check.h"

namespace lockbox::service::http {
namespace {

namespace ssl = boost::asio::ssl;

/// For TLS 1.2; all suites of 1.3 are of this kind.
constexpr const char* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

Result<void> check(const boost::system::error_code& error, const std::filesystem::path& file) {
  if (!error) return {};
  return fail(ErrorCode::InvalidInput, file.string() + ": " + error.message() + ".");
}

}  // namespace

Result<std::shared_ptr<ssl::context>> make_tls_context(const TlsFiles& files) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  auto* native = context->native_handle();
  ENSURE(SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1);
  ENSURE(SSL_CTX_set_cipher_list(native, ciphers) == 1);
  context->set_options(SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                       SSL_OP_CIPHER_SERVER_PREFERENCE);
  boost::system::error_code error;
  context->use_certificate_chain_file(files.certificate_chain.string(), error);
  TRY(check(error, files.certificate_chain));
  context->use_private_key_file(files.private_key.string(), ssl::context::pem, error);
  TRY(check(error, files.private_key));
  return context;
}

}  // namespace lockbox::service::http
