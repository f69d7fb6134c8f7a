#pragma once

/// @file
/// The port to everything that feeds paper: desktop scanners, transports, drop folders.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "core/state_table.h"

namespace lockbox::drivers {

/// What went wrong with one document or with the device.  One code per kind of recovery.
enum class FaultCode {
  MissingFront,
  MissingRear,
  SequenceGap,    ///< A sequence number was skipped: a piece of paper may be missing.
  DuplicateName,  ///< Two files claim the same document and side.
  EmptyFile,
  ForeignFile,  ///< Not a picture in a format that we decode.
  TruncatedImage,
  OversizedImage,  ///< Beyond the limits of core/limits.h, e.g. a decompression bomb.
  UnreadableFile,  ///< The operating system refused.
  DoubleFeed,
  Jam,
  CoverOpen,
  DeviceLost,
  ImageQuality,  ///< The picture decodes, but no bank would take it.
  Quarantined,   ///< Whoever looked at the picture died of it, twice.
};
inline constexpr Names<15> fault_code_names{
    "missing_front", "missing_rear",    "sequence_gap",    "duplicate_name",  "empty_file",
    "foreign_file",  "truncated_image", "oversized_image", "unreadable_file", "double_feed",
    "jam",           "cover_open",      "device_lost",     "image_quality",   "quarantined"};

struct Fault {
  FaultCode code = FaultCode::UnreadableFile;
  std::string message;  ///< A sentence for people; names the file.
};

/// One side as the device gave it: still encoded, byte for byte.
struct ScannedImage {
  std::string file;  ///< File name, or the device's own name for it.
  Bytes bytes;
};

/// What a magnetic or optical head read, in the device's spelling.
struct Codeline {
  std::string raw;
};

/// One piece of paper that left the hopper.  One that jammed, or went through with another, is a
/// document too, with its number, its fault and whatever pictures there are: no number is missing
/// because paper was in trouble, and the rescan under the same number takes its place.
struct ScannedDocument {
  std::int64_t feed_sequence = 0;  ///< Assigned as the paper leaves the hopper; never reused.
  std::string device_document_id;  ///< The device's own name for it.
  std::optional<ScannedImage> front;
  std::optional<ScannedImage> rear;
  std::optional<Codeline> codeline;
  std::optional<std::int64_t> transaction_number;  ///< When the device groups envelopes itself.
  bool is_separator = false;                       ///< A sheet between envelopes, not mail.
  std::vector<Fault> faults;                       ///< The first is the most specific cause.
};

/// A fault of the device as a whole; the documents fed so far stand.
struct DeviceFault {
  Fault fault;
};

/// Something a sensor noticed: hopper low, pocket full, ink low.
struct SensorEvent {
  std::string sensor;
  std::string value;
};

enum class StopReason { HopperEmpty, Cancelled, Faulted };
struct FeedStopped {
  StopReason reason = StopReason::HopperEmpty;
  std::int64_t documents_fed = 0;  ///< As the device counts them; the host must agree.
};

using ScanEvent = std::variant<ScannedDocument, DeviceFault, SensorEvent, FeedStopped>;

/// Whether the driver may go on.  Taking an event blocks until there is room: back-pressure.
enum class Flow { Continue, Stop };

class ScanSink {
 public:
  virtual ~ScanSink() = default;
  /// Takes one event.  When it returns for a ScannedDocument the host holds the document, in
  /// memory: it is durable once the group that it belongs to is filed.
  [[nodiscard]] virtual Flow take(ScanEvent event) = 0;
};

struct Capabilities {
  std::string vendor;
  std::string model;
  std::string stable_id;  ///< Survives re-plugging; with `session` it names a feed for ever.
  bool duplex = false;
  bool magnetic_head = false;
  bool transaction_numbers = false;
  int pockets = 1;
};

/// A feeder of documents.  One thread drives it; `stop` may come from any.
class Scanner {
 public:
  virtual ~Scanner() = default;
  [[nodiscard]] virtual Capabilities capabilities() const = 0;
  /// Feeds until the hopper is empty, a fault stops the track or the sink says stop; the last event
  /// is always FeedStopped.  Faults of one document travel with it; the rest goes on.  A feed after
  /// a stop goes on behind it or begins anew; what the host holds already it knows by its number.
  [[nodiscard]] virtual Result<void> feed(ScanSink& sink) = 0;
  /// Finishes the document in the track, then stops.  Idempotent; callable in any state.
  virtual void stop() noexcept = 0;
};

}  // namespace lockbox::drivers
