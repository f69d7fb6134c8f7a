#pragma once

#include <filesystem>
#include <optional>

#include "core/result.h"
#include "service/http/static_files.h"
#include "service/serve/serve_config.h"

namespace lockbox::service {

/// Where the pages are that belong to a program: in share/lockbox/web beside the folder that it was
/// installed in, or in the source tree that it was built in; nothing if they are in neither.
[[nodiscard]] std::optional<std::filesystem::path> pages_of_program(
    const std::filesystem::path& program);

/// The pages of the browser's part: those of `web_folder`, or of this program when the key is
/// missing.  Nothing when the program came without any.
[[nodiscard]] Result<std::optional<http::StaticFiles>> load_pages(const ServeConfig& config);

}  // namespace lockbox::service
