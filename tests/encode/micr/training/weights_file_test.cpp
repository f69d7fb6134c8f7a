#include "encode/micr/training/weights_file.h"

#include <limits>
#include <string>

#include "encode/micr/network_layout.h"
#include "encode/micr/network_weights.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

namespace lockbox::encode::training {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("Weights that binary16 holds come back as they were written", "[micr][training]") {
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "e13b.weights";
  const std::vector<float> weights{network_weights().begin(), network_weights().end()};
  REQUIRE(write_weights(file, weights).has_value());
  CHECK(read_weights(file).value() == weights);
}

TEST_CASE("A weights file of another size is refused, with both sizes", "[micr][training]") {
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "short.weights";
  REQUIRE(write_weights(file, std::vector<float>(100)).has_value());
  const auto read = read_weights(file);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code == ErrorCode::InvalidInput);
  CHECK_THAT(read.error().message, Contains("200 bytes"));
  CHECK_THAT(read.error().message, Contains(std::to_string(2 * network::weight_count)));
}

TEST_CASE("A weight that is no number is refused", "[micr][training]") {
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "odd.weights";
  std::vector<float> weights(network::weight_count);
  weights[7] = std::numeric_limits<float>::infinity();
  REQUIRE(write_weights(file, weights).has_value());
  REQUIRE_FALSE(read_weights(file).has_value());
  CHECK_THAT(read_weights(file).error().message, Contains("finite"));
}

}  // namespace
}  // namespace lockbox::encode::training
