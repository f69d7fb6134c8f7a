// The routes of the program are those of service/api/openapi.yaml, no more and no fewer.

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <string>

#include "service/api/endpoint.h"
#include "support/catch.h"

using namespace lockbox::service;

namespace {

std::string in_small_letters(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// "get /batches/{id}" for each operation of the contract, and of those that take a key.
struct Contract {
  std::set<std::string> operations;
  std::set<std::string> with_key;
};

Contract contract() {
  Contract contract;
  std::ifstream in{"service/api/openapi.yaml"};
  REQUIRE(in.good());
  std::string path;
  std::string operation;
  for (std::string line; std::getline(in, line) && line != "components:";) {
    if (line.starts_with("  /")) path = line.substr(2, line.size() - 3);
    for (const std::string method : {"get", "post", "put", "patch", "delete"}) {
      if (line != "    " + method + ":") continue;
      operation = method + " " + path;
      contract.operations.insert(operation);
    }
    if (line.find("parameters/IdempotencyKey") != std::string::npos) {
      contract.with_key.insert(operation);
    }
  }
  return contract;
}

}  // namespace

TEST_CASE("No component of the contract is named twice", "[service][api]") {
  // Readers of YAML keep the last of two equal keys, and say nothing.
  std::ifstream in{"service/api/openapi.yaml"};
  REQUIRE(in.good());
  std::set<std::string> names;
  bool is_component = false;
  std::string section;
  for (std::string line; std::getline(in, line);) {
    if (line == "components:") is_component = true;
    const auto indent = line.find_first_not_of(' ');
    if (!is_component || indent == std::string::npos || line[indent] == '#') continue;
    const auto name = line.substr(indent, line.find(':') - indent);
    if (indent == 2) section = name;
    if (indent != 4) continue;
    INFO(section + "/" + name);
    CHECK(names.insert(section + "/" + name).second);
  }
  CHECK(names.contains("schemas/WatchFinding"));
}

TEST_CASE("The routes of the program are those of the contract", "[service][api]") {
  Contract program;
  for (const auto& endpoint : api::all_endpoints()) {
    const std::string_view prefix = "/api/v1";
    REQUIRE(endpoint.route.pattern.starts_with(prefix));
    const auto operation = in_small_letters(std::string{http::name_of(endpoint.route.method)}) +
                           " " + std::string{endpoint.route.pattern.substr(prefix.size())};
    program.operations.insert(operation);
    if (endpoint.route.idempotency_key == http::IdempotencyKey::Required) {
      program.with_key.insert(operation);
    }
  }
  const auto written = contract();
  CHECK((program.operations == written.operations));
  CHECK((program.with_key == written.with_key));
}
