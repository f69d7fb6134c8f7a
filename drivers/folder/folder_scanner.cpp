#include "drivers/folder/folder_scanner.h"

#include <fmt/core.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/file.h"
#include "core/limits.h"
#include "encode/image/image_codec.h"

namespace lockbox::drivers {
namespace {

/// One side as far as it could be had.  A foreign file gives both: its bytes and the fault.
struct SideRead {
  std::optional<ScannedImage> image;
  std::optional<Fault> fault;
};

[[nodiscard]] SideRead refuse(FaultCode code, std::string message) {
  return {std::nullopt, Fault{code, std::move(message)}};
}

[[nodiscard]] SideRead unreadable(const std::string& name, std::string_view reason) {
  return refuse(FaultCode::UnreadableFile, fmt::format("{} cannot be read: {}.", name, reason));
}

[[nodiscard]] SideRead read_picture(const std::filesystem::path& folder, const std::string& name) {
  if (!parse_picture_name(name)) {
    return refuse(FaultCode::ForeignFile,
                  fmt::format("{} is not named as a TIFF, JPEG or PNG.", name));
  }
  const auto path = folder / name;
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  if (std::filesystem::is_symlink(status)) return unreadable(name, "it is a symbolic link");
  if (std::filesystem::is_directory(status)) return unreadable(name, "it is a folder");
  if (error) return unreadable(name, error.message());
  if (!std::filesystem::is_regular_file(status)) return unreadable(name, "it is no regular file");

  const auto size = std::filesystem::file_size(path, error);
  if (error) return unreadable(name, error.message());
  if (size > static_cast<std::uintmax_t>(limits::image_file_bytes_max)) {
    return refuse(FaultCode::OversizedImage, fmt::format("{} has {} bytes; {} are allowed.", name,
                                                         size, limits::image_file_bytes_max));
  }
  auto bytes = read_file(path, limits::image_file_bytes_max);
  if (!bytes) return refuse(FaultCode::UnreadableFile, std::move(bytes).error().message);
  if (bytes->empty()) return refuse(FaultCode::EmptyFile, fmt::format("{} is empty.", name));

  SideRead side{ScannedImage{name, std::move(*bytes)}, std::nullopt};
  if (encode::media_type_of(side.image->bytes).empty()) {
    side.fault =
        Fault{FaultCode::ForeignFile, fmt::format("{} is neither TIFF, JPEG nor PNG.", name)};
  }
  return side;
}

[[nodiscard]] SideRead read_side(const ScanFolder& folder, std::int64_t sequence, Side side,
                                 const std::vector<std::string>& names) {
  const bool is_front = side == Side::Front;
  if (names.empty()) {
    return refuse(is_front ? FaultCode::MissingFront : FaultCode::MissingRear,
                  fmt::format("Document {} has no file for its {}.", format_sequence(sequence),
                              is_front ? "front" : "rear"));
  }
  if (names.size() == 1) return read_picture(folder.path, names.front());
  std::string claims;
  for (const auto& name : names) claims += (claims.empty() ? "" : ", ") + name;
  return refuse(FaultCode::DuplicateName,
                fmt::format("{} all claim to be the {} of document {}.", claims,
                            is_front ? "front" : "rear", format_sequence(sequence)));
}

[[nodiscard]] ScannedDocument missing_document(std::int64_t sequence) {
  ScannedDocument document;
  document.feed_sequence = sequence;
  document.device_document_id = format_sequence(sequence);
  document.faults.push_back(
      {FaultCode::SequenceGap,
       fmt::format("Number {} is missing between its neighbours.", document.device_document_id)});
  return document;
}

}  // namespace

/// One feed in progress: counts what the sink took and knows when to stop.
class FolderScanner::Track {
 public:
  Track(ScanSink& sink, const std::atomic<bool>& stop_requested)
      : sink_{sink}, stop_requested_{stop_requested} {}

  [[nodiscard]] std::int64_t documents_fed() const { return documents_fed_; }

  /// False when the feed shall end.
  [[nodiscard]] bool give(ScanEvent event) {
    if (stop_requested_) return false;
    if (std::holds_alternative<ScannedDocument>(event)) ++documents_fed_;
    return sink_.take(std::move(event)) == Flow::Continue;
  }

  /// Gives what stands for the numbers between two sheets.
  [[nodiscard]] bool give_gap(std::int64_t before, std::int64_t after) {
    const std::int64_t missing = after - before - 1;
    if (missing > limits::sequence_gap_documents_max) {
      return give(DeviceFault{
          {FaultCode::SequenceGap,
           fmt::format("Numbers {} to {} are missing: {} in a row.", format_sequence(before + 1),
                       format_sequence(after - 1), missing)}});
    }
    for (std::int64_t sequence = before + 1; sequence < after; ++sequence) {
      if (!give(missing_document(sequence))) return false;
    }
    return true;
  }

 private:
  ScanSink& sink_;
  const std::atomic<bool>& stop_requested_;
  std::int64_t documents_fed_ = 0;
};

Result<std::unique_ptr<FolderScanner>> FolderScanner::open(const std::filesystem::path& folder) {
  // Apart from `new`: a return out of a new-expression would leak what was allocated.
  auto listing = TRY(list_scan_folder(folder));
  return std::unique_ptr<FolderScanner>{new FolderScanner{std::move(listing)}};
}

Capabilities FolderScanner::capabilities() const {
  Capabilities capabilities;
  capabilities.vendor = "Lockbox";
  capabilities.model = "scan folder";
  capabilities.stable_id = "folder";
  capabilities.duplex = true;
  return capabilities;
}

Result<void> FolderScanner::feed(ScanSink& sink) {
  Track track{sink, stop_requested_};
  const StopReason reason = run(track);
  stop_requested_ = false;
  // Nothing is left to stop, so the sink's answer to the last event has no use.
  static_cast<void>(sink.take(FeedStopped{reason, track.documents_fed()}));
  return {};
}

StopReason FolderScanner::run(Track& track) const {
  for (const auto& name : folder_.ignored) {
    if (!track.give(SensorEvent{"ignored_file", name})) return StopReason::Cancelled;
  }
  for (const auto& name : folder_.unnumbered) {
    const auto message =
        fmt::format("{} is of no document: its name is not like 000001F.tif.", name);
    if (!track.give(DeviceFault{{FaultCode::ForeignFile, message}})) return StopReason::Cancelled;
  }
  std::int64_t previous = folder_.sheets.begin()->first - 1;
  for (const auto& [sequence, sheet] : folder_.sheets) {
    if (!track.give_gap(previous, sequence)) return StopReason::Cancelled;
    auto document = read_document(sequence, sheet);
    if (is_lost(document)) {
      static_cast<void>(track.give(
          DeviceFault{{FaultCode::DeviceLost,
                       fmt::format("Scan folder '{}' is gone since document {}.",
                                   folder_.path.string(), document.device_document_id)}}));
      return StopReason::Faulted;
    }
    if (!track.give(std::move(document))) return StopReason::Cancelled;
    previous = sequence;
  }
  return StopReason::HopperEmpty;
}

void FolderScanner::stop() noexcept {
  stop_requested_ = true;
}

ScannedDocument FolderScanner::read_document(std::int64_t sequence, const Sheet& sheet) const {
  ScannedDocument document;
  document.feed_sequence = sequence;
  document.device_document_id = format_sequence(sequence);
  auto front = read_side(folder_, sequence, Side::Front, sheet.fronts);
  auto rear = read_side(folder_, sequence, Side::Rear, sheet.rears);
  document.front = std::move(front.image);
  document.rear = std::move(rear.image);
  for (auto* side : {&front, &rear}) {
    if (side->fault) document.faults.push_back(std::move(*side->fault));
  }
  return document;
}

bool FolderScanner::is_lost(const ScannedDocument& document) const {
  const bool has_unreadable =
      std::any_of(document.faults.begin(), document.faults.end(),
                  [](const Fault& fault) { return fault.code == FaultCode::UnreadableFile; });
  std::error_code error;
  return has_unreadable && !std::filesystem::is_directory(folder_.path, error);
}

std::vector<FrontFingerprint> FolderScanner::first_fronts(std::size_t count) const {
  std::vector<FrontFingerprint> fronts;
  for (const auto& [sequence, sheet] : folder_.sheets) {
    if (fronts.size() == count) break;
    const auto front = read_side(folder_, sequence, Side::Front, sheet.fronts);
    if (front.image && !front.fault) {
      fronts.push_back({sequence, Sha256::of(front.image->bytes)});
    }
  }
  return fronts;
}

std::vector<std::string> FolderScanner::picture_names() const {
  std::vector<std::string> names;
  for (const auto& [sequence, sheet] : folder_.sheets) {
    names.insert(names.end(), sheet.fronts.begin(), sheet.fronts.end());
    names.insert(names.end(), sheet.rears.begin(), sheet.rears.end());
  }
  return names;
}

}  // namespace lockbox::drivers
