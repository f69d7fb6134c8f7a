#include "service/serve/serve_config.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "core/check.h"
#include "core/file.h"
#include "core/limits.h"
#include "service/config/table_reader.h"

namespace lockbox::service {
namespace {

constexpr std::string_view credential_prefix = "credential:";

/// Whether an address is this machine's own; nothing when it is no numeric address.
std::optional<bool> is_loopback(const std::string& address) {
  in_addr four{};
  if (::inet_pton(AF_INET, address.c_str(), &four) == 1) {
    return (ntohl(four.s_addr) >> 24) == IN_LOOPBACKNET;
  }
  in6_addr six{};
  if (::inet_pton(AF_INET6, address.c_str(), &six) == 1) return IN6_IS_ADDR_LOOPBACK(&six) != 0;
  return std::nullopt;
}

/// Words with slashes between them, as the time zone database names its zones.
bool is_zone_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '/';
  };
  return !name.empty() && name.front() != '/' && name.back() != '/' &&
         std::ranges::all_of(name, allowed);
}

/// Reads tables by their specs into `settings`.
class SettingsReader {
 public:
  SettingsReader(std::filesystem::path folder, std::filesystem::path credentials)
      : folder_{std::move(folder)}, credentials_{std::move(credentials)} {}

  void read(TableReader& reader, std::string_view table, const std::string& path) {
    for (const auto& spec : setting_specs()) {
      if (spec.table != table) continue;
      Setting setting{.spec = &spec, .path = path, .value = {}, .place = {}};
      if (!path.empty()) setting.path += '.';
      setting.path += spec.key;
      setting.place = reader.place_of(spec.key);
      setting.value = read_value(reader, spec, setting.place.has_value());
      if (spec.kind == SettingSpec::Kind::Path) setting.value = absolute(setting.value);
      settings_.push_back(std::move(setting));
    }
  }

  /// Reads the table of this name, or its defaults when the file has none.
  void read_optional_table(TableReader& file, std::string_view name) {
    static const TomlNode nothing{
        .kind = TomlKind::Table, .key = {}, .place = {}, .text = {}, .integer = 0, .children = {}};
    ConfigFaults no_faults{""};
    auto table = file.table(name, TableReader::Presence::Optional);
    if (!table) table.emplace(nothing, std::string{name}, no_faults);
    read(*table, name, std::string{name});
    table->refuse_unknown_keys();
  }

  [[nodiscard]] std::vector<Setting> take() { return std::move(settings_); }

 private:
  static std::string read_value(TableReader& reader, const SettingSpec& spec, bool is_there) {
    if (!is_there && spec.need == SettingSpec::Need::Optional) return std::string{spec.fallback};
    if (spec.kind != SettingSpec::Kind::Count) return reader.text(spec.key);
    return std::to_string(reader.count(spec.key, spec.greatest));
  }

  [[nodiscard]] std::string absolute(const std::string& value) const {
    if (value.empty()) return {};
    if (!value.starts_with(credential_prefix)) return (folder_ / value).lexically_normal().string();
    if (credentials_.empty() || value.find('/') != std::string::npos) return value;
    return (credentials_ / value.substr(credential_prefix.size())).string();
  }

  std::filesystem::path folder_;
  std::filesystem::path credentials_;
  std::vector<Setting> settings_;
};

Setting& setting_of(ServeConfig& config, std::string_view path) {
  const auto found = std::ranges::find(config.settings, path, &Setting::path);
  ENSURE(found != config.settings.end());
  return *found;
}

const std::string& value_of(ServeConfig& config, std::string_view path) {
  return setting_of(config, path).value;
}

/// 0 for what the reader found fault with.
std::int64_t number_of(ServeConfig& config, std::string_view path) {
  const auto& text = value_of(config, path);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// A path that stands beside the store unless the file says otherwise.
std::filesystem::path beside_store(ServeConfig& config, std::string_view path,
                                   std::string_view suffix) {
  auto& value = setting_of(config, path).value;
  if (value.empty()) value = config.store_file.string() + std::string{suffix};
  return value;
}

void read_scan_jobs(TableReader& file, SettingsReader& settings) {
  if (!file.place_of(scan_job_table)) return;
  int number = 0;
  for (auto& table : file.tables(scan_job_table)) {
    settings.read(table, scan_job_table, fmt::format("{}[{}]", scan_job_table, ++number));
    table.refuse_unknown_keys();
  }
}

void fill(ServeConfig& config) {
  config.organisation = value_of(config, "organisation");
  config.site_file = value_of(config, "site");
  config.time_zone = value_of(config, "time_zone");
  config.store_file = value_of(config, "store");
  config.image_folder = beside_store(config, "image_folder", ".images");
  config.key_folder = beside_store(config, "key_folder", ".keys");
  config.output_folder = config.store_file.string() + ".files";
  config.web_folder = value_of(config, "web_folder");
  config.listen_address = value_of(config, "listen.address");
  config.listen_port = static_cast<std::uint16_t>(number_of(config, "listen.port"));
  const auto& certificate = value_of(config, "listen.tls_certificate");
  const auto& key = value_of(config, "listen.tls_key");
  if (!certificate.empty() && !key.empty()) config.tls = TlsFiles{certificate, key};
  config.connections_max = static_cast<std::size_t>(number_of(config, "limits.connections"));
  config.body_bytes_max = static_cast<std::size_t>(number_of(config, "limits.body_bytes"));
  config.session_idle = std::chrono::minutes{number_of(config, "session.idle_minutes")};
  config.session_absolute = std::chrono::hours{number_of(config, "session.absolute_hours")};
  for (int number = 1;; ++number) {
    const auto path = fmt::format("{}[{}]", scan_job_table, number);
    if (std::ranges::find(config.settings, path + ".name", &Setting::path) ==
        config.settings.end()) {
      break;
    }
    config.scan_jobs.push_back({.name = value_of(config, path + ".name"),
                                .folder = value_of(config, path + ".folder"),
                                .lockbox = value_of(config, path + ".lockbox")});
  }
}

/// Notes faults at the place of a setting; those of a missing one at the start of the file.
class RuleFaults {
 public:
  RuleFaults(ServeConfig& config, ConfigFaults& faults) : config_{config}, faults_{faults} {}
  void add(std::string_view path, std::string_view reason) {
    faults_.add(setting_of(config_, path).place.value_or(SourcePlace{}), path, reason);
  }

 private:
  ServeConfig& config_;
  ConfigFaults& faults_;
};

void check_credential(ServeConfig& config, std::string_view path, RuleFaults& faults) {
  const auto& value = value_of(config, path);
  if (!is_absent_credential(value)) return;
  if (value.size() == credential_prefix.size() || value.find('/') != std::string::npos) {
    faults.add(path, "A credential has a name without folders: \"credential:NAME\".");
  }
}

void check_listening(ServeConfig& config, RuleFaults& faults) {
  const bool has_certificate = !value_of(config, "listen.tls_certificate").empty();
  const bool has_key = !value_of(config, "listen.tls_key").empty();
  if (has_certificate != has_key) {
    faults.add(has_certificate ? "listen.tls_certificate" : "listen.tls_key",
               "tls_certificate and tls_key must both be there or neither.");
  }
  check_credential(config, "listen.tls_certificate", faults);
  check_credential(config, "listen.tls_key", faults);
  const auto loopback = is_loopback(config.listen_address);
  if (!loopback) {
    faults.add("listen.address", "This must be an address, e.g. \"127.0.0.1\" or \"::1\".");
  } else if (!*loopback && !config.tls) {
    faults.add("listen.address",
               "Passwords would cross the network in clear: give tls_certificate and tls_key too, "
               "or listen on 127.0.0.1 only.");
  }
}

void check_scan_jobs(ServeConfig& config, RuleFaults& faults) {
  std::set<std::string> names;
  int number = 0;
  for (const auto& job : config.scan_jobs) {
    const auto path = fmt::format("{}[{}]", scan_job_table, ++number);
    for (const auto& [key, value] : {std::pair{".name", job.name}, {".lockbox", job.lockbox}}) {
      if (!value.empty() && !is_identifier(value)) {
        faults.add(path + key, "This may hold up to 40 letters, digits, '-' and '_'.");
      }
    }
    if (!names.insert(job.name).second) {
      faults.add(path + ".name", fmt::format("'{}' is defined more than once.", job.name));
    }
  }
}

/// The rules that need more than one key, or more than its type.
void check_rules(ServeConfig& config, RuleFaults& faults) {
  if (!config.time_zone.empty() && !is_zone_name(config.time_zone)) {
    faults.add("time_zone", "This must be the name of a zone, e.g. \"America/Chicago\".");
  }
  if (config.session_idle > config.session_absolute) {
    faults.add("session.idle_minutes", "This must not be longer than absolute_hours.");
  }
  check_listening(config, faults);
  check_scan_jobs(config, faults);
}

}  // namespace

bool is_absent_credential(const std::filesystem::path& file) {
  return file.string().starts_with(credential_prefix);
}

std::filesystem::path credentials_folder() {
  const char* const folder = ::secure_getenv("CREDENTIALS_DIRECTORY");
  return folder == nullptr ? std::filesystem::path{} : std::filesystem::path{folder};
}

Result<ServeConfig> parse_serve_config(std::string_view text, const std::filesystem::path& file,
                                       const std::filesystem::path& credentials) {
  const auto root = TRY(parse_toml(text, file.string()));
  ConfigFaults faults{file.string()};
  TableReader table{root, {}, faults};
  SettingsReader settings{std::filesystem::absolute(file).parent_path(), credentials};
  settings.read(table, "", "");
  for (const auto* const name : {"listen", "limits", "session"}) {
    settings.read_optional_table(table, name);
  }
  read_scan_jobs(table, settings);
  table.refuse_unknown_keys();

  ServeConfig config;
  config.file = file;
  config.settings = settings.take();
  fill(config);
  RuleFaults rule_faults{config, faults};
  if (faults.empty()) check_rules(config, rule_faults);
  if (!faults.empty()) return tl::unexpected(faults.to_error());
  return config;
}

Result<ServeConfig> read_serve_config(const std::filesystem::path& file) {
  return parse_serve_config(TRY(read_text_file(file, limits::config_file_bytes_max)), file,
                            credentials_folder());
}

}  // namespace lockbox::service
