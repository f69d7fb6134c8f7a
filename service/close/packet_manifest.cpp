#include "service/close/packet_manifest.h"

#include <boost/json.hpp>

#include "service/process/json_text.h"
#include "service/process/summary.h"

namespace lockbox::service::close {

namespace {

namespace json = boost::json;

constexpr std::string_view own_hash = "manifest_sha256";
constexpr std::size_t hash_digits = 64;

/// draft 7; what it lets through can be read without looking again.
constexpr std::string_view schema = R"({
  "type": "object",
  "additionalProperties": false,
  "required": ["format", "packet", "site", "day", "state", "closing", "closed_by", "closed_at",
               "audit", "items", "items_root", "files", "books_files", "manifest_sha256"],
  "properties": {
    "format": {"const": 1},
    "packet": {"type": "string", "pattern": "^close-[^/]+$"},
    "site": {"type": "string"},
    "day": {"type": "string"},
    "state": {"enum": ["closed", "provisional"]},
    "closing": {"type": "integer", "minimum": 0},
    "closed_by": {"type": ["string", "null"]},
    "closed_at": {"type": ["string", "null"]},
    "audit": {
      "type": "object",
      "additionalProperties": false,
      "required": ["events", "hash", "at"],
      "properties": {
        "events": {"type": "integer", "minimum": 0},
        "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "at": {"type": "string"}
      }
    },
    "items": {"type": "integer", "minimum": 0},
    "items_root": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "files": {"type": "array", "items": {"$ref": "#/definitions/file"}},
    "books_files": {"type": "array", "items": {"$ref": "#/definitions/file"}},
    "manifest_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}
  },
  "definitions": {
    "file": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "kind", "bytes", "sha256"],
      "properties": {
        "name": {"type": "string", "pattern": "^[^/.][^/]*$"},
        "kind": {"type": "string"},
        "bytes": {"type": "integer", "minimum": 0},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}
      }
    }
  }
})";

json::array files_value(const std::vector<ManifestFile>& files) {
  json::array array;
  for (const auto& file : files) {
    array.push_back(json::object{{"name", file.name},
                                 {"kind", file.kind},
                                 {"bytes", file.bytes},
                                 {"sha256", file.sha256.hex()}});
  }
  return array;
}

Result<std::vector<ManifestFile>> files_in(const json::value& value) {
  std::vector<ManifestFile> files;
  for (const auto& file : value.as_array()) {
    files.push_back({std::string{file.at("name").as_string()},
                     std::string{file.at("kind").as_string()}, file.at("bytes").as_int64(),
                     TRY(Sha256::parse_hex(file.at("sha256").as_string()))});
  }
  return files;
}

std::string text_or_empty(const json::value& value) {
  return value.is_string() ? std::string{value.as_string()} : std::string{};
}

/// Where the digits of its own hash stand in the text; npos where there are none.
std::size_t digits_at(std::string_view text) {
  const auto mark = "\"" + std::string{own_hash} + "\": \"";
  const auto found = text.rfind(mark);
  if (found == std::string_view::npos) return found;
  const auto at = found + mark.size();
  return at + hash_digits <= text.size() ? at : std::string_view::npos;
}

/// Of the text with zeros in the place of the digits.
Sha256 hash_without_digits(std::string text, std::size_t at) {
  return Sha256::of(bytes_of(text.replace(at, hash_digits, hash_digits, '0')));
}

}  // namespace

std::string render_manifest(const PacketManifest& manifest) {
  const json::object value{{"format", 1},
                           {"packet", manifest.packet},
                           {"site", manifest.site},
                           {"day", manifest.day},
                           {"state", manifest.state},
                           {"closing", manifest.closing},
                           {"closed_by", text_or_null(manifest.closed_by)},
                           {"closed_at", text_or_null(manifest.closed_at)},
                           {"audit", json::object{{"events", manifest.audit_events},
                                                  {"hash", manifest.audit_hash.hex()},
                                                  {"at", manifest.audit_at}}},
                           {"items", manifest.items},
                           {"items_root", manifest.items_root.hex()},
                           {"files", files_value(manifest.files)},
                           {"books_files", files_value(manifest.books_files)},
                           {own_hash, std::string(hash_digits, '0')}};
  auto text = to_pretty_text(value) + "\n";
  const auto at = digits_at(text);
  return text.replace(at, hash_digits, hash_without_digits(text, at).hex());
}

Result<PacketManifest> parse_packet_manifest(std::string_view text) {
  const auto at = digits_at(text);
  if (at == std::string_view::npos) {
    return fail(ErrorCode::InvalidInput, "It does not hold its own hash.");
  }
  if (hash_without_digits(std::string{text}, at).hex() != text.substr(at, hash_digits)) {
    return fail(ErrorCode::InvalidInput, "It was changed after it was made: its hash is another.");
  }
  TRY(check_against_schema(text, schema));
  const auto value = json::parse(text);
  const auto& audit = value.at("audit");
  return PacketManifest{.packet = std::string{value.at("packet").as_string()},
                        .site = std::string{value.at("site").as_string()},
                        .day = std::string{value.at("day").as_string()},
                        .state = std::string{value.at("state").as_string()},
                        .closing = value.at("closing").as_int64(),
                        .closed_by = text_or_empty(value.at("closed_by")),
                        .closed_at = text_or_empty(value.at("closed_at")),
                        .audit_events = audit.at("events").as_int64(),
                        .audit_hash = TRY(Sha256::parse_hex(audit.at("hash").as_string())),
                        .audit_at = std::string{audit.at("at").as_string()},
                        .items = value.at("items").as_int64(),
                        .items_root = TRY(Sha256::parse_hex(value.at("items_root").as_string())),
                        .files = TRY(files_in(value.at("files"))),
                        .books_files = TRY(files_in(value.at("books_files")))};
}

}  // namespace lockbox::service::close
