// Five people type while the service is killed, again and again.

#include <signal.h>

#include <fmt/format.h>

#include <cstdlib>
#include <random>
#include <thread>

#include "crash/keying/keying_office.h"
#include "crash/keying/reserved_port.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace lockbox::crash;

namespace {

constexpr int kills_of_a_shift = 10;
constexpr int kill_after_answers_max = 5;
/// More than is typed between ten kills: the rest is typed undisturbed.
constexpr KeyingOffice::Size office_size{.trays = 5, .envelopes_each = 16};
constexpr std::string_view ready_line = "Open http";

/// How many kills to try: as many as LOCKBOX_KEYING_KILLS says, whole shifts only.
int kills_wanted() {
  const char* wanted = std::getenv("LOCKBOX_KEYING_KILLS");  // NOLINT(concurrency-mt-unsafe)
  return wanted == nullptr ? kills_of_a_shift : std::max(kills_of_a_shift, std::atoi(wanted));
}

struct Report {
  int kills = 0;
  int answers = 0;
  int unheard = 0;  ///< Kept, though the service was killed before it could say so.
  std::optional<std::string> fault = {};
};

/// One day of five keyers at one office, whose service is killed so many times and then left alone.
class Shift {
 public:
  struct Plan {
    std::uint64_t seed = 0;
    Keyer::Fault fault = Keyer::Fault::None;
  };
  Shift(const KeyingOffice& office, std::uint16_t port, Plan plan)
      : truth_{office.truth()}, port_{port}, random_{plan.seed} {
    office.copy_to(office_);
    for (const auto* name : keyer_names) keyers_.emplace_back(name, truth_, plan.fault);
  }

  [[nodiscard]] Report work() {
    for (int kill = 0; kill < kills_of_a_shift && !report_.fault; ++kill) {
      const auto after = 1 + static_cast<int>(random_() % kill_after_answers_max);
      const auto moment =
          random_() % 2 == 0 ? KillPlan::Moment::WithAnswer : KillPlan::Moment::BehindNext;
      run_service(after, moment);
      ++report_.kills;
    }
    if (!report_.fault) run_service(0, KillPlan::Moment::WithAnswer);
    if (!report_.fault) prove_end();
    return report_;
  }

 private:
  /// A start of the service, a look into the books, typing, and the end: a kill, or an order to
  /// end.
  void run_service(int kill_after, KillPlan::Moment moment) {
    RunningChild service{serve_request(office_)};
    auto line = service.read_line();
    while (line && !line->starts_with(ready_line)) line = service.read_line();
    if (!line) return found("The service does not start: " + text_of(office_.string() + ".log"));
    look_into_books();
    for (auto& keyer : keyers_) keyer.connect(port_);
    if (report_.kills == 0)
      for (auto& keyer : keyers_) keyer.sign_in(keyer_password);

    KillPlan plan{service, kill_after, moment};
    std::vector<std::thread> threads;
    for (auto& keyer : keyers_) threads.emplace_back([&keyer, &plan] { keyer.work(plan); });
    for (auto& thread : threads) thread.join();
    for (const auto& keyer : keyers_)
      if (keyer.complaint()) found(*keyer.complaint());
    service.signal(kill_after == 0 ? SIGTERM : SIGKILL);
    const auto ended = service.wait();
    if (kill_after == 0 && (ended.exit_code != 0 || ended.signal != 0))
      found("The service did not end in order.");
  }

  /// Before anything is sent again: what was acknowledged must be there by itself.
  void look_into_books() {
    const auto proof = prove_answers(office_, truth_, claims_of(keyers_));
    report_.unheard += proof.unheard;
    if (proof.fault) found(*proof.fault);
  }

  void prove_end() {
    const auto proof = prove_answers(office_, truth_, claims_of(keyers_));
    report_.answers = proof.answered;
    if (proof.fault) return found(*proof.fault);
    if (proof.open > 0) return found(fmt::format("{} fields are left open.", proof.open));
    if (proof.unbalanced > 0) return found(fmt::format("{} batches are off.", proof.unbalanced));
    const auto request = verify_request(office_);
    if (run_child(request).exit_code != 0) found(text_of(request.output));
  }

  void found(std::string fault) {
    if (!report_.fault) report_.fault = std::move(fault);
  }

  const Truth& truth_;
  std::uint16_t port_;
  std::mt19937_64 random_;
  ScratchFolder scratch_;
  fs::path office_ = scratch_.path() / "office";
  std::vector<Keyer> keyers_;
  Report report_;
};

Report work_shifts(int kills, std::uint64_t seed, Keyer::Fault fault) {
  const ReservedPort port;
  const KeyingOffice office{office_size, port.number()};
  Report all;
  for (; all.kills < kills && !all.fault; ++seed) {
    const auto report = Shift{office, port.number(), {seed, fault}}.work();
    all.kills += report.kills;
    all.answers += report.answers;
    all.unheard += report.unheard;
    if (report.fault) all.fault = fmt::format("Shift of seed {}: {}", seed, *report.fault);
  }
  return all;
}

}  // namespace

TEST_CASE("A killed service loses no acknowledged answer of five keyers and doubles none",
          "[crash][keying]") {
  const auto report = work_shifts(kills_wanted(), 1, Keyer::Fault::None);
  fmt::print("{} kills, {} answers kept, {} of them before anybody heard so\n", report.kills,
             report.answers, report.unheard);
  INFO(report.fault.value_or(""));
  CHECK_FALSE(report.fault);
}

TEST_CASE("Answers acknowledged before they are kept are found lost", "[crash][keying][planted]") {
  const auto report = work_shifts(kills_of_a_shift, 1, Keyer::Fault::CountsWhenSent);
  INFO(report.fault.value_or(""));
  REQUIRE(report.fault);
  CHECK(report.fault->find("an acknowledged answer is lost") != std::string::npos);
}

TEST_CASE("A request that is not known again is found out", "[crash][keying][planted]") {
  const auto report = work_shifts(kills_of_a_shift, 1, Keyer::Fault::ForgetsKeys);
  INFO(report.fault.value_or(""));
  REQUIRE(report.fault);
  CHECK(report.fault->find("is answered otherwise") != std::string::npos);
}
