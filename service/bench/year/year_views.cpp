#include "service/bench/year/year_views.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/chance.h"
#include "service/api/api_service.h"
#include "service/api/sign_in_state.h"
#include "service/auth/token.h"
#include "service/http/target.h"
#include "service/work/job_runner.h"

namespace lockbox::service {

namespace {

using Steady = std::chrono::steady_clock;
namespace json = boost::json;

constexpr auto person = "sam";
constexpr auto auditor = "alan";
constexpr std::size_t kept_of_events = 16;
constexpr auto api_root = "/api/v1";

/// Everything behind the HTTP server, without sockets.
class Clerk {
 public:
  static Result<std::unique_ptr<Clerk>> open(YearBooks& books, const Clock& clock) {
    auto clerk = std::unique_ptr<Clerk>{new Clerk{books, clock}};
    auto& people = books.workplace().books().people();
    TRY(clerk->admit(people, person, {"supervisor"}, clock));
    TRY(clerk->admit(people, auditor, {"auditor"}, clock));
    return clerk;
  }

  /// The body of the answer; Unavailable for any but 200.
  Result<std::string> get(const std::string& who, const std::string& target) {
    const auto parsed = TRY(http::parse_target(api_root + target));
    http::Request request;
    request.path = parsed.path;
    request.query = parsed.query;
    request.peer = {"192.0.2.7", http::Transport::Tls};
    request.headers.add("Host", "lockbox.bench.example");
    request.headers.add("Cookie", std::string{api::session_cookie} + "=" + sessions_.at(who));
    auto admission = service_.admit(request);
    const auto response =
        admission.answer ? std::move(*admission.answer) : service_.respond(request, 0);
    auto text = text_of(response);
    if (response.status == 200) return text;
    return fail(ErrorCode::Unavailable,
                fmt::format("{} answers {}: {}", target, response.status, text));
  }

 private:
  Clerk(YearBooks& books, const Clock& clock)
      : log_{clock, ops::Level::Error, [](std::string_view /*line*/) {}},
        jobs_{{books.config().store_file, {}, books.site()}, [](const work::JobRun& /*run*/) {}},
        environment_{.site = books.site(),
                     .config = books.config(),
                     .clock = clock,
                     .events = events_,
                     .metrics = metrics_,
                     .log = log_,
                     .hasher = hasher_,
                     .keys = books.workplace().keys(),
                     .jobs = jobs_,
                     .pictures = books.workplace().pictures()},
        service_{environment_,
                 {{&books.workplace().books(), &books.workplace().images()}},
                 api::all_endpoints(),
                 nullptr} {}

  static std::string text_of(const http::Response& response) {
    if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
    if (const auto* shared = std::get_if<http::SharedText>(&response.body)) return **shared;
    return {};
  }

  Result<void> admit(deposit::People& people, const std::string& name,
                     const std::vector<std::string>& roles, const Clock& clock) {
    const auto user = TRY(people.add_user(name, name, roles, {"lockbox bench"}));
    const auto token = auth::Token::random();
    const auto now = clock.now();
    TRY(people.begin_session(token.digest(), {user.id, now, now, "192.0.2.7"}));
    sessions_[name] = token.text;
    return {};
  }

  http::EventHub events_{kept_of_events, "bench"};
  ops::Metrics metrics_;
  ops::Log log_;
  auth::PasswordHasher hasher_{{}};
  work::JobRunner jobs_;
  api::Environment environment_;
  api::ApiService service_;
  std::map<std::string, std::string> sessions_;
};

/// Numbers that the questions name, drawn from what the books hold.
class BookNames {
 public:
  static Result<BookNames> gather(Clerk& clerk, const std::vector<YearDay>& days) {
    BookNames names;
    for (const auto& day : days) names.days_.push_back(day.day.to_string());
    for (int i = 0; i < samples; ++i) TRY(names.gather_of(clerk, names.any(names.days_)));
    return names;
  }

  std::string day() { return any(days_); }
  std::string batch() { return any(batches_); }
  std::string document() { return any(documents_); }
  std::string ticket() { return any(tickets_); }
  std::string account() { return any(accounts_); }
  std::string tail() { return chance_.digits(4); }
  std::string cents() { return std::to_string(1'500 + chance_.below(30'000)); }
  std::string serial() { return std::to_string(100 + chance_.below(9'900)); }
  /// As a query: any month that the books hold.
  std::string month() {
    constexpr std::size_t days_of_a_month = 20;
    const auto at = chance_.below(days_.size());
    return "from=" + days_[at] + "&to=" + days_[std::min(at + days_of_a_month, days_.size() - 1)];
  }

 private:
  static constexpr int samples = 30;

  Result<void> gather_of(Clerk& clerk, const std::string& day) {
    const auto batches = TRY(list(clerk, "/batches?business_day=" + day));
    if (batches.empty()) return fail(ErrorCode::NotFound, "No batch of " + day + ".");
    const auto batch = number_of(batches[chance_.below(batches.size())]);
    batches_.push_back(batch);
    const auto documents = TRY(list(clerk, "/batches/" + batch + "/documents?limit=200"));
    documents_.push_back(number_of(documents[chance_.below(documents.size())]));
    for (const auto& deposit : TRY(list(clerk, "/deposits?business_day=" + day))) {
      const auto& one = deposit.as_object();
      tickets_.push_back(std::string{one.at("lockbox").as_string()} + "/" +
                         std::string{one.at("ticket").as_string()});
    }
    for (const auto& account : TRY(list(clerk, "/accounts?q=" + tail()))) {
      accounts_.emplace_back(account.as_object().at("ref").as_string());
    }
    return {};
  }

  static Result<json::array> list(Clerk& clerk, const std::string& target) {
    const auto body = json::parse(TRY(clerk.get(person, target)));
    if (body.is_array()) return body.as_array();
    return body.as_object().at("items").as_array();
  }

  static std::string number_of(const json::value& one) {
    return json::serialize(one.as_object().at("id"));
  }

  std::string any(const std::vector<std::string>& all) { return all.at(chance_.below(all.size())); }

  Chance chance_{1};
  std::vector<std::string> days_;
  std::vector<std::string> batches_;
  std::vector<std::string> documents_;
  std::vector<std::string> tickets_;
  std::vector<std::string> accounts_;
};

struct Question {
  std::string_view name;
  std::string_view who;
  std::function<std::string(BookNames&)> target;
};

const std::array questions{
    Question{"Work", person, [](BookNames&) { return std::string{"/work"}; }},
    Question{"Batches of a day", person,
             [](BookNames& any) { return "/batches?business_day=" + any.day(); }},
    Question{"A batch", person, [](BookNames& any) { return "/batches/" + any.batch(); }},
    Question{"Its documents", person,
             [](BookNames& any) { return "/batches/" + any.batch() + "/documents"; }},
    Question{"Its envelopes", person,
             [](BookNames& any) { return "/batches/" + any.batch() + "/transactions"; }},
    Question{"An item", person, [](BookNames& any) { return "/documents/" + any.document(); }},
    Question{"Exceptions", person, [](BookNames&) { return std::string{"/exceptions"}; }},
    Question{"Deposits of a day", person,
             [](BookNames& any) { return "/deposits?business_day=" + any.day(); }},
    Question{"A deposit", person, [](BookNames& any) { return "/deposits/" + any.ticket(); }},
    Question{"Unsettled deposits", person,
             [](BookNames&) { return std::string{"/deposits?unsettled=true"}; }},
    Question{"Days", person, [](BookNames&) { return std::string{"/days"}; }},
    Question{"A day", person, [](BookNames& any) { return "/days/" + any.day(); }},
    Question{"Its tie", person, [](BookNames& any) { return "/days/" + any.day() + "/tie"; }},
    Question{"Custody of a day", person, [](BookNames& any) { return "/custody/" + any.day(); }},
    Question{"Accounts by number", person,
             [](BookNames& any) { return "/accounts?q=" + any.tail(); }},
    Question{"Accounts by name", person,
             [](BookNames&) { return std::string{"/accounts?q=maria%20lopez"}; }},
    Question{"An account's history", person,
             [](BookNames& any) { return "/accounts/" + any.account() + "/history"; }},
    Question{"Account review", person,
             [](BookNames& any) { return "/account-reviews/" + any.day(); }},
    Question{"Was it received: amount", person,
             [](BookNames& any) { return "/payments?amount_cents=" + any.cents(); }},
    Question{"Was it received: check number", person,
             [](BookNames& any) {
               return "/payments?amount_cents=" + any.cents() + "&check_number=" + any.serial();
             }},
    Question{"A returned check", person,
             [](BookNames& any) {
               return "/return-candidates?amount_cents=" + any.cents() +
                      "&check_number=" + any.serial();
             }},
    Question{"Search", person, [](BookNames& any) { return "/search?q=" + any.tail(); }},
    Question{"Suspense", person, [](BookNames&) { return std::string{"/suspense"}; }},
    Question{"Corrections of a day", person,
             [](BookNames& any) { return "/days/" + any.day() + "/adjustments"; }},
    Question{"Report of a day", person,
             [](BookNames& any) {
               const auto day = any.day();
               return "/report-kinds/payment-journal?from=" + day + "&to=" + day;
             }},
    Question{"Report of a month", person,
             [](BookNames& any) { return "/report-kinds/deposit-summary?" + any.month(); }},
    Question{"Audit", auditor, [](BookNames&) { return std::string{"/audit"}; }},
    Question{"Audit of a batch", auditor,
             [](BookNames& any) { return "/audit?batch=" + any.batch(); }},
    Question{"The watch", auditor, [](BookNames&) { return std::string{"/watch"}; }},
};

Result<ViewTimes> time_one(Clerk& clerk, const Question& question, BookNames& names, int times) {
  ViewTimes view{std::string{question.name}, times};
  std::vector<double> milliseconds;
  for (int i = 0; i < times; ++i) {
    const auto target = question.target(names);
    const auto begin = Steady::now();
    const auto answer = TRY(clerk.get(std::string{question.who}, target));
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(Steady::now() - begin).count());
    view.bytes = std::max(view.bytes, answer.size());
  }
  std::ranges::sort(milliseconds);
  const auto count = milliseconds.size();
  view.median_ms = milliseconds.at(count / 2);
  view.p95_ms = milliseconds.at(std::min(count - 1, count * 95 / 100));
  return view;
}

}  // namespace

Result<std::vector<ViewTimes>> time_views(YearBooks& books, const std::vector<YearDay>& days,
                                          int times, const Clock& clock) {
  const auto clerk = TRY(Clerk::open(books, clock));
  auto names = TRY(BookNames::gather(*clerk, days));
  std::vector<ViewTimes> views;
  for (const auto& question : questions) {
    views.push_back(TRY(time_one(*clerk, question, names, times)));
  }
  return views;
}

}  // namespace lockbox::service
