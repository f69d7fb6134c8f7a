#include "service/config/batch_file.h"

#include "core/file.h"
#include "core/limits.h"
#include "service/config/table_reader.h"

namespace lockbox::service {
namespace {

std::optional<deposit::ControlTotals> read_control(TableReader& table) {
  const auto documents = table.optional_amount("declared_documents");
  const auto cents = table.optional_amount("declared_cents");
  if (documents.has_value() != cents.has_value()) {
    table.fault(documents ? "declared_documents" : "declared_cents",
                "declared_documents and declared_cents must both be there or neither.");
  }
  if (!documents || !cents) return std::nullopt;
  if (*documents > limits::documents_per_batch_max) {
    table.fault("declared_documents", "A batch cannot hold so many documents.");
  }
  return deposit::ControlTotals{.documents = *documents, .amount = Money::from_cents(*cents)};
}

}  // namespace

Result<BatchFile> parse_batch_file(std::string_view text, const std::string& file) {
  const auto root = TRY(parse_toml(text, file));
  ConfigFaults faults{file};
  TableReader table{root, {}, faults};
  const auto lockbox = table.identifier("lockbox");
  const auto day = table.business_day("business_day", TableReader::Presence::Required);
  const auto job = table.identifier("job");
  const auto prepared_by = table.optional_text("prepared_by");
  const auto control = read_control(table);
  table.refuse_unknown_keys();
  if (!faults.empty() || !day) return tl::unexpected(faults.to_error());
  return BatchFile{.lockbox = lockbox,
                   .business_day = *day,
                   .job = job,
                   .prepared_by = prepared_by,
                   .control = control};
}

Result<BatchFile> read_batch_file(const std::filesystem::path& path) {
  return parse_batch_file(TRY(read_text_file(path, limits::config_file_bytes_max)), path.string());
}

}  // namespace lockbox::service
