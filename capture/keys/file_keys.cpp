#include "capture/keys/file_keys.h"

#include <fcntl.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/file.h"
#include "core/open_file.h"

namespace lockbox::capture {
namespace {

constexpr std::int64_t key_file_bytes_max = 256;

/// One key for each use, so that no two uses can be played off against each other.
SecretKey derived_key(const SecretKey& master, std::string_view use) {
  return SecretKey{keyed_fingerprint(master, use).bytes};
}

Result<void> require_private(const OpenFile& file) {
  const auto permissions = TRY(file.permissions());
  if ((permissions & 0077U) != 0) {
    return fail(ErrorCode::NotPermitted,
                file.path().string() + " is open to other users; take their permissions away.");
  }
  return {};
}

Result<Bytes> read_key_file(const std::filesystem::path& path) {
  const auto file = TRY(OpenFile::open(path, O_RDONLY | O_NONBLOCK));
  TRY(require_private(file));
  if (TRY(file.size()) > key_file_bytes_max) {
    return fail(ErrorCode::InvalidInput, path.string() + " is too long for a key.");
  }
  return file.read_at(0, key_file_bytes_max);
}

Result<bool> holds_keys(const std::filesystem::path& directory) {
  std::error_code reason;
  const std::filesystem::directory_iterator entries{directory, reason};
  if (reason) {
    return fail(ErrorCode::Unavailable,
                "Cannot list " + directory.string() + ": " + reason.message() + ".");
  }
  return std::any_of(begin(entries), end(entries),
                     [](const auto& entry) { return entry.path().extension() == ".key"; });
}

Result<SecretKey> read_master(const std::filesystem::path& path) {
  return SecretKey::take(TRY(read_key_file(path))).map_error([&](Error error) {
    error.message = path.string() + " is not a master key: " + error.message;
    return error;
  });
}

Result<SecretKey> open_master(const std::filesystem::path& directory) {
  const auto path = directory / "master.key";
  auto master = read_master(path);
  if (master || master.error().code != ErrorCode::NotFound) return master;
  if (TRY(holds_keys(directory))) {
    return fail(ErrorCode::NotFound, path.string() + " is missing although day keys exist; " +
                                         "restore it from its backup.");
  }
  const auto made = create_file_durably(path, SecretKey::random().bytes());
  if (!made && made.error().code != ErrorCode::Conflict) return tl::unexpected(made.error());
  return read_master(path);
}

Result<SecretKey> read_day_key(const std::filesystem::path& path, const SecretKey& wrapping_key,
                               BusinessDay day) {
  const auto sealed = TRY(read_key_file(path));
  auto bytes = unseal(wrapping_key, sealed, bytes_of(day.to_string()));
  if (!bytes) {
    // The images are sound: once the key is restored they open.
    return fail(ErrorCode::Unavailable, path.string() + " is not the key of its day under this " +
                                            "master: " + bytes.error().message);
  }
  return SecretKey::take(std::move(*bytes));
}

}  // namespace

FileKeys::FileKeys(std::filesystem::path directory, const SecretKey& master)
    : directory_{std::move(directory)},
      wrapping_key_{derived_key(master, "lockbox day keys")},
      field_key_{derived_key(master, "lockbox sealed fields")},
      lookup_key_{derived_key(master, "lockbox lookup fingerprints")} {
}

Result<std::unique_ptr<FileKeys>> FileKeys::open(const std::filesystem::path& directory) {
  TRY(make_directory_durably(directory));
  const auto opened = TRY(OpenFile::open(directory, O_RDONLY | O_DIRECTORY));
  TRY(require_private(opened));
  const auto master = TRY(open_master(directory));
  TRY(sync_directory(directory));
  return std::unique_ptr<FileKeys>{new FileKeys{directory, master}};
}

std::filesystem::path FileKeys::day_file(BusinessDay day) const {
  return directory_ / (day.to_string() + ".key");
}

Result<SecretKey> FileKeys::load_day_key(BusinessDay day) {
  if (const auto known = image_keys_.find(day); known != image_keys_.end()) return known->second;
  auto key = TRY(read_day_key(day_file(day), wrapping_key_, day));
  // The key may stem from a process that died before its name was durable; nothing may be sealed
  // under a key that a power cut could take back.
  TRY(sync_directory(directory_));
  image_keys_.emplace(day, key);
  return key;
}

Result<SecretKey> FileKeys::image_key(BusinessDay day) {
  const std::scoped_lock lock{mutex_};
  auto key = load_day_key(day);
  if (key || key.error().code != ErrorCode::NotFound) return key;
  const auto sealed = seal(wrapping_key_, SecretKey::random().bytes(), bytes_of(day.to_string()));
  const auto made = create_file_durably(day_file(day), sealed);
  if (!made && made.error().code != ErrorCode::Conflict) return tl::unexpected(made.error());
  return load_day_key(day);
}

Result<SecretKey> FileKeys::existing_image_key(BusinessDay day) {
  const std::scoped_lock lock{mutex_};
  auto key = load_day_key(day);
  if (key || key.error().code != ErrorCode::NotFound) return key;
  return fail(ErrorCode::NotFound, day_file(day).string() + " is missing although images of " +
                                       day.to_string() + " exist; restore it from its backup.");
}

}  // namespace lockbox::capture
