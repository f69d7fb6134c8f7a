#include "service/backup/manifest.h"

#include <boost/json.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/business_day.h"
#include "service/process/json_text.h"
#include "service/process/summary.h"

namespace lockbox::service {
namespace {

namespace json = boost::json;

bool is_plain_name(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.find('/') == std::string::npos;
}

/// True for the names of a store's parts, and for plain names beside it; none of them leads out of
/// the folder that it is put into.
bool is_backup_name(const std::string& name) {
  if (name == store_name) return true;
  std::vector<std::string> parts;
  for (const auto& part : std::filesystem::path{name}) parts.push_back(part.string());
  if (parts.size() == 1) {
    return is_plain_name(name) && name != manifest_name && !name.starts_with(store_name);
  }
  if (!std::ranges::all_of(parts, is_plain_name)) return false;
  if (parts.size() == 2) return parts[0] == keys_name;
  return parts.size() == 3 && parts[0] == images_name && BusinessDay::parse(parts[1]).has_value();
}

json::value file_value(const BackupFile& file) {
  return json::object{{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256.hex()}};
}

/// draft 7; what it lets through can be read without looking again.
constexpr auto schema = R"({
  "type": "object",
  "additionalProperties": false,
  "required": ["format", "version", "made_at", "program_version", "store", "key_folder", "has_keys",
               "batches", "documents", "deposited_cents", "audit_events", "audit_head", "files"],
  "properties": {
    "format": {"enum": ["lockbox-backup"]},
    "version": {"enum": [1]},
    "made_at": {"type": "string"},
    "program_version": {"type": "string"},
    "store": {"type": "string"},
    "key_folder": {"type": "string"},
    "has_keys": {"type": "boolean"},
    "batches": {"$ref": "#/definitions/count"},
    "documents": {"$ref": "#/definitions/count"},
    "deposited_cents": {"$ref": "#/definitions/count"},
    "audit_events": {"$ref": "#/definitions/count"},
    "audit_head": {"$ref": "#/definitions/digest"},
    "files": {
      "type": "array",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": ["name", "bytes", "sha256"],
        "properties": {
          "name": {"type": "string"},
          "bytes": {"$ref": "#/definitions/count"},
          "sha256": {"$ref": "#/definitions/digest"}
        }
      }
    }
  },
  "definitions": {
    "count": {"type": "integer", "minimum": 0, "maximum": 9007199254740992},
    "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"}
  }
})";

std::string text_of(const json::value& object, std::string_view name) {
  return std::string{object.at(name).as_string()};
}

std::int64_t count_of(const json::value& object, std::string_view name) {
  return object.at(name).to_number<std::int64_t>();
}

Result<std::vector<BackupFile>> read_files(const json::value& manifest) {
  std::vector<BackupFile> files;
  std::set<std::string> names;
  for (const auto& value : manifest.at("files").as_array()) {
    files.push_back({.name = text_of(value, "name"),
                     .bytes = count_of(value, "bytes"),
                     .sha256 = TRY(Sha256::parse_hex(text_of(value, "sha256")))});
    const auto& name = files.back().name;
    if (!is_backup_name(name)) {
      return fail(ErrorCode::InvalidInput, "No file of a backup is called '" + name + "'.");
    }
    if (!names.insert(name).second) {
      return fail(ErrorCode::InvalidInput, "It lists '" + name + "' twice.");
    }
  }
  if (!names.contains(store_name)) {
    return fail(ErrorCode::InvalidInput, "It does not list lockbox.db.");
  }
  return files;
}

Result<Manifest> read_manifest(std::string_view text) {
  json::error_code error;
  const auto value = json::parse(json::string_view{text.data(), text.size()}, error);
  if (error) return fail(ErrorCode::InvalidInput, "This is not JSON: " + error.message() + ".");
  TRY(check_against_schema(text, schema));
  Manifest manifest;
  manifest.made_at = text_of(value, "made_at");
  manifest.program_version = text_of(value, "program_version");
  manifest.store = text_of(value, "store");
  manifest.key_folder = text_of(value, "key_folder");
  manifest.has_keys = value.at("has_keys").as_bool();
  manifest.batches = count_of(value, "batches");
  manifest.documents = count_of(value, "documents");
  manifest.deposited = Money::from_cents(count_of(value, "deposited_cents"));
  manifest.audit_events = count_of(value, "audit_events");
  manifest.audit_head = TRY(Sha256::parse_hex(text_of(value, "audit_head")));
  manifest.files = TRY(read_files(value));
  return manifest;
}

}  // namespace

std::string render_manifest(const Manifest& manifest) {
  json::array files;
  for (const auto& file : manifest.files) files.push_back(file_value(file));
  const json::object value{{"format", "lockbox-backup"},
                           {"version", 1},
                           {"made_at", manifest.made_at},
                           {"program_version", manifest.program_version},
                           {"store", manifest.store},
                           {"key_folder", manifest.key_folder},
                           {"has_keys", manifest.has_keys},
                           {"batches", manifest.batches},
                           {"documents", manifest.documents},
                           {"deposited_cents", manifest.deposited.cents()},
                           {"audit_events", manifest.audit_events},
                           {"audit_head", manifest.audit_head.hex()},
                           {"files", std::move(files)}};
  return to_pretty_text(value) + "\n";
}

Result<Manifest> parse_manifest(std::string_view text, const std::string& file) {
  return read_manifest(text).map_error([&](Error error) {
    error.message = file + ": " + error.message;
    return error;
  });
}

}  // namespace lockbox::service
