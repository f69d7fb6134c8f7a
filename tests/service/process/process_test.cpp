// The whole job on mail that the project draws itself.

#include "service/process/process.h"

#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "core/file.h"
#include "service/bench/generated_mail.h"
#include "service/cli/commands.h"
#include "service/verify/verify.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream{path, std::ios::binary} << text;
}

void replace_in(const fs::path& path, const std::string& from, const std::string& to) {
  auto text = text_of(path);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  write_text(path, text.replace(at, from.size(), to));
}

/// A day of drawn mail with its answers, and the books that it goes to.
class Day {
  test::TemporaryDirectory folder_;  // First: the request lies in it.

 public:
  explicit Day(int documents, std::uint64_t seed = 7)
      : request{generate_mail(folder_.path() / "mail", documents, seed).value()} {}

  Result<ProcessOutcome> run() { return run_in(request.out_folder / "lockbox.db"); }

  Result<ProcessOutcome> run_in(const fs::path& store) {
    auto workplace = Workplace::open(store, {.segments = {.segment_bytes = 1 << 18}}).value();
    auto outcome = process_mail(request, *workplace, [](const Progress&) {});
    const auto report = verify_store(*workplace, request.out_folder);
    REQUIRE(report.has_value());
    CHECK((report->fault.value_or("") == ""));
    return outcome;
  }

  /// A run that must succeed; its summary.
  json::object summary() {
    const auto outcome = run();
    if (!outcome) FAIL(outcome.error().message);
    return json::parse(outcome->summary_json).as_object();
  }

  void be_uncontrolled() {
    request.batch_file.reset();
    request.business_day = BusinessDay::parse("2026-11-23").value();
  }

  [[nodiscard]] fs::path folder() const { return folder_.path(); }

  ProcessRequest request;
};

std::int64_t total(const json::object& summary, const char* name) {
  return summary.at("totals").at(name).as_int64();
}

std::vector<std::int64_t> deposited_items(const json::object& summary) {
  std::vector<std::int64_t> items;
  for (const auto& deposit : summary.at("deposits").as_array()) {
    for (const auto& item : deposit.at("documents").as_array()) items.push_back(item.as_int64());
  }
  return items;
}

using Items = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("A front that ends early is held by name, and its rescan ends like the whole mail",
          "[service][process]") {
  const bool is_controlled = GENERATE(false, true);
  Day day{8};
  if (!is_controlled) day.be_uncontrolled();
  const auto front = day.request.scan_folder / "000004F.tif";
  const auto whole = text_of(front);
  write_text(front, whole.substr(0, whole.size() / 2));

  const auto before = day.summary();
  const auto& torn = before.at("documents").at(3).as_object();
  CHECK((torn.at("state").as_string() == "needs_rescan"));
  CHECK((torn.at("fault").as_string() == "truncated_image"));
  CHECK((torn.at("fault_messages").as_array().size() == 1));
  CHECK((deposited_items(before) == (is_controlled ? Items{} : Items{2, 8})));
  CHECK((total(before, "unexplained_cents") == 0));

  CHECK((exit_code_of(day.run().value()) == ExitCode::Done));

  write_text(front, whole);
  const auto after = day.summary();
  CHECK((after.at("documents").as_array().size() == 8));
  CHECK(after.at("documents").at(3).at("fault").is_null());
  CHECK((deposited_items(after) == (is_controlled ? Items{2, 4, 6, 8} : Items{2, 8, 4, 6})));
  CHECK((total(after, "held_cents") == 0));
  CHECK((total(after, "unexplained_cents") == 0));
  CHECK((total(after, "deposited_cents") == total(after, "received_cents")));
  CHECK(after.at("keyed_refused").as_array().empty());

  Day undisturbed{8};
  CHECK((total(after, "deposited_cents") == total(undisturbed.summary(), "deposited_cents")));
}

TEST_CASE("Declared totals of a registered batch change only by a correction with who and why",
          "[service][process]") {
  Day day{4};
  replace_in(*day.request.batch_file, "declared_documents = 4", "declared_documents = 5");
  const auto wrong = day.run();
  REQUIRE(wrong.has_value());
  CHECK((exit_code_of(*wrong) == ExitCode::OutOfBalance));
  CHECK(wrong->contents.deposits.empty());

  replace_in(*day.request.batch_file, "declared_documents = 5", "declared_documents = 4");
  const auto refused = day.run();
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().code == ErrorCode::Conflict));
  CHECK_THAT(refused.error().message, Catch::Contains("5 documents") &&
                                          Catch::Contains("--correct-totals-by NAME") &&
                                          Catch::Contains("--because REASON"));

  day.request.correction = {"sue", " "};
  CHECK((day.run().error().code == ErrorCode::InvalidInput));
  day.request.correction = {"sue", "A letter was counted twice."};
  const auto corrected = day.summary();
  CHECK((deposited_items(corrected) == Items{2, 4}));
  const auto& batch = corrected.at("batch").as_object();
  REQUIRE((batch.at("corrections").as_array().size() == 1));
  const auto& correction = batch.at("corrections").at(0).as_object();
  CHECK((correction.at("by").as_string() == "sue"));
  CHECK((correction.at("because").as_string() == "A letter was counted twice."));
  CHECK((correction.at("from").at("documents").as_int64() == 5));
  CHECK((correction.at("to").at("documents").as_int64() == 4));
  CHECK((day.summary() == corrected));

  replace_in(*day.request.batch_file, "declared_documents = 4", "declared_documents = 3");
  const auto late = day.run();
  REQUIRE_FALSE(late.has_value());
  CHECK((late.error().code == ErrorCode::Conflict));
  CHECK_THAT(late.error().message, Catch::Contains("has deposits"));
  day.be_uncontrolled();
  CHECK_THAT(day.run().error().message, Catch::Contains("not withdrawn"));
}

TEST_CASE("An item above the ticket limit is held with its reason until the limit is raised",
          "[service][process]") {
  Day day{8};
  replace_in(day.request.site_file, "99999999.99", "2500.00");
  const auto before = day.summary();
  std::int64_t held = 0;
  for (const auto& item : before.at("undeposited").as_array()) {
    CHECK((item.at("cause").as_string() == "above_ticket_limit"));
    CHECK_FALSE(item.at("reason").as_string().empty());
    held += item.at("cents").as_int64();
  }
  REQUIRE((held > 0));
  REQUIRE((total(before, "deposited_cents") > 0));
  CHECK((total(before, "held_cents") == held));
  CHECK((total(before, "unexplained_cents") == 0));

  replace_in(day.request.site_file, "2500.00", "99999999.99");
  const auto after = day.summary();
  CHECK(after.at("undeposited").as_array().empty());
  CHECK((total(after, "held_cents") == 0));
  CHECK((total(after, "deposited_cents") == total(before, "received_cents")));
  CHECK((deposited_items(after).size() == 4));
}

TEST_CASE("Two days in one folder do not take the place of each other's files",
          "[service][process]") {
  Day first{2, 1};
  Day second{2, 2};
  second.request.out_folder = first.request.out_folder;
  first.summary();
  second.summary();
  int postings = 0;
  int tickets = 0;
  for (const auto& entry : fs::directory_iterator{first.request.out_folder}) {
    const auto name = entry.path().filename().string();
    postings += name.starts_with("posting-") ? 1 : 0;
    tickets += name.starts_with("ticket-") ? 1 : 0;
  }
  CHECK((postings == 2));
  CHECK((tickets == 2));
}

TEST_CASE("C-23: a released file of other books is not overwritten", "[service][process]") {
  Day first{2, 1};
  Day second{2, 2};
  second.request.out_folder = first.request.out_folder;
  first.summary();
  const auto ticket = first.request.out_folder / "ticket-BENCH-MAIL-000001.pdf";
  const auto released = text_of(ticket);
  const auto refused = second.run_in(second.folder() / "other.db");
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().code == ErrorCode::Conflict));
  CHECK_THAT(refused.error().message, Catch::Contains("ticket-BENCH-MAIL-000001.pdf"));
  CHECK((text_of(ticket) == released));
}
