#include "service/serve/config_workplace.h"

namespace lockbox::service {

WorkplaceOptions workplace_options(const ServeConfig& config) {
  WorkplaceOptions options;
  options.image_folder = config.image_folder;
  options.key_folder = config.key_folder;
  return options;
}

Result<std::unique_ptr<Workplace>> open_workplace(const ServeConfig& config) {
  return Workplace::open(config.store_file, workplace_options(config));
}

}  // namespace lockbox::service
