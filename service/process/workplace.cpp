#include "service/process/workplace.h"

#include "core/file.h"

namespace lockbox::service {

namespace {

std::filesystem::path beside(const std::filesystem::path& store_file, const char* suffix) {
  auto path = store_file;
  path += suffix;
  return path;
}

}  // namespace

Workplace::Workplace(const std::filesystem::path& store_file,
                     std::unique_ptr<capture::FileKeys> keys, WorkplaceOptions options)
    : keys_{std::move(keys)}, images_{beside(store_file, ".images"), *keys_, options.segments} {
}

Result<std::unique_ptr<Workplace>> Workplace::open(const std::filesystem::path& store_file,
                                                   WorkplaceOptions options) {
  const auto folder = std::filesystem::absolute(store_file).parent_path();
  TRY(make_directory_durably(folder));
  auto keys = TRY(capture::FileKeys::open(beside(store_file, ".keys")));
  std::unique_ptr<Workplace> workplace{new Workplace{store_file, std::move(keys), options}};
  workplace->store_ = TRY(deposit::open_sqlite_store({.path = store_file,
                                                      .keys = *workplace->keys_,
                                                      .clock = workplace->clock_,
                                                      .synchronous = options.synchronous}));
  return workplace;
}

}  // namespace lockbox::service
