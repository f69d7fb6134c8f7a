#include "service/config/correction_table.h"

#include "core/file.h"
#include "core/limits.h"

namespace lockbox::service {

namespace {

/// No bank takes a check more often.
constexpr std::int64_t presentments_max = 3;

}  // namespace

deposit::ledger::CorrectionPolicy read_corrections(TableReader& file) {
  deposit::ledger::CorrectionPolicy policy;
  auto table = file.table("corrections", TableReader::Presence::Optional);
  if (!table) return policy;
  if (table->place_of("max_presentments")) {
    policy.max_presentments = table->count("max_presentments", presentments_max);
  }
  if (table->place_of("one_person_max")) policy.one_person_max = table->dollars("one_person_max");
  if (table->place_of("write_off_max")) policy.write_off_max = table->dollars("write_off_max");
  if (table->place_of("charge_back_one_person_max")) {
    policy.charge_back_one_person_max = table->dollars("charge_back_one_person_max");
  }
  table->refuse_unknown_keys();
  return policy;
}

Result<deposit::ledger::CorrectionPolicy> read_correction_policy(
    const std::filesystem::path& site_file) {
  const auto text = TRY(read_text_file(site_file, limits::config_file_bytes_max));
  const auto root = TRY(parse_toml(text, site_file.string()));
  ConfigFaults faults{site_file.string()};
  TableReader table{root, {}, faults};
  const auto policy = read_corrections(table);
  if (!faults.empty()) return tl::unexpected(faults.to_error());
  return policy;
}

}  // namespace lockbox::service
