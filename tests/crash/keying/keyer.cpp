#include "crash/keying/keyer.h"

#include <signal.h>

#include <fmt/format.h>

#include <boost/json.hpp>

namespace lockbox::crash {

namespace json = boost::json;

bool KillPlan::count_answer() {
  if (++answers_ != after_answers_) return false;
  if (moment_ == Moment::BehindNext) return true;
  strike();
  return false;
}

void KillPlan::strike() {
  service_.signal(SIGKILL);
  has_struck_ = true;
}

bool Keyer::send(const std::string& path, const std::string& body, const std::string& key) {
  return client_->send(
      fmt::format("POST {} HTTP/1.1\r\nHost: elm.example\r\nX-Lockbox: 1\r\n"
                  "Content-Type: application/json\r\nCookie: {}\r\nIdempotency-Key: {}\r\n"
                  "Content-Length: {}\r\n\r\n{}",
                  path, cookie_, key, body.size(), body));
}

std::string Keyer::new_key() {
  return fmt::format("{}-{}", name_, ++keys_used_);
}

Keyer::GoOn Keyer::complain(std::string what) {
  if (!complaint_) complaint_ = name_ + ": " + std::move(what);
  return GoOn::No;
}

void Keyer::sign_in(const std::string& password) {
  const json::object body{{"name", name_}, {"password", password}};
  static_cast<void>(send("/api/v1/session", json::serialize(body), new_key()));
  const auto answer = client_->read_response();
  const std::string cookie{answer.headers.find("Set-Cookie").value_or("")};
  cookie_ = cookie.substr(0, cookie.find(';'));
  if (answer.status != 200) complain("Not signed in: " + answer.body);
}

Keyer::GoOn Keyer::repeat_last() {
  if (!last_) return GoOn::Yes;
  const auto& answer = last_->answer;
  const auto key = fault_ == Fault::ForgetsKeys ? new_key() : answer.key;
  if (!send(answer.path, answer.body, key)) return GoOn::No;
  const auto again = client_->read_response();
  if (again.status == 0) return GoOn::No;
  if (again.status == 200 && again.body == last_->response) return GoOn::Yes;
  return complain("An answer sent again is answered otherwise: " + again.body);
}

Keyer::GoOn Keyer::take_field() {
  if (!send("/api/v1/leases", R"({"field":"amount","at_most":1})", new_key())) return GoOn::No;
  const auto answer = client_->read_response();
  if (answer.status == 0) return GoOn::No;
  if (answer.status != 200) return complain("No lease: " + answer.body);
  const auto items = json::parse(answer.body).at("items").as_array();
  if (items.empty()) return GoOn::No;
  const auto& task = items.front();
  const FieldPlace place{BatchId{task.at("batch").as_int64()}, task.at("sequence").as_int64()};
  const auto known = truth_.find(place);
  if (known == truth_.end()) return complain("Nobody should ask for " + json::serialize(task));
  const json::object body{{"value", known->second}, {"version", task.at("version")}};
  pending_ =
      SentAnswer{place, fmt::format("/api/v1/tasks/{}/answer", task.at("id").to_number<int>()),
                 json::serialize(body), new_key()};
  return GoOn::Yes;
}

Keyer::GoOn Keyer::send_pending(KillPlan& plan) {
  auto& heard = sent_[pending_->place];
  heard = fault_ == Fault::CountsWhenSent ? Heard::Acknowledged : Heard::Nothing;
  if (!send(pending_->path, pending_->body, pending_->key)) return GoOn::No;
  if (std::exchange(strikes_next_, false)) plan.strike();
  auto answer = client_->read_response();
  if (answer.status == 0) return GoOn::No;
  if (answer.status == 200) {
    heard = Heard::Acknowledged;
    last_ = Kept{*std::exchange(pending_, std::nullopt), std::move(answer.body)};
    strikes_next_ = plan.count_answer();
    return GoOn::Yes;
  }
  // Somebody else's answer changed the question: it is looked at and answered again.
  if (answer.status != 409) return complain("An answer is turned away: " + answer.body);
  heard = Heard::Refused;
  pending_.reset();
  return GoOn::Yes;
}

void Keyer::work(KillPlan& plan) {
  strikes_next_ = false;
  auto go_on = pending_ ? send_pending(plan) : repeat_last();
  while (go_on == GoOn::Yes && !plan.has_struck()) {
    go_on = take_field();
    if (go_on == GoOn::Yes) go_on = send_pending(plan);
  }
  // The one that was to strike found nothing to send.
  if (std::exchange(strikes_next_, false) && !plan.has_struck()) plan.strike();
}

}  // namespace lockbox::crash
