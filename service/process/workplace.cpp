#include "service/process/workplace.h"

#include "core/file.h"
#include "deposit/store/sqlite/sqlite_books.h"

namespace lockbox::service {

namespace {

std::filesystem::path folder_of(const std::filesystem::path& named,
                                std::filesystem::path store_file, const char* suffix) {
  return named.empty() ? store_file += suffix : named;
}

/// Keys are durable before the store is made, so a store without them has lost them; new ones would
/// open nothing of it.
Result<void> refuse_lost_keys(const std::filesystem::path& store_file,
                              const std::filesystem::path& keys_folder) {
  std::error_code ignored;  // What cannot be examined cannot be opened either; opening says why.
  if (!std::filesystem::exists(store_file, ignored) ||
      std::filesystem::exists(keys_folder, ignored)) {
    return {};
  }
  return fail(ErrorCode::Unavailable, keys_folder.string() + " is missing although " +
                                          store_file.string() +
                                          " exists; restore it from its backup.");
}

}  // namespace

std::filesystem::path image_folder_of(const std::filesystem::path& store_file,
                                      const WorkplaceOptions& options) {
  return folder_of(options.image_folder, store_file, ".images");
}

std::filesystem::path key_folder_of(const std::filesystem::path& store_file,
                                    const WorkplaceOptions& options) {
  return folder_of(options.key_folder, store_file, ".keys");
}

Workplace::Workplace(const std::filesystem::path& store_file,
                     std::unique_ptr<capture::FileKeys> keys, const WorkplaceOptions& options)
    : keys_{std::move(keys)},
      images_{image_folder_of(store_file, options), *keys_, options.segments},
      pictures_{options.pictures} {
}

Result<std::unique_ptr<Workplace>> Workplace::open(const std::filesystem::path& store_file,
                                                   const WorkplaceOptions& options) {
  const auto folder = std::filesystem::absolute(store_file).parent_path();
  TRY(make_directory_durably(folder));
  const auto keys_folder = key_folder_of(store_file, options);
  TRY(refuse_lost_keys(store_file, keys_folder));
  auto keys = TRY(capture::FileKeys::open(keys_folder));
  std::unique_ptr<Workplace> workplace{new Workplace{store_file, std::move(keys), options}};
  workplace->books_ = TRY(deposit::open_sqlite_books({.path = store_file,
                                                      .keys = *workplace->keys_,
                                                      .clock = workplace->clock_,
                                                      .synchronous = options.synchronous}));
  return workplace;
}

}  // namespace lockbox::service
