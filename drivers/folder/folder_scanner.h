#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/sha256.h"
#include "drivers/folder/scan_folder.h"
#include "drivers/scanner.h"

namespace lockbox::drivers {

/// A front picture of a feed, known by its contents.
struct FrontFingerprint {
  std::int64_t sequence = 0;
  Sha256 sha256;
};

/// Feeds a folder of pictures that a scanner left there, in order of their numbers.
///
/// The folder is listed once, when it is opened; every feed reads the files anew.  Only regular
/// files are read, so that a link cannot lead out of the folder.  No pixel is decoded here: the
/// bytes go on as they are.  A number without any file becomes a document without pictures, for a
/// piece of paper may be missing there; a gap longer than limits::sequence_gap_documents_max is
/// one fault of the device.  When two files claim one side, neither is taken.  A picture that has
/// no such number is a fault of the device too, for its paper would be missed; a file beside the
/// pictures, such as Thumbs.db, is noticed and left alone.
class FolderScanner final : public Scanner {
 public:
  /// Fails as `list_scan_folder` does.
  [[nodiscard]] static Result<std::unique_ptr<FolderScanner>> open(
      const std::filesystem::path& folder);

  [[nodiscard]] Capabilities capabilities() const override;
  [[nodiscard]] Result<void> feed(ScanSink& sink) override;
  /// Ends the feed that is running, or else the next one before its first document.
  void stop() noexcept override;

  /// The first `count` fronts that are pictures, fewer when the folder has fewer.
  [[nodiscard]] std::vector<FrontFingerprint> first_fronts(std::size_t count) const;
  /// Every file that claims to be a side of a document, in order.
  [[nodiscard]] std::vector<std::string> picture_names() const;

 private:
  class Track;

  explicit FolderScanner(ScanFolder folder) : folder_{std::move(folder)} {}
  [[nodiscard]] StopReason run(Track& track) const;
  [[nodiscard]] ScannedDocument read_document(std::int64_t sequence, const Sheet& sheet) const;
  /// Whether an unreadable file is explained by a folder that is gone altogether.
  [[nodiscard]] bool is_lost(const ScannedDocument& document) const;

  ScanFolder folder_;
  std::atomic<bool> stop_requested_ = false;
};

}  // namespace lockbox::drivers
