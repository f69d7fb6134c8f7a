#pragma once

#include <filesystem>

#include "service/http/server.h"

namespace lockbox::test {

/// Writes a fresh P-256 key and its self-signed certificate for "localhost" into the folder.
[[nodiscard]] service::http::TlsFiles write_test_certificate(const std::filesystem::path& folder);

}  // namespace lockbox::test
