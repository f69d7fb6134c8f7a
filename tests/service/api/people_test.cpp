// Users, their invitations, and what the site and the audit trail say.

#include <boost/json.hpp>

#include "service/api/office.h"
#include "service/auth/totp.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
using Catch::Matchers::Contains;
using service::http::Method;

namespace {

constexpr auto good_password = R"({"password":"nine quiet trains at dusk"})";

/// An office with an administrator who is signed in.
struct Staffed {
  Office office;
  std::string ada = office.session_of("ada", {"administrator"});

  Answer add(const std::string& name, const std::string& role = "mailroom") {
    return office.post(
        "/api/v1/users",
        R"({"name":")" + name + R"(","full_name":"Some One","roles":[")" + role + R"("]})", ada);
  }
  Answer change(const std::string& id, const std::string& body) {
    return office.ask(
        {.method = Method::Patch, .target = "/api/v1/users/" + id, .body = body, .session = ada});
  }
};

/// The address of an invitation in the API.
std::string api_path(const Answer& answer) {
  const auto url = answer.member("invitation_url");
  return "/api/v1/invitations/" + url.substr(url.rfind('/') + 1);
}

std::string id_of(const Answer& added) {
  return boost::json::serialize(added.object().at("user").at("id"));
}

}  // namespace

TEST_CASE("A new user sets a password by a link that works once", "[api][people]") {
  Staffed staffed;
  auto& office = staffed.office;
  const auto added = staffed.add("maria");
  REQUIRE(added.status == 201);
  CHECK(added.object().at("user").at("has_password") == false);
  const auto link = api_path(added);
  CHECK(office.get(link).member("name") == "maria");

  const auto weak = office.post(link, R"({"password":"short"})");
  CHECK(weak.status == 422);
  CHECK(office.post(link, good_password).status == 204);
  CHECK(office.sign_in("maria", "nine quiet trains at dusk").status == 200);
  CHECK(office.get(link).status == 404);
  CHECK(office.post(link, good_password).status == 404);
}

TEST_CASE("A link is over after three days, and a new one ends the old", "[api][people]") {
  Staffed staffed;
  auto& office = staffed.office;
  const auto added = staffed.add("maria");
  office.clock.advance(std::chrono::hours{71});
  CHECK(office.get(api_path(added)).status == 200);
  const auto session = token_of(office.sign_in("ada"));
  const auto renewed = office.post("/api/v1/users/" + id_of(added) + "/invitation", "{}", session);
  REQUIRE(renewed.status == 201);
  CHECK(office.get(api_path(added)).status == 404);
  CHECK(office.get(api_path(renewed)).status == 200);
  office.clock.advance(std::chrono::hours{72});
  CHECK(office.get(api_path(renewed)).status == 404);
}

TEST_CASE("A second factor counts once a code of it was shown", "[api][people]") {
  Staffed staffed;
  auto& office = staffed.office;
  const auto link = api_path(staffed.add("theo", "treasury"));
  const auto offered = office.post(link + "/totp", "{}");
  REQUIRE(offered.status == 200);
  CHECK_THAT(offered.member("uri"), Contains("otpauth://totp/"));
  const auto text = offered.member("secret");
  const auto secret = service::auth::parse_totp_secret(text).value();
  const auto accept = [&](const std::string& code) {
    return office.post(link, R"({"password":"quiet trains","totp_secret":")" + text +
                                 R"(","totp_code":")" + code + R"("})");
  };
  const auto wrong = accept("abcdef");
  CHECK(wrong.status == 422);
  CHECK(wrong.member("pointer") == "/totp_code");
  const auto step = service::auth::totp_step_at(office.clock.now());
  CHECK(accept(service::auth::totp_code(secret, step)).status == 204);
  CHECK(office.sign_in("theo", "quiet trains").status == 428);
}

TEST_CASE("No two users share a name, and roles must exist", "[api][people]") {
  Staffed staffed;
  CHECK(staffed.add("maria").status == 201);
  CHECK(staffed.add(" Maria").status == 409);
  const auto refused = staffed.add("nora", "king");
  CHECK(refused.status == 422);
  CHECK(refused.member("pointer") == "/roles");
}

TEST_CASE("C-02: no user is given two roles that conflict, and the sentence says why",
          "[api][people]") {
  Staffed staffed;
  const auto refused = staffed.add("nora", R"(mailroom","treasury)");
  CHECK(refused.status == 422);
  CHECK(refused.member("pointer") == "/roles");
  CHECK_THAT(refused.text, Catch::Contains("who records money does not deposit it"));
  const auto id = id_of(staffed.add("maria"));
  CHECK(staffed
            .change(id, R"({"full_name":"Maria","roles":["auditor","mailroom"],)"
                        R"("is_active":true,"version":1})")
            .status == 422);
}

TEST_CASE("A change of a user that has changed is refused with the user as it is",
          "[api][people]") {
  Staffed staffed;
  const auto id = id_of(staffed.add("maria"));
  const auto change = [&](const std::string& version) {
    return staffed.change(id, R"({"full_name":"Maria Alvarez","roles":["supervisor"],)"
                              R"("is_active":true,"version":)" +
                                  version + "}");
  };
  const auto changed = change("1");
  REQUIRE(changed.status == 200);
  CHECK(changed.member("full_name") == "Maria Alvarez");
  CHECK(changed.member("version") == "2");
  const auto refused = change("1");
  CHECK(refused.status == 409);
  CHECK(refused.object().at("current").at("version") == 2);
  CHECK(staffed.change("999", R"({"full_name":"x","roles":[],"is_active":true,"version":1})")
            .status == 404);
}

TEST_CASE("The last administrator stays one", "[api][people]") {
  Staffed staffed;
  const auto id = boost::json::serialize(
      staffed.office.get("/api/v1/session", staffed.ada).object().at("user").at("id"));
  const auto version = boost::json::serialize(
      staffed.office.get("/api/v1/users", staffed.ada).object().at("items").at(0).at("version"));
  const auto refused = staffed.change(
      id, R"({"full_name":"Ada","roles":["mailroom"],"is_active":true,"version":)" + version + "}");
  CHECK(refused.status == 403);
}

TEST_CASE("No answer about users tells a secret", "[api][people]") {
  Staffed staffed;
  const auto added = staffed.add("maria");
  const auto link = api_path(added);
  REQUIRE(staffed.office.post(link, good_password).status == 204);
  const auto users = staffed.office.get("/api/v1/users", staffed.ada);
  CHECK(users.status == 200);
  CHECK(users.text.find("argon2") == std::string::npos);
  CHECK(users.text.find(link.substr(link.rfind('/') + 1)) == std::string::npos);
}

TEST_CASE("Roles are listed with their rights", "[api][people]") {
  Staffed staffed;
  const auto roles = staffed.office.get("/api/v1/roles", staffed.ada).object().at("items");
  REQUIRE(roles.as_array().size() == service::auth::roles.size());
  CHECK(roles.at(5) ==
        boost::json::value{{"name", "administrator"},
                           {"rights", boost::json::array{"administer"}},
                           {"conflicts", boost::json::array{"mailroom", "treasury", "supervisor"}},
                           {"limits", boost::json::array{}}});
}

TEST_CASE("The site is shown as its file says", "[api][site]") {
  Office office;
  const auto session = office.session_of("maria", {"mailroom"});
  const auto site = office.get("/api/v1/site", session).object();
  CHECK(site.at("id") == "elm");
  CHECK(site.at("lockboxes") == boost::json::value{"ELM-MAIL", "ELM-DROP"});
  CHECK(site.at("deposit_accounts").at(0).at("ticket_amount_max_cents") == 25'000'000);
  CHECK(site.at("suspense").at("fund") == "999");
  CHECK(site.at("overpayment") == "suspense");
  CHECK(site.at("verify_from_cents").is_null());
}

TEST_CASE("The audit trail is read newest first, a page at a time", "[api][site]") {
  Staffed staffed;
  auto& office = staffed.office;
  for (const auto* name : {"maria", "nora", "theo"}) REQUIRE(staffed.add(name).status == 201);
  const auto sam = office.session_of("sam", {"supervisor"});
  const auto page = office.get("/api/v1/audit?limit=2", sam).object();
  REQUIRE(page.at("items").as_array().size() == 2);
  const auto cursor = std::string{page.at("next").as_string()};
  const auto rest = office.get("/api/v1/audit?limit=200&cursor=" + cursor, sam).object();
  CHECK(rest.at("next").is_null());
  CHECK(rest.at("items").at(0).at("seq").as_int64() < page.at("items").at(1).at("seq").as_int64());
  for (const auto* query : {"?limit=0", "?limit=201", "?cursor=x", "?batch=-1"}) {
    INFO(query);
    CHECK(office.get(std::string{"/api/v1/audit"} + query, sam).status == 422);
  }
}
