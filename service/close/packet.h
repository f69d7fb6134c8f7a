#pragma once

/// @file
/// A close packet: everything that a day comes to, as files that prove themselves without the
/// books.

#include <filesystem>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "deposit/close/day_record.h"

namespace lockbox::service::close {

struct PacketFile {
  std::string name;
  std::string kind;  ///< "sheet", "workbook", "table", "record" or "manifest".
  Bytes bytes;
};

struct Packet {
  std::string name;               ///< What its files' names begin with.
  std::vector<PacketFile> files;  ///< By name, the manifest last.
};

/// "close-SITE-DAY"; from the second close on with its number behind it, "-provisional" before the
/// close.
[[nodiscard]] std::string packet_name(const deposit::close::DayRecord& record);

/// The same record makes the same bytes.  `scratch` is a folder for a temporary file.
[[nodiscard]] Result<Packet> make_packet(const deposit::close::DayRecord& record,
                                         const std::filesystem::path& scratch);

}  // namespace lockbox::service::close
