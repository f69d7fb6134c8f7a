#include "acceptance/auditor/office_day.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "deposit/store/sqlite/sqlite_books.h"
#include "service/auth/token.h"

namespace lockbox::auditor {

namespace json = boost::json;

namespace {

constexpr int wrong_person_percent = 6;
constexpr int stale_percent = 4;
constexpr int steps_of_a_day = 160;
constexpr std::int64_t steps_between_looks = 5;

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  return *std::move(result);
}
void need(const Result<void>& result) {
  if (!result) throw std::runtime_error{result.error().message};
}

deposit::Site drawn_site() {
  deposit::Site site;
  site.id = "TEST";
  site.lockboxes = {"BOX"};
  site.deposit_accounts = {{"OPERATING", "Operating", "First Bank", 6, Money::from_cents(1'500'00)},
                           {"TRUST", "Trust", "First Bank", 4, Money::from_cents(1'500'00)}};
  site.suspense_fund = "999";
  site.suspense_deposit_account = "OPERATING";
  site.exceptions.departments = {{"legal", "Legal", {"dora"}}};
  return site;
}

/// By the table of duties of the office, written apart from the program's rights.
bool may(std::string_view role, Duty duty) {
  const bool is_supervisor = role == "supervisor";
  switch (duty) {
    case Duty::Key:
      return is_supervisor || role == "mailroom";
    case Duty::Build:
    case Duty::Ask:
      return is_supervisor || role == "treasury";
    case Duty::Raise:
      return is_supervisor || role == "mailroom" || role == "treasury";
    case Duty::StepCase:
      return is_supervisor || role == "department";
    case Duty::Force:
    case Duty::Close:
    case Duty::Adjust:
      return is_supervisor;
  }
  return false;
}

std::string_view role_of(std::string_view name) {
  return std::ranges::find(people, name, &Person::name)->role;
}

std::string day_behind(const std::string& day) {
  using namespace std::chrono;
  const auto date = sys_days{need(BusinessDay::parse(day)).date()} + days{1};
  const year_month_day next{date};
  return fmt::format("{:04}-{:02}-{:02}", int{next.year()}, unsigned{next.month()},
                     unsigned{next.day()});
}

}  // namespace

OfficeDay::OfficeDay(std::uint64_t seed) : random_{seed}, site_{drawn_site()}, office_{site_} {
  office_.config().session_idle = std::chrono::hours{1000};
  office_.config().session_absolute = std::chrono::hours{10'000};
  std::map<std::string, AccountCard> cards;
  std::vector<deposit::Account> accounts;
  for (int i = 0; i < 40; ++i) {
    const auto number = std::to_string(7'700'123'400'001 + i * 17);
    const bool is_open = i % 8 != 7;
    const AccountCard card{i % 3 == 0   ? "401"
                           : i % 3 == 1 ? "402"
                                        : "501",
                           i % 3 == 2 ? "TRUST" : "OPERATING", is_open};
    cards.emplace(number, card);
    (is_open ? open_accounts_ : closed_accounts_).push_back(number);
    accounts.push_back({AccountNumber{number}, "utility", "CUSTOMER " + std::to_string(i), "",
                        Money::from_cents(100'00), "", card.fund, card.bank,
                        is_open ? deposit::AccountStatus::Open : deposit::AccountStatus::Closed});
  }
  model_ = std::make_unique<Model>(cards);
  const deposit::Actor setup{"setup"};
  auto& books = office_.books();
  need(books.store().import_accounts(site_.id, "BOX", Sha256::of(bytes_of("accounts")), accounts,
                                     setup));
  deposit::WantedMatchRules rules;
  rules.rules.order = {deposit::MatchRule::Coupon};  // What a payer paid before is not foretold.
  rules.reason = "The auditor knows coupons only.";
  need(books.matching().set_rules(site_.id, "BOX", rules, setup));
  seen_ = std::make_unique<Seen>(office_.config().store_file);
  sign_in();
}

void OfficeDay::sign_in() {
  auto& store = office_.books().people();
  for (const auto& person : people) {
    const std::string name{person.name};
    const auto user = need(store.add_user(name, name, {std::string{person.role}}, {"setup"}));
    const auto token = service::auth::Token::random();
    const auto now = office_.clock.now();
    need(store.begin_session(token.digest(), {user.id, now, now, "192.0.2.7"}));
    sessions_[name] = token.text;
  }
}

void OfficeDay::found(const std::string& fault) {
  if (!report_.fault) report_.fault = "After " + std::to_string(report_.steps) + " steps: " + fault;
}

std::string OfficeDay::person_for(Duty duty) {
  std::vector<std::string> able;
  const bool is_anybody = chance(wrong_person_percent);
  for (const auto& person : people) {
    if (is_anybody || may(person.role, duty)) able.emplace_back(person.name);
  }
  return any_of(able);
}

OfficeDay::Answer OfficeDay::ask(Duty duty, const std::string& path, Json body) {
  ++report_.steps;
  ++steps_today_;
  who_ = person_for(duty);
  bool must_refuse = duty != Duty::StepCase && !may(role_of(who_), duty);
  if (auto* version = body.if_contains("version"); version != nullptr && chance(stale_percent)) {
    *version = version->as_int64() - 1;
    must_refuse = true;
  }
  constexpr auto history = "SELECT max(seq) FROM audit_event";
  const auto before = seen_->number(history);
  const auto answer = office_.post("/api/v1" + path, json::serialize(body), sessions_.at(who_));
  const bool is_accepted = answer.status >= 200 && answer.status < 300;
  ++(is_accepted ? report_.accepted : report_.refused);
  const auto what = who_ + " at " + path + " " + json::serialize(body);
  if (answer.status >= 500) found(what + ": " + answer.text);
  if (is_accepted && must_refuse) found(what + " was accepted and must be refused.");
  // A close posts what is approved before it looks whether it may, and that stays.
  if (!is_accepted && !path.ends_with("/close") && seen_->number(history) != before)
    found(what + " was refused and did something.");
  return {is_accepted, is_accepted ? answer.object() : Json{}};
}

/// Every balance of the books beside what the auditor has, at every fifth step.
void OfficeDay::look(const std::string& what) {
  if (model_->fault()) return found(what + ": " + *model_->fault());
  if (report_.steps < next_look_) return;
  next_look_ = report_.steps + steps_between_looks;
  const auto difference = first_difference(model_->balances(), seen_->balances());
  if (difference) found(what + ": " + *difference);
}

void OfficeDay::look_at_day(const std::string& day) {
  const auto seen = day_seen(office_.books(), site_, day);
  const auto difference = first_difference(model_->day_balances(day), seen.sums);
  if (difference) found("Day " + day + ": " + *difference);
  if (model_->days().at(day) != Model::DayLife::Closed) return;
  // What the bank rejected since is free, and told until it lies in another deposit.
  const auto fault = seen.fault.starts_with("D4") && has_free_money(day) ? "" : seen.fault;
  if (!fault.empty()) found("Day " + day + ": " + fault);
}

bool OfficeDay::has_free_money(const std::string& day) const {
  return std::ranges::any_of(checks(Model::Life::Released, true), [&](const Place& place) {
    return model_->envelope(place).ticket.empty() &&
           model_->batches().at(place.first).paper.day == day;
  });
}

Report OfficeDay::work(std::int64_t steps) {
  capture();
  look("The first batch");
  while (report_.steps < steps && !report_.fault) {
    if (steps_today_ >= steps_of_a_day) {
      finish_day();
    } else {
      step();
      look("The last step, of " + who_);
    }
  }
  if (report_.fault) return report_;
  next_look_ = 0;
  look("The last step");
  for (const auto& [day, life] : model_->days()) look_at_day(day);
  const auto difference =
      first_difference(model_->account_balances(), accounts_seen(office_.books(), site_.id));
  if (difference) found("Account " + *difference);
  const auto fault = need(office_.books().store().first_fault());
  if (fault) found("The books' own proof: " + *fault);
  return report_;
}

void OfficeDay::step() {
  const auto dice = draw(100);
  if (dice < 45) return mail_step();
  if (dice < 75) return treasury_step();
  if (dice < 93) return after_step();
  day_step();
}

void OfficeDay::day_step() {
  std::vector<std::string> days;
  for (const auto& [day, life] : model_->days()) days.push_back(day);
  const auto day = chance(70) ? today_ : any_of(days);
  const auto life = model_->days().at(day);
  // A day is cut off late; out of turn now and then.
  if (chance(15)) return close_step(day, "close");
  if (chance(25)) return close_step(day, chance(85) ? "reopen" : "reopen/decline");
  if (chance(10)) return close_step(day, "cut-off");
  if (life == Model::DayLife::Reopened) close_step(day, "close");
}

void OfficeDay::close_step(const std::string& day, const std::string& step) {
  const auto version = seen_->number("SELECT version FROM business_day WHERE day = ?", day);
  Json body{{"version", version}};
  if (step.starts_with("reopen")) body["reason"] = "A late slip.";
  const auto answer = ask(Duty::Close, "/days/" + day + "/" + step, body);
  if (!answer.is_accepted) return;
  model_->step_day(day, step, who_);
  if (step == "close") {
    ++report_.days_closed;
    next_look_ = 0;
    look("The close of " + day);
    look_at_day(day);
  }
}

/// Everybody who may approve it has had a hand in it: only a new ticket helps.
bool OfficeDay::is_stuck(const std::string& ticket) const {
  const auto& made = model_->tickets().at(ticket);
  return std::ranges::all_of(people, [&](const Person& person) {
    return !may(person.role, Duty::Build) || made.is_prepared_by(std::string{person.name});
  });
}

/// What the evening asks for, in its order; each step may still go wrong, and is tried again.
void OfficeDay::finish_day() {
  const auto then = [this](const std::string& what) {
    look(what);
    return !report_.fault;
  };
  for (int round = 0; round < 40 && !report_.fault; ++round) {
    for (const auto& place : checks(Model::Life::Waiting, false)) {
      key(place);
      if (!then("Keying in the evening")) return;
    }
    for (const auto& place : checks(Model::Life::Held, true)) {
      if (model_->envelope(place).has_case) {
        step_exception(place, "accept");
      } else {
        const auto answer =
            ask(Duty::Force, "/batches/" + std::to_string(place.first) + "/resumptions",
                {{"sequence", place.second}, {"reason", "It is evening."}});
        if (answer.is_accepted) model_->decide(place, "resume");
      }
      if (!then("Resuming in the evening")) return;
    }
    for (const auto& place : checks(Model::Life::Held, false)) {
      key(place);
      if (!then("Keying what is held")) return;
    }
    for (auto left = checks(Model::Life::Waiting, true).size(); left > 0; --left) {
      divide_check();
      if (!then("Dividing in the evening")) return;
    }
    for (const auto& [number, batch] : model_->batches()) {
      if (batch.paper.declared && !model_->holds(batch)) control(number);
      if (!then("Control in the evening")) return;
    }
    build();
    if (!then("Building in the evening")) return;
    for (const auto& ticket : tickets("draft")) {
      deposit_step(ticket, is_stuck(ticket) ? "cancel" : "submit");
    }
    if (!then("Submitting in the evening")) return;
    for (const auto& ticket : tickets("awaiting_approval")) {
      deposit_step(ticket, is_stuck(ticket) ? "return" : "approve");
      if (!then("Approving in the evening")) return;
    }
    for (const auto& [day, life] : std::map(model_->days())) {
      if (life == Model::DayLife::Open) close_step(day, "cut-off");
      if (!then("Cutting off")) return;
      if (life != Model::DayLife::Closed) close_step(day, "close");
      if (!then("Closing")) return;
    }
    if (model_->days().at(today_) == Model::DayLife::Closed) break;
  }
  if (model_->days().at(today_) != Model::DayLife::Closed) {
    return found("Day " + today_ + " does not close in 40 rounds.");
  }
  today_ = day_behind(today_);
  steps_today_ = 0;
  capture();
  look("The first batch of " + today_);
}

}  // namespace lockbox::auditor
