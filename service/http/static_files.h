#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/result.h"
#include "service/http/http_types.h"

namespace lockbox::service::http {

/// The built files of the web screens, read once and kept in memory with their gzipped twins
/// ("app.js" and "app.js.gz").
class StaticFiles {
 public:
  /// Names the folder or the file that is missing, too large or of an unknown kind.
  [[nodiscard]] static Result<StaticFiles> load(const std::filesystem::path& folder);

  /// The file at the path of a GET or HEAD; nothing if there is none.  "/" is index.html.
  [[nodiscard]] std::optional<Response> respond(const Request& request) const;
  /// index.html, for the address of a screen; nothing if the folder has none.
  [[nodiscard]] std::optional<Response> respond_index(const Request& request) const;

 private:
  struct File {
    std::string_view content_type;
    std::string etag;
    bool immutable = false;
    SharedText plain;
    SharedText gzipped;  ///< Null if there is no twin.
  };

  [[nodiscard]] static Result<File> read(const std::filesystem::path& path);
  [[nodiscard]] static Response respond_with(const File& file, const Request& request);

  std::map<std::string, File, std::less<>> files_;
};

/// Whether the value of Accept-Encoding takes gzip (RFC 9110 section 12.5.3).
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);
/// Whether a name carries a hash of its content, "app-5KJ2WQ7L.js": such a file never changes.
[[nodiscard]] bool has_hashed_name(std::string_view name);

}  // namespace lockbox::service::http
