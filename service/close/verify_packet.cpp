#include "service/close/verify_packet.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/file.h"
#include "core/limits.h"
#include "deposit/output/adjustment_file.h"
#include "deposit/output/posting_file.h"
#include "service/close/packet_manifest.h"
#include "service/close/recount.h"
#include "service/close/recount_sheet.h"

namespace lockbox::service::close {

namespace {

constexpr std::string_view table_ending = ".csv";

/// The name of the table in the file, or nothing for a file that is none.
std::optional<std::string> table_in(const PacketManifest& manifest, const std::string& file) {
  const auto head = manifest.packet + "-";
  if (!file.starts_with(head) || !file.ends_with(table_ending)) return std::nullopt;
  return file.substr(head.size(), file.size() - head.size() - table_ending.size());
}

Result<std::string> text_of(const std::filesystem::path& path, const ManifestFile& file) {
  const auto bytes = read_file(path, limits::text_file_bytes_max);
  if (!bytes) return fail(ErrorCode::InvalidInput, bytes.error().message);
  if (Sha256::of(*bytes) != file.sha256) {
    return fail(ErrorCode::InvalidInput,
                path.string() + ": it was changed after it was made: its hash is another.");
  }
  std::string text;
  text.reserve(bytes->size());
  for (const auto byte : *bytes) text.push_back(static_cast<char>(byte));
  return text;
}

/// Joins hashes as they come, left to right: a stack of whole trees, the smallest on top.
class RootOfLines {
 public:
  void add(std::string_view line) {
    std::string leaf{'\0'};
    trees_.push_back({1, Sha256::of(bytes_of(leaf.append(line)))});
    while (trees_.size() > 1 && trees_[trees_.size() - 2].first == trees_.back().first) join();
  }

  [[nodiscard]] Sha256 root() {
    if (trees_.empty()) return Sha256::of({});
    while (trees_.size() > 1) join();
    return trees_.back().second;
  }

 private:
  void join() {
    const auto right = trees_.back();
    trees_.pop_back();
    auto& left = trees_.back();
    std::string node{'\1'};
    for (const auto& hash : {left.second, right.second}) {
      for (const auto byte : hash.bytes) node.push_back(static_cast<char>(byte));
    }
    left = {left.first + right.first, Sha256::of(bytes_of(node))};
  }

  std::vector<std::pair<std::size_t, Sha256>> trees_;
};

/// The root over the lines of a table, its head left out.
std::pair<std::int64_t, Sha256> root_of_table(std::string_view csv) {
  constexpr std::string_view end_of_line = "\r\n";
  RootOfLines root;
  std::int64_t lines = -1;
  while (!csv.empty()) {
    const auto end = std::min(csv.find(end_of_line), csv.size());
    if (++lines > 0) root.add(csv.substr(0, end));
    csv.remove_prefix(std::min(end + end_of_line.size(), csv.size()));
  }
  return {std::max<std::int64_t>(lines, 0), root.root()};
}

/// Proves one packet.
class PacketProof {
 public:
  PacketProof(PacketReport& report, const std::filesystem::path& folder, PacketManifest manifest)
      : report_{report}, folder_{folder}, manifest_{std::move(manifest)} {}

  Result<void> prove() {
    TRY(check_files());
    TRY(check_root());
    TRY(check_books_files());
    const auto fault = recount({.tables = tables_,
                                .packet = manifest_.packet,
                                .day = manifest_.day,
                                .is_final = manifest_.is_final()});
    if (fault) return fail(ErrorCode::InvalidInput, (folder_ / *fault).string());
    TRY(check_named_files());
    ++report_.packets;
    if (!manifest_.is_final()) ++report_.provisional;
    return {};
  }

 private:
  Result<void> check_files() {
    for (const auto& file : manifest_.files) {
      if (!file.name.starts_with(manifest_.packet)) {
        return fail(ErrorCode::InvalidInput,
                    file.name + " is no file of packet " + manifest_.packet + ".");
      }
      auto text = TRY(text_of(folder_ / file.name, file));
      ++report_.files;
      if (const auto table = table_in(manifest_, file.name)) tables_[*table] = std::move(text);
    }
    return {};
  }

  Result<void> check_root() {
    const auto found = tables_.find("items");
    if (found == tables_.end()) {
      return fail(ErrorCode::InvalidInput, manifest_.packet + ": the packet has no items.");
    }
    const auto [items, root] = root_of_table(found->second);
    report_.items += items;
    if (items == manifest_.items && root == manifest_.items_root) return {};
    return fail(ErrorCode::InvalidInput,
                (folder_ / (manifest_.packet + "-items.csv")).string() +
                    ": its items are not those under the root in the manifest.");
  }

  /// Tickets and posting files lie beside the packet, or elsewhere.
  Result<void> check_books_files() {
    for (const auto& file : manifest_.books_files) {
      std::error_code ignored;  // What cannot be examined cannot be read either; reading says why.
      const auto path = folder_ / file.name;
      if (!std::filesystem::exists(path, ignored)) {
        ++report_.books_files_elsewhere;
        continue;
      }
      auto text = TRY(text_of(path, file));
      ++report_.books_files;
      if (file.kind == "posting") {
        postings_[file.name] = std::move(text);
      } else if (file.kind == "adjustments") {
        adjustments_[file.name] = std::move(text);
      }
    }
    return {};
  }

  /// The table of files against the manifest, and against the posting files themselves.
  Result<void> check_named_files() {
    const auto name = manifest_.packet + "-files.csv";
    const auto lines = TRY(read_sheet((folder_ / name).string(), tables_.at("files"),
                                      {{"name", "kind", "sha256"}, {"lines", "amount_cents"}}));
    if (lines.size() != manifest_.books_files.size()) {
      return fail(ErrorCode::InvalidInput,
                  (folder_ / name).string() + ": the manifest names other files.");
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto& named = manifest_.books_files[i];
      if (lines[i].text("name") != named.name || lines[i].text("sha256") != named.sha256.hex()) {
        return lines[i].fault("the manifest names another file here");
      }
      const auto adjusted = adjustments_.find(named.name);
      if (adjusted != adjustments_.end()) TRY(check_adjustments(lines[i], adjusted->second));
      const auto posting = postings_.find(named.name);
      if (posting == postings_.end()) continue;
      TRY(check_posting(lines[i], posting->second));
    }
    return {};
  }

  static Result<void> check_posting(const SheetLine& line, const std::string& text) {
    const auto posting = deposit::parse_posting_file(text);  // Adds it up against its trailer.
    if (!posting) return line.fault(posting.error().message);
    Money sum;
    for (const auto& one : posting->lines) sum += one.amount;
    if (std::ssize(posting->lines) == line.number("lines") &&
        sum.cents() == line.number("amount_cents")) {
      return {};
    }
    return line.fault("the posting file holds " + sum.to_string() + " (D7)");
  }

  static Result<void> check_adjustments(const SheetLine& line, const std::string& text) {
    const auto file = deposit::parse_adjustment_file(text);  // Adds it up against its trailer.
    if (!file) return line.fault(file.error().message);
    if (std::ssize(file->lines) == line.number("lines") &&
        file->total().cents() == line.number("amount_cents")) {
      return {};
    }
    return line.fault("the adjustment file holds " + file->total().to_string() + " (D7)");
  }

  PacketReport& report_;
  const std::filesystem::path& folder_;
  PacketManifest manifest_;
  TableTexts tables_;
  std::map<std::string, std::string> postings_;
  std::map<std::string, std::string> adjustments_;
};

Result<std::vector<std::filesystem::path>> manifests_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> manifests;
  std::error_code reason;
  for (const auto& entry : std::filesystem::directory_iterator{folder, reason}) {
    const auto name = entry.path().filename().string();
    if (name.starts_with("close-") && name.ends_with(manifest_ending)) {
      manifests.push_back(entry.path());
    }
  }
  if (reason) {
    return fail(ErrorCode::NotFound, folder.string() + ": " + reason.message() + ".");
  }
  if (manifests.empty()) {
    return fail(ErrorCode::NotFound,
                folder.string() +
                    ": there is no manifest of a close packet here; give the folder "
                    "that holds close-SITE-DAY" +
                    std::string{manifest_ending} + ".");
  }
  std::ranges::sort(manifests);
  return manifests;
}

}  // namespace

Result<PacketReport> verify_packets(const std::filesystem::path& folder) {
  PacketReport report;
  for (const auto& path : TRY(manifests_in(folder))) {
    const auto text = read_text_file(path, limits::text_file_bytes_max);
    auto manifest = text ? parse_packet_manifest(*text) : tl::unexpected(text.error());
    if (!manifest) {
      report.fault =
          text ? path.string() + ": " + manifest.error().message : manifest.error().message;
      return report;
    }
    const auto expected = manifest->packet + std::string{manifest_ending};
    if (path.filename() != expected) {
      report.fault = path.string() + ": it is the manifest of " + manifest->packet + ".";
      return report;
    }
    PacketProof proof{report, folder, *std::move(manifest)};
    if (const auto proved = proof.prove(); !proved) {
      report.fault = proved.error().message;
      return report;
    }
  }
  return report;
}

}  // namespace lockbox::service::close
