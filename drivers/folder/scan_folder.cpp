#include "drivers/folder/scan_folder.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "core/limits.h"
#include "core/text.h"

namespace lockbox::drivers {
namespace {

constexpr std::size_t sequence_digits = 6;

/// Two sides a document, and as much again of other files; a folder beyond that is no scan folder.
constexpr std::size_t folder_entries_max = 4 * limits::documents_per_batch_max;

[[nodiscard]] char to_lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

[[nodiscard]] bool is_picture_extension(std::string_view extension) {
  constexpr std::array<std::string_view, 5> known{".tif", ".tiff", ".jpg", ".jpeg", ".png"};
  std::string lower{extension};
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  return std::find(known.begin(), known.end(), lower) != known.end();
}

/// File names may hold any byte; what is shown to people or written as JSON may not.
[[nodiscard]] std::string printable(std::string_view name) {
  std::string shown;
  for (const char letter : name) {
    const bool plain = letter >= ' ' && letter <= '~';
    shown += plain ? std::string(1, letter)
                   : fmt::format("\\x{:02x}", static_cast<unsigned char>(letter));
  }
  return shown;
}

/// Documents that feeding the sheets gives: one each, and one for each number of a short gap.
[[nodiscard]] std::int64_t documents_of(const std::map<std::int64_t, Sheet>& sheets) {
  std::int64_t documents = 0;
  std::int64_t previous = sheets.begin()->first - 1;
  for (const auto& [sequence, sheet] : sheets) {
    const std::int64_t gap = sequence - previous - 1;
    documents += 1 + (gap <= limits::sequence_gap_documents_max ? gap : 0);
    previous = sequence;
  }
  return documents;
}

[[nodiscard]] std::vector<std::string>& names_of(ScanFolder& folder, const PictureName& picture) {
  Sheet& sheet = folder.sheets[picture.sequence];
  return picture.side == Side::Front ? sheet.fronts : sheet.rears;
}

/// Finds the place of a name that is no picture's, once all pictures have theirs.
void sort_in(ScanFolder& folder, std::string name) {
  const auto claim = parse_side_name(name);
  if (!claim) {
    const bool looks_like_picture =
        is_picture_extension(std::filesystem::path{name}.extension().string());
    (looks_like_picture ? folder.unnumbered : folder.ignored).push_back(std::move(name));
    return;
  }
  auto& names = names_of(folder, *claim);
  const bool is_companion = std::any_of(names.begin(), names.end(), [](const auto& other) {
    return parse_picture_name(other).has_value();
  });
  (is_companion ? folder.ignored : names).push_back(std::move(name));
}

[[nodiscard]] Result<std::vector<std::string>> entry_names(const std::filesystem::path& path) {
  std::error_code error;
  std::vector<std::string> names;
  std::filesystem::directory_iterator entry{path, error};
  while (!error && entry != std::filesystem::directory_iterator{}) {
    names.push_back(entry->path().filename().string());
    if (names.size() > folder_entries_max) {
      return fail(ErrorCode::InvalidInput,
                  fmt::format("Scan folder '{}' holds more than {} entries.", path.string(),
                              folder_entries_max));
    }
    entry.increment(error);
  }
  if (error) {
    return fail(ErrorCode::Unavailable, fmt::format("Scan folder '{}' cannot be listed: {}.",
                                                    path.string(), error.message()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

[[nodiscard]] Result<void> check_is_folder(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    return fail(ErrorCode::NotFound,
                fmt::format("Scan folder '{}' does not exist.", path.string()));
  }
  if (error) {
    return fail(ErrorCode::Unavailable, fmt::format("Scan folder '{}' cannot be opened: {}.",
                                                    path.string(), error.message()));
  }
  if (!std::filesystem::is_directory(status)) {
    return fail(ErrorCode::InvalidInput, fmt::format("'{}' is not a folder.", path.string()));
  }
  return {};
}

}  // namespace

std::optional<PictureName> parse_side_name(std::string_view name) {
  const auto digits = name.substr(0, sequence_digits);
  const auto rest = name.substr(digits.size());
  if (digits.size() < sequence_digits || !std::all_of(digits.begin(), digits.end(), is_digit) ||
      rest.size() < 2 || rest[1] != '.') {
    return std::nullopt;
  }
  const char letter = to_lower(rest[0]);
  if (letter != 'f' && letter != 'r') return std::nullopt;
  std::int64_t sequence = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
  return PictureName{sequence, letter == 'f' ? Side::Front : Side::Rear};
}

std::optional<PictureName> parse_picture_name(std::string_view name) {
  const auto side = parse_side_name(name);
  if (!side || !is_picture_extension(name.substr(sequence_digits + 1))) return std::nullopt;
  return side;
}

std::string format_sequence(std::int64_t sequence) {
  return fmt::format("{:0{}}", sequence, sequence_digits);
}

Result<ScanFolder> list_scan_folder(const std::filesystem::path& path) {
  TRY(check_is_folder(path));
  ScanFolder folder{path, {}, {}, {}};
  std::vector<std::string> others;
  for (auto& name : TRY(entry_names(path))) {
    if (const auto picture = parse_picture_name(name)) {
      names_of(folder, *picture).push_back(std::move(name));
    } else {
      others.push_back(printable(name));
    }
  }
  for (auto& name : others) sort_in(folder, std::move(name));
  if (folder.sheets.empty()) {
    return fail(
        ErrorCode::InvalidInput,
        fmt::format("Scan folder '{}' holds no picture named like 000001F.tif.", path.string()));
  }
  if (documents_of(folder.sheets) > limits::documents_per_batch_max) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("Scan folder '{}' holds more than {} documents.", path.string(),
                            limits::documents_per_batch_max));
  }
  return folder;
}

}  // namespace lockbox::drivers
