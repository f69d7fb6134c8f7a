#pragma once

/// @file
/// The manifest of a close packet: what is in it, what the books named that day, and where the
/// audit chain stood.  Its own hash is over its text with the digits of that hash as zeros.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/sha256.h"

namespace lockbox::service::close {

inline constexpr std::string_view manifest_ending = ".manifest.json";

struct ManifestFile {
  std::string name;
  std::string kind;
  std::int64_t bytes = 0;  ///< Of a file of the packet; 0 for one that the books name.
  Sha256 sha256;
};

struct PacketManifest {
  std::string packet;  ///< What its files' names begin with, "close-RIVERTON-2026-11-23".
  std::string site;
  std::string day;
  std::string state;  ///< "closed", or "provisional".
  std::int64_t closing = 0;
  std::string closed_by;  ///< Empty while provisional.
  std::string closed_at;
  std::int64_t audit_events = 0;
  Sha256 audit_hash;
  std::string audit_at;
  std::int64_t items = 0;
  Sha256 items_root;
  std::vector<ManifestFile> files;        ///< Of the packet, by name.
  std::vector<ManifestFile> books_files;  ///< Tickets and posting files of the day.

  [[nodiscard]] bool is_final() const { return state == "closed"; }
};

[[nodiscard]] std::string render_manifest(const PacketManifest& manifest);
/// InvalidInput, naming the first fault, for a text that `render_manifest` did not make: also when
/// one byte of it was changed.
[[nodiscard]] Result<PacketManifest> parse_packet_manifest(std::string_view text);

}  // namespace lockbox::service::close
