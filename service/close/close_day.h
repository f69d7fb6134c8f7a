#pragma once

/// @file
/// Closing a day: what must hold, the step itself, and the packet that is signed with it.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/store/books.h"

namespace lockbox::service::close {

/// The close that a person wants, of the day as they saw it.
struct WantedClose {
  BusinessDay day;
  deposit::WantedStep step;  ///< DayEvent::Close.
};

/// Closes the day and makes its packet in the folder.  What is deposited and in no posting file yet
/// is posted first, and what was adjusted or returned is told in an adjustment file.  OutOfBalance,
/// naming the first equation that is broken, when the day may not be closed; else refuses as
/// Days::step does.  An error behind the step says so: the day is closed then, and its packet can
/// be made by `make_day_packet`.
[[nodiscard]] Result<deposit::Day> close_day(deposit::Books& books, const deposit::Site& site,
                                             const WantedClose& wanted,
                                             const std::filesystem::path& folder,
                                             const deposit::Actor& actor);

struct MadePacket {
  std::string name;
  bool is_final = false;
  std::vector<std::string> files;
};

/// Writes the packet of the day into the folder: the signed one of a closed day, which is then
/// named in the books, else a provisional one that stands in no books and takes the place of the
/// one before.  Conflict when a signed file would be another than the books name.
[[nodiscard]] Result<MadePacket> make_day_packet(deposit::Books& books, const deposit::Site& site,
                                                 const BusinessDay& day,
                                                 const std::filesystem::path& folder,
                                                 const deposit::Actor& actor);

/// A packet as people look at it.
struct PacketView {
  std::string name;
  bool is_final = false;
  std::int64_t closing = 0;
  std::string made_by;  ///< Who closed the day; empty while provisional.
  std::string at;       ///< When; for a provisional one the time of the last event in it.
  std::int64_t audit_events = 0;
  std::string audit_hash;
  struct File {
    std::string name;
    std::string kind;
    std::int64_t bytes = 0;
    std::string sha256_hex;
  };
  std::vector<File> files;
};

/// The signed packets of the day, the last first, and behind them the provisional one of the
/// folder.
[[nodiscard]] Result<std::vector<PacketView>> packets_of(deposit::Books& books,
                                                         const deposit::Site& site,
                                                         const BusinessDay& day,
                                                         const std::filesystem::path& folder);

/// The bytes of a file of these packets.  NotFound for any other name; Conflict when a signed file
/// is not in the folder as the books name it.
[[nodiscard]] Result<Bytes> packet_file(const std::vector<PacketView>& packets,
                                        const std::filesystem::path& folder,
                                        const std::string& name);

}  // namespace lockbox::service::close
