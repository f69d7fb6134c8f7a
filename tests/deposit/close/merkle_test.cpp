#include "deposit/close/merkle.h"

#include "support/catch.h"

using namespace lockbox;
using lockbox::deposit::close::merkle_root;

namespace {

std::string root_of(const std::vector<std::string>& lines) {
  return merkle_root(lines).hex();
}

}  // namespace

// The test vectors of Certificate Transparency, whose tree this is:
// google/certificate-transparency, merkle_tree_test.cc.
TEST_CASE("The root over lines is that of RFC 9162", "[deposit][close]") {
  const std::string zero(1, '\0');
  CHECK(root_of({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(root_of({""}) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  CHECK(root_of({"", zero}) == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
  CHECK(root_of({"", zero, "\x10"}) ==
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
}

TEST_CASE("Two lines in another order, or one more, have another root", "[deposit][close]") {
  CHECK(root_of({"a", "b"}) != root_of({"b", "a"}));
  CHECK(root_of({"a", "b", "b"}) != root_of({"a", "b"}));
  CHECK(root_of({"ab"}) != root_of({"a", "b"}));
}
