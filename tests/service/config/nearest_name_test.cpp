#include "service/config/nearest_name.h"

#include <vector>

#include "support/catch.h"

namespace lockbox::service {
namespace {

const std::vector<std::string> names{"address", "port", "tls_certificate", "tls_key", "a", "store"};

TEST_CASE("A name with a slip or two is taken for the known one", "[config]") {
  const auto [written, meant] = GENERATE(table<std::string, std::string>({
      {"prot", "port"},   // Two letters swapped.
      {"por", "port"},    // One left out.
      {"porrt", "port"},  // One put in.
      {"pert", "port"},   // One changed.
      {"adress", "address"},
      {"tls_certifcate", "tls_certificate"},
      {"tls-key", "tls_key"},
      {"stroe", "store"},
  }));
  CHECK(nearest_name(written, names) == meant);
}

TEST_CASE("A name that is far from every known one is taken for none", "[config]") {
  const auto* const written = GENERATE("colour", "x_y_z", "portcullis", "");
  CHECK_FALSE(nearest_name(written, names));
  CHECK_FALSE(nearest_name(std::string(100'000, 'p'), names));
  CHECK_FALSE(nearest_name("port", {}));
}

}  // namespace
}  // namespace lockbox::service
