#pragma once

#include <memory>

#include <boost/asio/ssl/context.hpp>

#include "core/result.h"
#include "service/http/server.h"

namespace lockbox::service::http {

/// TLS 1.2 and 1.3 with forward secrecy and authenticated ciphers only.  InvalidInput, naming the
/// file, for a certificate or key that cannot be read or do not belong together.
[[nodiscard]] Result<std::shared_ptr<boost::asio::ssl::context>> make_tls_context(
    const TlsFiles& files);

}  // namespace lockbox::service::http
