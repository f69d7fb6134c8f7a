#pragma once

/// @file
/// The keys of lockbox.toml as data: what reads the file, `lockbox config show` and the manual page
/// lockbox.toml(5) all go by this table.

#include <cstdint>
#include <span>
#include <string_view>

namespace lockbox::service {

struct SettingSpec {
  enum class Kind { Text, Path, Count };
  enum class Need { Required, Optional };

  std::string_view table;  ///< Empty: of the file itself; `scan_job_table`: of each [[scan_job]].
  std::string_view key;
  Kind kind = Kind::Text;
  Need need = Need::Optional;
  std::string_view fallback;   ///< The value of an optional key that is missing.
  std::int64_t greatest = 0;   ///< Of a Count; the least is 1.
  std::string_view meaning{};  ///< Sentences for people.
};

inline constexpr std::string_view scan_job_table = "scan_job";

/// All of them, those of one table together, in the order in which people should see them.
[[nodiscard]] std::span<const SettingSpec> setting_specs();

}  // namespace lockbox::service
