#include <fstream>
#include <sstream>

#include "service/process/summary.h"
#include "support/catch.h"

using namespace lockbox;

namespace {

std::string committed_schema() {
  std::ifstream in{"service/process/summary.schema.json"};
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("The committed schema is the one that summaries are checked against", "[service]") {
  CHECK((committed_schema() == service::summary_schema()));
}

TEST_CASE("A summary that lacks its totals breaks the schema", "[service]") {
  CHECK_FALSE(service::check_against_schema("{}", service::summary_schema()).has_value());
}
