// Who may call what, written down once more: every route times every role.

#include <map>

#include "service/api/api_service.h"
#include "service/api/sign_in_state.h"
#include "support/catch.h"

using namespace lockbox::service;

namespace {

constexpr std::string_view anyone = "anyone";
constexpr std::string_view signed_in =
    "mailroom treasury supervisor department auditor administrator";
constexpr std::string_view keying = "mailroom supervisor";
constexpr std::string_view depositing = "treasury supervisor";
constexpr std::string_view reading_letters = "mailroom treasury supervisor department auditor";
constexpr std::string_view handling_paper = "mailroom treasury supervisor";

/// Whoever may call a route; whoever is not named may not.
const std::map<std::string_view, std::string_view> table{
    {"POST /api/v1/session", anyone},
    {"GET /api/v1/session", signed_in},
    {"DELETE /api/v1/session", signed_in},
    {"POST /api/v1/session/password", signed_in},
    {"GET /api/v1/invitations/{token}", anyone},
    {"POST /api/v1/invitations/{token}", anyone},
    {"POST /api/v1/invitations/{token}/totp", anyone},
    {"GET /api/v1/work", signed_in},
    {"GET /api/v1/search", signed_in},
    {"GET /api/v1/site", signed_in},
    {"GET /api/v1/events", signed_in},
    {"GET /api/v1/batches", signed_in},
    {"GET /api/v1/batches/{id}", signed_in},
    {"GET /api/v1/batches/{id}/diagnosis", signed_in},
    {"GET /api/v1/batches/{id}/documents", signed_in},
    {"GET /api/v1/batches/{id}/transactions", signed_in},
    {"POST /api/v1/batches/{id}/control", "supervisor"},
    {"POST /api/v1/batches/{id}/force", "supervisor"},
    {"POST /api/v1/batches/{id}/release", "supervisor"},
    {"POST /api/v1/batches/{id}/holds", "mailroom supervisor"},
    {"POST /api/v1/batches/{id}/kinds", "mailroom supervisor"},
    {"POST /api/v1/batches/{id}/resumptions", "supervisor"},
    {"POST /api/v1/batches/{id}/accepted-pictures", "supervisor"},
    {"POST /api/v1/batches/{id}/deposits", depositing},
    {"GET /api/v1/exceptions", signed_in},
    {"GET /api/v1/exceptions/{id}/letter", signed_in},
    {"POST /api/v1/exceptions/{id}/steps", "treasury supervisor department"},
    {"POST /api/v1/exceptions/defaults", "treasury supervisor department"},
    {"POST /api/v1/documents/{id}/exceptions", "mailroom treasury supervisor"},
    {"GET /api/v1/stop-list", signed_in},
    {"POST /api/v1/documents/{id}/stop-entries", "supervisor"},
    {"POST /api/v1/stop-list/{id}/lifts", "supervisor"},
    {"GET /api/v1/plan", signed_in},
    {"GET /api/v1/scan-jobs", signed_in},
    {"POST /api/v1/scan-jobs/{name}/runs", "mailroom supervisor"},
    {"GET /api/v1/job-runs/{id}", signed_in},
    {"GET /api/v1/tasks", signed_in},
    {"GET /api/v1/tasks/{id}", signed_in},
    {"POST /api/v1/leases", keying},
    {"POST /api/v1/leases/renew", keying},
    {"POST /api/v1/leases/give-back", keying},
    {"POST /api/v1/tasks/{id}/answer", keying},
    {"POST /api/v1/tasks/{id}/correct", keying},
    {"GET /api/v1/documents/{id}", signed_in},
    {"GET /api/v1/documents/{id}/images/{side}", signed_in},
    {"GET /api/v1/documents/{id}/symbols", signed_in},
    {"GET /api/v1/deposits", signed_in},
    {"GET /api/v1/deposits/{lockbox}/{ticket}", signed_in},
    {"GET /api/v1/deposits/{lockbox}/{ticket}/ticket.pdf", signed_in},
    {"POST /api/v1/deposits/{lockbox}/{ticket}/approve", depositing},
    {"POST /api/v1/deposits/{lockbox}/{ticket}/submit", depositing},
    {"POST /api/v1/deposits/{lockbox}/{ticket}/return", depositing},
    {"POST /api/v1/deposits/{lockbox}/{ticket}/send", depositing},
    {"POST /api/v1/deposits/{lockbox}/{ticket}/confirm", depositing},
    {"POST /api/v1/deposits/{lockbox}/{ticket}/adjust", depositing},
    {"POST /api/v1/deposits/{lockbox}/{ticket}/reject", depositing},
    {"POST /api/v1/deposits/{lockbox}/{ticket}/cancel", depositing},
    {"GET /api/v1/deposit-plan", signed_in},
    {"POST /api/v1/deposit-plan", depositing},
    {"POST /api/v1/deposit-plan/keep-back", depositing},
    {"POST /api/v1/deposit-plan/put-back", depositing},
    {"GET /api/v1/days", signed_in},
    {"GET /api/v1/days/{day}", signed_in},
    {"POST /api/v1/days/{day}/cut-off", "supervisor"},
    {"GET /api/v1/days/{day}/carries", signed_in},
    {"POST /api/v1/days/{day}/carries", "supervisor"},
    {"POST /api/v1/days/{day}/carries/{id}/take-back", "supervisor"},
    {"POST /api/v1/days/{day}/close", "supervisor"},
    {"POST /api/v1/days/{day}/reopen", "supervisor"},
    {"GET /api/v1/report-kinds", signed_in},
    {"GET /api/v1/report-kinds/{key}", signed_in},
    {"GET /api/v1/report-kinds/{key}/{form}", signed_in},
    {"POST /api/v1/report-kinds/{key}/signatures", "treasury supervisor department auditor"},
    {"GET /api/v1/report-signatures", signed_in},
    {"GET /api/v1/letters", reading_letters},
    {"POST /api/v1/letters", depositing},
    {"POST /api/v1/letters/{id}/steps", depositing},
    {"GET /api/v1/letters/{id}/letter.pdf", reading_letters},
    {"GET /api/v1/inquiries", reading_letters},
    {"POST /api/v1/inquiries", "mailroom treasury supervisor department"},
    {"POST /api/v1/inquiries/{id}/steps", "treasury supervisor department"},
    {"GET /api/v1/incidents", signed_in},
    {"POST /api/v1/incidents", handling_paper},
    {"POST /api/v1/incidents/{id}/end", handling_paper},
    {"GET /api/v1/payees/{lockbox}", signed_in},
    {"POST /api/v1/payees/{lockbox}", "supervisor"},
    {"GET /api/v1/policies", signed_in},
    {"POST /api/v1/days/{day}/reopen/decline", "supervisor"},
    {"GET /api/v1/credit/schedule", signed_in},
    {"GET /api/v1/credit/arrangements", signed_in},
    {"POST /api/v1/credit/arrangements", depositing},
    {"POST /api/v1/credit/arrangements/{id}/steps", depositing},
    {"POST /api/v1/credit/arrangements/{id}/decisions", "supervisor"},
    {"POST /api/v1/credit/arrangement-records", depositing},
    {"GET /api/v1/credit/securities", signed_in},
    {"POST /api/v1/credit/securities", depositing},
    {"POST /api/v1/credit/securities/{id}/receipts", depositing},
    {"POST /api/v1/credit/securities/{id}/steps", depositing},
    {"POST /api/v1/credit/securities/{id}/decisions", "supervisor"},
    {"GET /api/v1/credit/referral-list", signed_in},
    {"GET /api/v1/credit/referrals", signed_in},
    {"POST /api/v1/credit/referrals", depositing},
    {"POST /api/v1/credit/referrals/{id}/steps", depositing},
    {"POST /api/v1/credit/referrals/{id}/decisions", "supervisor"},
    {"GET /api/v1/credit/referral-files", signed_in},
    {"POST /api/v1/credit/referral-files", "supervisor"},
    {"GET /api/v1/credit/referral-files/{id}", "supervisor"},
    {"GET /api/v1/credit/notices", signed_in},
    {"GET /api/v1/watch", "supervisor auditor"},
    {"POST /api/v1/watch/runs", "supervisor auditor"},
    {"POST /api/v1/watch/{id}/looks", "auditor"},
    {"POST /api/v1/watch/{id}/dismissals", "auditor"},
    {"GET /api/v1/reports/day/{file}", signed_in},
    {"GET /api/v1/reports/deposits/{file}", signed_in},
    {"GET /api/v1/reports/throughput/{file}", signed_in},
    {"GET /api/v1/reports/tape/{file}", signed_in},
    {"GET /api/v1/days/{day}/cut-offs", signed_in},
    {"GET /api/v1/days/{day}/tie", signed_in},
    {"GET /api/v1/days/{day}/tie/{line}", signed_in},
    {"GET /api/v1/days/{day}/packets", signed_in},
    {"GET /api/v1/days/{day}/packets/{file}", signed_in},
    {"POST /api/v1/days/{day}/packets", "treasury supervisor auditor"},
    {"GET /api/v1/accounts", signed_in},
    {"GET /api/v1/accounts/{ref}", signed_in},
    {"POST /api/v1/accounts/{ref}/reveal", "supervisor"},
    {"POST /api/v1/account-files", "supervisor administrator"},
    {"POST /api/v1/account-changes", "supervisor"},
    {"POST /api/v1/account-changes/{id}/approve", "supervisor"},
    {"POST /api/v1/account-changes/{id}/reject", "supervisor"},
    {"GET /api/v1/account-reviews/{day}", signed_in},
    {"GET /api/v1/accounts/{ref}/changes", signed_in},
    {"POST /api/v1/accounts/{ref}/conflicts", "supervisor"},
    {"GET /api/v1/small-rests/{day}", signed_in},
    {"POST /api/v1/write-offs/{batch}/{transaction}", "supervisor"},
    {"GET /api/v1/match-rules/{lockbox}", signed_in},
    {"POST /api/v1/match-rules/{lockbox}", "supervisor"},
    {"POST /api/v1/match-rules/{lockbox}/trial", "supervisor"},
    {"GET /api/v1/documents/{id}/payer", signed_in},
    {"POST /api/v1/documents/{id}/payer-marks", "supervisor"},
    {"POST /api/v1/tasks/{id}/list", "mailroom supervisor"},
    {"GET /api/v1/accounts/{ref}/history", signed_in},
    {"GET /api/v1/accounts/{ref}/history.csv", signed_in},
    {"GET /api/v1/payments", signed_in},
    {"GET /api/v1/correction-reasons", signed_in},
    {"GET /api/v1/return-candidates", signed_in},
    {"GET /api/v1/returns", signed_in},
    {"POST /api/v1/returns", depositing},
    {"GET /api/v1/returns/{id}", signed_in},
    {"POST /api/v1/returns/{id}/steps", depositing},
    {"POST /api/v1/returns/{id}/decline", depositing},
    {"GET /api/v1/returns/{id}/letter.pdf", signed_in},
    {"GET /api/v1/adjustments", signed_in},
    {"POST /api/v1/adjustments", depositing},
    {"POST /api/v1/adjustments/{id}/approve", "supervisor"},
    {"POST /api/v1/adjustments/{id}/reject", "supervisor"},
    {"GET /api/v1/days/{day}/adjustments", signed_in},
    {"POST /api/v1/days/{day}/adjustment-reviews", "treasury supervisor auditor"},
    {"POST /api/v1/days/{day}/adjustment-files", "treasury supervisor auditor"},
    {"GET /api/v1/days/{day}/adjustment-files/{file}", "supervisor"},
    {"GET /api/v1/suspense", signed_in},
    {"POST /api/v1/suspense/{batch}/{transaction}/care", depositing},
    {"GET /api/v1/counter", signed_in},
    {"POST /api/v1/drawers", "mailroom supervisor"},
    {"POST /api/v1/drawers/{id}/moves", "mailroom supervisor"},
    {"POST /api/v1/drawers/{id}/count", "mailroom supervisor"},
    {"POST /api/v1/drawers/{id}/send-back", depositing},
    {"POST /api/v1/drawers/{id}/accept", depositing},
    {"POST /api/v1/drawers/{id}/acknowledge", "supervisor"},
    {"POST /api/v1/receipts", "mailroom supervisor"},
    {"GET /api/v1/receipts/{number}", signed_in},
    {"GET /api/v1/receipts/{number}/paper", signed_in},
    {"POST /api/v1/receipts/{number}/void", "supervisor"},
    {"GET /api/v1/custody/{day}", signed_in},
    {"POST /api/v1/custody/{day}/pick-ups", "mailroom supervisor"},
    {"POST /api/v1/pick-ups/{id}/signature", "mailroom supervisor"},
    {"GET /api/v1/work-units/{id}", signed_in},
    {"POST /api/v1/work-units/{id}/steps", "mailroom supervisor"},
    {"POST /api/v1/work-units/{id}/departures", "mailroom supervisor"},
    {"POST /api/v1/work-units/{id}/batches", "mailroom supervisor"},
    {"POST /api/v1/work-units/{id}/scan-explanations", depositing},
    {"POST /api/v1/work-units/{id}/offers", handling_paper},
    {"POST /api/v1/work-units/{id}/offers/take", handling_paper},
    {"POST /api/v1/work-units/{id}/offers/withdraw", handling_paper},
    {"POST /api/v1/work-units/{id}/discoveries", "mailroom supervisor"},
    {"POST /api/v1/work-units/{id}/cash", "mailroom supervisor"},
    {"POST /api/v1/findings/{id}/counts", handling_paper},
    {"POST /api/v1/findings/{id}/signature", handling_paper},
    {"POST /api/v1/findings/{id}/resolution", handling_paper},
    {"POST /api/v1/boxes", "mailroom supervisor"},
    {"POST /api/v1/boxes/{id}/destruction", depositing},
    {"POST /api/v1/custody-holds", depositing},
    {"POST /api/v1/custody-holds/{id}/release", depositing},
    {"GET /api/v1/custody-policy", signed_in},
    {"POST /api/v1/custody-policy", depositing},
    {"GET /api/v1/instructions/{lockbox}", signed_in},
    {"POST /api/v1/instructions/{lockbox}", depositing},
    {"GET /api/v1/users", "administrator"},
    {"POST /api/v1/users", "administrator"},
    {"PATCH /api/v1/users/{id}", "administrator"},
    {"POST /api/v1/users/{id}/invitation", "administrator"},
    {"GET /api/v1/roles", "administrator"},
    {"GET /api/v1/audit", "treasury supervisor auditor"},
};

/// The roles that the route lets in, in the words of the table.
std::string who_may(const http::Route& route) {
  if (route.access.kind == http::Access::Kind::Public) return std::string{anyone};
  std::string names;
  for (const auto& role : auth::roles) {
    const api::SignedIn person{{}, role.rights, {}};
    if (api::refusal_of(route.access, &person)) continue;
    names += (names.empty() ? "" : " ") + std::string{role.name};
  }
  return names;
}

std::string name_of(const http::Route& route) {
  return std::string{http::name_of(route.method)} + " " + std::string{route.pattern};
}

}  // namespace

TEST_CASE("A15.4: every route lets in the roles of the table and no other", "[api][rights]") {
  std::size_t routes = 0;
  for (const auto& endpoint : api::all_endpoints()) {
    const auto name = name_of(endpoint.route);
    INFO(name);
    const auto row = table.find(name);
    REQUIRE(row != table.end());
    CHECK(who_may(endpoint.route) == row->second);
    ++routes;
  }
  CHECK(routes == table.size());
}

TEST_CASE("A user with several roles has the rights of all, one without roles has none",
          "[api][rights]") {
  lockbox::deposit::User user;
  CHECK(api::rights_of(user).empty());
  user.roles = {"auditor", "administrator", "a role of an older version"};
  CHECK(api::rights_of(user) == auth::RightSet{auth::Right::Audit, auth::Right::Watch,
                                               auth::Right::WorkFindings, auth::Right::Administer});
}

TEST_CASE("C-02: whose stored roles conflict signs in without their rights, but to administer",
          "[api][rights]") {
  lockbox::deposit::User user;
  user.roles = {"mailroom", "treasury"};
  CHECK(api::rights_of(user).empty());
  user.roles = {"administrator", "supervisor"};
  CHECK(api::rights_of(user) == auth::RightSet{auth::Right::Administer});
}

TEST_CASE("What changes something takes a key, but for signing in and out and the invited",
          "[api][rights]") {
  for (const auto& endpoint : api::all_endpoints()) {
    const auto name = name_of(endpoint.route);
    INFO(name);
    const bool takes_key = endpoint.route.idempotency_key == http::IdempotencyKey::Required;
    // Nothing is kept of an answer that holds an account number or of a request with a password.
    const bool is_exempt = endpoint.route.access.kind == http::Access::Kind::Public ||
                           name == "POST /api/v1/accounts/{ref}/reveal" ||
                           name == "POST /api/v1/session/password";
    CHECK(takes_key == (endpoint.route.method == http::Method::Post && !is_exempt));
  }
}
