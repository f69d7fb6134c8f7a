#include "service/http/static_files.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/file.h"
#include "core/sha256.h"

namespace lockbox::service::http {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t file_bytes_max = 8 << 20;
constexpr std::size_t files_max = 1'000;
constexpr std::size_t name_hash_letters = 8;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".pdf", "application/pdf"},
}};

std::string text_of(ByteView bytes) {
  std::string text(bytes.size(), '\0');
  std::ranges::transform(bytes, text.begin(), [](std::byte b) { return static_cast<char>(b); });
  return text;
}

std::string_view next_item(std::string_view& rest) {
  const auto end = std::min(rest.find(','), rest.size());
  auto item = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  while (item.starts_with(' ')) item.remove_prefix(1);
  while (item.ends_with(' ')) item.remove_suffix(1);
  return item;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  for (auto rest = if_none_match; !rest.empty();) {
    auto item = next_item(rest);
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item == "*" || item == etag) return true;
  }
  return false;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  for (auto rest = accept_encoding; !rest.empty();) {
    const auto item = next_item(rest);
    const auto name = item.substr(0, std::min(item.find_first_of("; "), item.size()));
    if (!equal_without_case(name, "gzip")) continue;
    const auto weight = item.find("q=");
    return weight == std::string_view::npos ||
           item.substr(weight + 2).find_first_not_of("0.") != std::string_view::npos;
  }
  return false;
}

bool has_hashed_name(std::string_view name) {
  const auto dash = name.rfind('-');
  if (dash == std::string_view::npos) return false;
  const auto hash = name.substr(dash + 1, name.find('.', dash) - dash - 1);
  return hash.size() == name_hash_letters && name.size() > dash + 1 + hash.size() &&
         hash.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

Result<StaticFiles::File> StaticFiles::read(const fs::path& path) {
  const auto* type = std::ranges::find(content_types, path.extension().string(),
                                       &std::pair<std::string_view, std::string_view>::first);
  if (type == content_types.end())
    return fail(ErrorCode::InvalidInput, path.string() + ": the kind of this file is not known.");
  const auto bytes = TRY(read_file(path, file_bytes_max));
  File file;
  file.content_type = type->second;
  file.etag = '"' + Sha256::of(bytes).hex().substr(0, 32) + '"';
  file.immutable = has_hashed_name(path.filename().string());
  file.plain = std::make_shared<const std::string>(text_of(bytes));
  auto twin = path;
  twin += ".gz";
  if (std::error_code ignored; fs::exists(twin, ignored))
    file.gzipped =
        std::make_shared<const std::string>(text_of(TRY(read_file(twin, file_bytes_max))));
  return file;
}

Result<StaticFiles> StaticFiles::load(const fs::path& folder) {
  StaticFiles loaded;
  std::error_code error;
  fs::recursive_directory_iterator entry{folder, error};
  for (; !error && entry != fs::recursive_directory_iterator{}; entry.increment(error)) {
    if (!entry->is_regular_file(error) || entry->path().extension() == ".gz") continue;
    if (loaded.files_.size() >= files_max)
      return fail(ErrorCode::InvalidInput, folder.string() + ": more files than a site has.");
    loaded.files_.emplace("/" + entry->path().lexically_relative(folder).generic_string(),
                          TRY(read(entry->path())));
  }
  if (error) return fail(ErrorCode::NotFound, folder.string() + ": " + error.message() + ".");
  return loaded;
}

Response StaticFiles::respond_with(const File& file, const Request& request) {
  Response response;
  response.headers.add("ETag", file.etag);
  response.headers.add("Cache-Control",
                       file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.add("Vary", "Accept-Encoding");
  if (names_etag(request.headers.find("If-None-Match").value_or(""), file.etag)) {
    response.status = 304;
    return response;
  }
  response.headers.add("Content-Type", std::string{file.content_type});
  response.body = file.plain;
  if (file.gzipped && accepts_gzip(request.headers.find("Accept-Encoding").value_or(""))) {
    response.headers.add("Content-Encoding", "gzip");
    response.body = file.gzipped;
  }
  return response;
}

std::optional<Response> StaticFiles::respond(const Request& request) const {
  if (request.path == "/") return respond_index(request);
  const auto found = files_.find(request.path);
  if (found == files_.end()) return std::nullopt;
  return respond_with(found->second, request);
}

std::optional<Response> StaticFiles::respond_index(const Request& request) const {
  const auto found = files_.find("/index.html");
  if (found == files_.end()) return std::nullopt;
  return respond_with(found->second, request);
}

}  // namespace lockbox::service::http
