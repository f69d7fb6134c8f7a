#include "service/bench/match_bench.h"

#include <numeric>

#include "support/catch.h"

using namespace lockbox;
using lockbox::deposit::MatchRule;

namespace {

std::int64_t wrong_of(const service::MatchTally& tally) {
  return std::accumulate(tally.wrong.begin(), tally.wrong.end(), std::int64_t{0});
}

std::int64_t found_by(const service::MatchTally& tally, MatchRule rule) {
  return tally.found.at(static_cast<std::size_t>(rule));
}

}  // namespace

TEST_CASE(
    "Of 20 towns' second days no account is found wrong, and 97 % of known payers need nobody",
    "[service][match]") {
  const auto bench = service::match_towns({1000, 20, 1});
  CHECK(wrong_of(bench.with_memory) == 0);
  CHECK(wrong_of(bench.without_memory) == 0);
  CHECK(bench.with_memory.envelopes.of == 20'000);
  CHECK(bench.with_memory.known.count * 100 >= bench.with_memory.known.of * 97);
}

TEST_CASE("Memory places mail that nothing else places, and takes none from coupons",
          "[service][match]") {
  const auto bench = service::match_towns({500, 4, 77});
  CHECK(found_by(bench.without_memory, MatchRule::PayerMemory) == 0);
  CHECK(found_by(bench.with_memory, MatchRule::PayerMemory) > 20);
  CHECK(found_by(bench.with_memory, MatchRule::Coupon) ==
        found_by(bench.without_memory, MatchRule::Coupon));
  CHECK(bench.with_memory.envelopes.count > bench.without_memory.envelopes.count);
}
