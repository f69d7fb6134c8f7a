#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>

#include "core/check.h"
#include "core/file.h"
#include "core/open_file.h"
#include "service/config/site_file.h"
#include "service/config/table_reader.h"
#include "service/serve/serve_config.h"

namespace lockbox::service {
namespace {

constexpr std::int64_t pem_file_bytes_max = 1 << 20;
constexpr auto zone_folder = "/usr/share/zoneinfo";

/// Gathers what this machine has to say against a configuration.
class Surroundings {
 public:
  explicit Surroundings(const ServeConfig& config)
      : config_{config}, faults_{config.file.string()} {}

  Result<void> check() {
    check_site();
    check_zone();
    if (!config_.web_folder.empty()) {
      check_file(config_.web_folder / "index.html", "web_folder",
                 "No index.html is here; the pages have not been built or installed.");
    }
    if (config_.tls) check_tls(*config_.tls);
    if (faults_.empty()) return {};
    return tl::unexpected(faults_.to_error());
  }

 private:
  void fault(std::string_view path, const std::string& reason) {
    const auto found = std::ranges::find(config_.settings, path, &Setting::path);
    ENSURE(found != config_.settings.end());
    faults_.add(found->place.value_or(SourcePlace{}), path, reason);
  }

  void check_file(const std::filesystem::path& file, std::string_view path,
                  std::string_view reason) {
    std::error_code ignored;  // What cannot be examined cannot be used either.
    if (!std::filesystem::is_regular_file(file, ignored)) fault(path, std::string{reason});
  }

  void check_zone() {
    if (is_time_zone(config_.time_zone)) return;
    fault("time_zone",
          fmt::format("This machine's time zone database has no '{}'.", config_.time_zone));
  }

  void check_site() {
    const auto site = read_site(config_.site_file);
    if (!site) fault("site", site.error().message);
    int number = 0;
    for (const auto& job : config_.scan_jobs) {
      const auto path = fmt::format("{}[{}]", scan_job_table, ++number);
      std::error_code ignored;
      if (!std::filesystem::is_directory(job.folder, ignored)) {
        fault(path + ".folder", fmt::format("There is no folder {}.", job.folder.string()));
      }
      if (site && std::ranges::find(site->lockboxes, job.lockbox) == site->lockboxes.end()) {
        fault(path + ".lockbox", fmt::format("The site has no lockbox '{}'.", job.lockbox));
      }
    }
  }

  void check_tls(const TlsFiles& tls) {
    if (const auto read = check_pem(tls.certificate); !read) {
      fault("listen.tls_certificate", read.error().message);
    }
    auto key = check_pem(tls.key);
    if (key) key = check_private(tls.key);
    if (!key) fault("listen.tls_key", key.error().message);
  }

  static Result<void> check_pem(const std::filesystem::path& file) {
    if (is_absent_credential(file)) return {};
    const auto text = TRY(read_text_file(file, pem_file_bytes_max));
    if (text.find("-----BEGIN ") != std::string::npos) return {};
    return fail(ErrorCode::InvalidInput, file.string() + " is not PEM.");
  }

  static Result<void> check_private(const std::filesystem::path& file) {
    if (is_absent_credential(file)) return {};
    const auto opened = TRY(OpenFile::open(file, O_RDONLY | O_NONBLOCK));
    if ((TRY(opened.permissions()) & 0077U) == 0) return {};
    return fail(ErrorCode::NotPermitted,
                file.string() + " is open to other users; take their permissions away.");
  }

  const ServeConfig& config_;
  ConfigFaults faults_;
};

}  // namespace

bool is_time_zone(std::string_view name) {
  std::error_code ignored;  // What cannot be examined cannot be used either.
  return std::filesystem::is_regular_file(std::filesystem::path{zone_folder} / name, ignored);
}

Result<void> check_surroundings(const ServeConfig& config) {
  return Surroundings{config}.check();
}

}  // namespace lockbox::service
