#include "service/serve/init.h"

#include <fstream>
#include <sstream>

#include "service/auth/token.h"
#include "service/config/site_file.h"
#include "service/process/workplace.h"
#include "service/serve/serve_config.h"
#include "support/catch.h"
#include "support/fixed_clock.h"
#include "support/temporary_directory.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;

/// What init is asked, in a folder that is not there yet.
struct NewOffice {
  test::TemporaryDirectory place;
  test::FixedClock clock;
  InitRequest request{.folder = place.path() / "elm",
                      .organisation = "Town of \"Elm\"",
                      .time_zone = "America/Chicago",
                      .bank = "First Example Bank"};

  [[nodiscard]] Result<InitOutcome> init() const { return init_office(request, clock); }
  [[nodiscard]] std::string fault() const {
    const auto outcome = init();
    return outcome ? "" : outcome.error().message;
  }
  [[nodiscard]] std::string text_of(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream{request.folder / name}.rdbuf();
    return text.str();
  }
};

TEST_CASE("A new office has what serving needs", "[serve][init]") {
  NewOffice office;
  const auto outcome = office.init();
  REQUIRE(outcome);
  const auto config = read_serve_config(outcome->config_file);
  REQUIRE(config);
  CHECK(config->organisation == "Town of \"Elm\"");
  CHECK(config->time_zone == "America/Chicago");
  CHECK(config->listen_port == 8080);
  CHECK(config->web_folder.empty());
  CHECK(check_surroundings(*config));
  const auto site = read_site(config->site_file);
  REQUIRE(site);
  CHECK(site->name == "Town of \"Elm\"");
  CHECK(site->lockboxes == std::vector<std::string>{"MAIL"});
  REQUIRE(site->deposit_accounts.size() == 1);
  CHECK(site->deposit_accounts.front().bank == "First Example Bank");
  CHECK(site->suspense_deposit_account == "OPERATING");
}

TEST_CASE("The books can lie elsewhere than the configuration", "[serve][init]") {
  NewOffice office;
  const auto books = office.place.path() / "state";
  office.request.books = books;
  const auto outcome = office.init();
  REQUIRE(outcome);
  CHECK_FALSE(std::filesystem::exists(office.request.folder / "lockbox.db"));
  const auto config = read_serve_config(outcome->config_file);
  REQUIRE(config);
  CHECK(config->store_file == books / "lockbox.db");
  CHECK(config->output_folder == books / "lockbox.db.files");
  REQUIRE(config->scan_jobs.size() == 1);
  CHECK(config->scan_jobs.front().folder == books / "scan");
  CHECK(check_surroundings(*config));

  office.request.folder = office.place.path() / "another";
  CHECK_THAT(office.fault(), Contains("lockbox.db is there already."));
}

TEST_CASE("The first administrator gets a link that works once", "[serve][init]") {
  NewOffice office;
  office.request.administrator = "ada";
  const auto outcome = office.init();
  REQUIRE(outcome);
  const auto& path = outcome->invitation_path;
  const auto token = auth::digest_of_token(path.substr(path.rfind('/') + 1));
  REQUIRE(token);
  const auto workplace = Workplace::open(office.request.folder / "lockbox.db").value();
  auto& people = workplace->books().people();
  const auto now = office.clock.now();
  const auto invited = people.invited(*token, now).value();
  REQUIRE(invited);
  CHECK(invited->name == "ada");
  CHECK(invited->roles == std::vector<std::string>{"administrator"});
  REQUIRE(people.accept_invitation(*token, now, "hash", {}));
  CHECK_FALSE(people.invited(*token, now).value());
}

TEST_CASE("Nothing is written over", "[serve][init]") {
  NewOffice office;
  REQUIRE(office.init());
  const auto before = office.text_of("lockbox.toml");
  office.request.organisation = "Another town";
  const auto again = office.init();
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::Conflict);
  CHECK_THAT(again.error().message, Contains("lockbox.toml is there already."));
  CHECK(office.text_of("lockbox.toml") == before);
}

TEST_CASE("A wrong wish is refused before anything is written", "[serve][init]") {
  NewOffice office;
  office.request.time_zone = "America/Springfield";
  CHECK_THAT(office.fault(), Contains("no 'America/Springfield'"));
  office.request.time_zone = "UTC";
  office.request.lockbox = "";
  CHECK_THAT(office.fault(), Contains("lockboxes"));
  CHECK_FALSE(std::filesystem::exists(office.request.folder));
}

}  // namespace
}  // namespace lockbox::service
