#include "service/config/batch_file.h"

#include <charconv>
#include <sstream>

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

/// Whole numbers above zero, separated by blanks.
std::vector<std::int64_t> read_work_units(TableReader& table) {
  std::vector<std::int64_t> numbers;
  std::istringstream words{table.optional_text("work_units")};
  for (std::string word; words >> word;) {
    std::int64_t number = 0;
    const auto* const end = word.data() + word.size();
    const auto [last, error] = std::from_chars(word.data(), end, number);
    if (error != std::errc{} || last != end || number < 1) {
      table.fault("work_units", "This must be numbers of work units, with blanks between them.");
      return {};
    }
    numbers.push_back(number);
  }
  return numbers;
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
  auto work_units = read_work_units(table);
  table.refuse_unknown_keys();
  if (!faults.empty() || !day) return tl::unexpected(faults.to_error());
  return BatchFile{.lockbox = lockbox,
                   .business_day = *day,
                   .job = job,
                   .prepared_by = prepared_by,
                   .control = control,
                   .work_units = std::move(work_units)};
}

Result<BatchFile> read_batch_file(const std::filesystem::path& path) {
  return parse_batch_file(TRY(read_text_file(path, limits::config_file_bytes_max)), path.string());
}

}  // namespace lockbox::service
