#include "service/close/adjustment_files.h"

#include <algorithm>
#include <map>

#include "core/file.h"
#include "core/limits.h"
#include "core/sha256.h"
#include "deposit/output/adjustment_file.h"

namespace lockbox::service::close {

namespace {

/// The entries of each lockbox that no file tells of.
using Untold = std::map<std::string, std::vector<deposit::ledger::Entry>>;

Untold untold_of(std::vector<deposit::ledger::Entry> entries) {
  Untold untold;
  for (auto& entry : entries) {
    if (!entry.file.empty() || deposit::adjustment_lines(entry).empty()) continue;
    untold[entry.lockbox].push_back(std::move(entry));
  }
  return untold;
}

deposit::AdjustmentFile file_of(const deposit::Site& site, const std::string& lockbox,
                                const BusinessDay& day,
                                const std::vector<deposit::ledger::Entry>& entries) {
  deposit::AdjustmentFile file{site.id, lockbox, day, 1, {}};
  for (const auto& entry : entries) {
    auto lines = deposit::adjustment_lines(entry);
    std::ranges::move(lines, std::back_inserter(file.lines));
  }
  return file;
}

deposit::AdjustmentFileRecord record_of(const deposit::AdjustmentFile& file,
                                        const std::vector<deposit::ledger::Entry>& entries,
                                        std::string_view text) {
  deposit::AdjustmentFileRecord record{file.lockbox,
                                       file.business_day,
                                       file.sequence,
                                       "adjustments-" + file.id() + ".csv",
                                       Sha256::of(bytes_of(text)).hex(),
                                       static_cast<std::int64_t>(file.lines.size()),
                                       file.total(),
                                       {}};
  for (const auto& entry : entries) record.entries.push_back(entry.number);
  return record;
}

}  // namespace

Result<std::vector<deposit::AdjustmentFileRecord>> make_adjustment_files(
    deposit::Books& books, const deposit::Site& site, const BusinessDay& day,
    const std::filesystem::path& folder, const deposit::Actor& actor) {
  TRY(make_directory_durably(folder));
  const auto known = TRY(books.ledger().files(site.id, day));
  const auto untold = untold_of(TRY(books.ledger().entries(site.id, {.day = day})));
  for (const auto& [lockbox, entries] : untold) {
    auto file = file_of(site, lockbox, day, entries);
    file.sequence += std::ranges::count(known, lockbox, &deposit::AdjustmentFileRecord::lockbox);
    const auto text = TRY(deposit::prove_adjustment_file(file));
    const auto record = record_of(file, entries, text);
    TRY(write_file_durably(folder / record.name, bytes_of(text)));
    TRY(books.ledger().record_file(site.id, record, actor));
  }
  return books.ledger().files(site.id, day);
}

Result<Bytes> adjustment_file_bytes(const std::vector<deposit::AdjustmentFileRecord>& files,
                                    const std::filesystem::path& folder, const std::string& name) {
  const auto file = std::ranges::find(files, name, &deposit::AdjustmentFileRecord::name);
  if (file == files.end()) {
    return fail(ErrorCode::NotFound, "No adjustment file of this day is called " + name + ".");
  }
  auto bytes = read_file(folder / name, limits::text_file_bytes_max);
  if (bytes && Sha256::of(*bytes).hex() == file->sha256_hex) return bytes;
  return fail(ErrorCode::Conflict,
              name + " is not in the output folder as it was made; restore it from a backup.");
}

}  // namespace lockbox::service::close
