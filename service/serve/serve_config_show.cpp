#include <fmt/format.h>

#include "service/serve/serve_config.h"
#include "service/serve/toml_text.h"

namespace lockbox::service {
namespace {

std::string origin_of(const ServeConfig& config, const Setting& setting) {
  if (!setting.place) return "default";
  return fmt::format("{}:{}:{}", config.file.string(), setting.place->line, setting.place->column);
}

/// The line that opens the table of a setting, when the one before was of another table.
std::string heading(const Setting& setting, std::string_view table_before) {
  const auto table = setting.spec->table;
  if (table == scan_job_table && setting.path.ends_with(".name")) return "\n[[scan_job]]\n";
  if (table == table_before || table == scan_job_table) return {};
  return fmt::format("\n[{}]\n", table);
}

}  // namespace

std::string show_serve_config(const ServeConfig& config, Origins origins) {
  std::string text;
  std::string_view table;
  for (const auto& setting : config.settings) {
    text += heading(setting, table);
    table = setting.spec->table;
    const bool is_set = !setting.value.empty();
    const bool is_count = setting.spec->kind == SettingSpec::Kind::Count;
    if (is_set) {
      text += fmt::format("{} = {}", setting.spec->key,
                          is_count ? setting.value : toml_text(setting.value));
    } else {
      text += fmt::format("# {} is not set", setting.spec->key);
    }
    if (is_set && origins == Origins::Shown) text += "  # " + origin_of(config, setting);
    text += '\n';
  }
  return text;
}

}  // namespace lockbox::service
