#pragma once

/// @file
/// lockbox.toml: how the service runs on this machine.  What the site does its work by is in
/// SITE.toml; the keys are described in `settings.cpp` and, from there, in lockbox.toml(5).
///
///     organisation = "City of Riverton"
///     site = "site.toml"                   # relative paths start at this file
///     time_zone = "America/Chicago"
///
///     [listen]
///     address = "10.1.2.3"
///     port = 8443
///     tls_certificate = "credential:lockbox_tls.crt"
///     tls_key = "credential:lockbox_tls.key"
///
///     [[scan_job]]
///     name = "water"
///     folder = "/srv/scans/water"
///     lockbox = "RIVERTON-MAIL"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "service/config/toml_node.h"
#include "service/serve/settings.h"

namespace lockbox::service {

/// One value and where it came from.
struct Setting {
  const SettingSpec* spec;
  std::string path;                  ///< "listen.port", "scan_job[1].folder".
  std::string value;                 ///< As text; a path is absolute.
  std::optional<SourcePlace> place;  ///< Of the key in the file; nothing: it is the default.
};

struct TlsFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

struct ScanJob {
  std::string name;
  std::filesystem::path folder;
  std::string lockbox;
};

struct ServeConfig {
  std::filesystem::path file;  ///< lockbox.toml itself.
  std::string organisation;
  std::filesystem::path site_file;
  std::string time_zone;
  std::filesystem::path store_file;
  std::filesystem::path image_folder;
  std::filesystem::path key_folder;
  std::filesystem::path output_folder;  ///< Tickets and posting files; beside the store.
  std::filesystem::path web_folder;     ///< Empty: the pages that came with the program.
  std::string listen_address;           ///< A numeric address.
  std::uint16_t listen_port = 0;
  std::optional<TlsFiles> tls;
  std::size_t connections_max = 0;
  std::size_t body_bytes_max = 0;
  std::chrono::minutes session_idle{};
  std::chrono::hours session_absolute{};
  std::vector<ScanJob> scan_jobs;
  std::vector<Setting> settings;  ///< All of the above, in the order of `setting_specs`.
};

/// Where systemd puts the credentials of this process; empty outside of a unit that has some.
[[nodiscard]] std::filesystem::path credentials_folder();

/// True for "credential:NAME" read where there are no credentials: only the unit has the file.
[[nodiscard]] bool is_absent_credential(const std::filesystem::path& file);

/// The configuration, or one error that lists every fault, one a line: "FILE:LINE:COLUMN: KEY:
/// REASON".  Looks at nothing but the text.  `credentials` is where "credential:NAME" is looked
/// for.
[[nodiscard]] Result<ServeConfig> parse_serve_config(std::string_view text,
                                                     const std::filesystem::path& file,
                                                     const std::filesystem::path& credentials);
[[nodiscard]] Result<ServeConfig> read_serve_config(const std::filesystem::path& file);

/// Holds the configuration against this machine: the site file and what it must have, the folders,
/// the TLS files, the time zone.  One error with every fault, as above.
[[nodiscard]] Result<void> check_surroundings(const ServeConfig& config);

/// Whether this machine's time zone database has a zone of the name.
[[nodiscard]] bool is_time_zone(std::string_view name);

enum class Origins { Hidden, Shown };
/// Every value in force as the text of a lockbox.toml that says the same; with origins, each with
/// the place it came from, or "default", in a comment.
[[nodiscard]] std::string show_serve_config(const ServeConfig& config, Origins origins);

}  // namespace lockbox::service
