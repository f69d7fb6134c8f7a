#include "crash/keying/keying_office.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "core/file.h"
#include "service/auth/password_hasher.h"
#include "service/auth/token.h"
#include "service/config/site_file.h"
#include "service/demo/demo_mail.h"
#include "service/serve/config_workplace.h"
#include "service/serve/init.h"
#include "service/work/batch_view.h"

namespace lockbox::crash {
namespace {

namespace fs = std::filesystem;

constexpr auto business_day = "2026-11-23";
constexpr auto account_columns =
    "account,bill_type,name,address,balance_due,due_date,fund,deposit_account,status\n";
constexpr auto config_name = "lockbox.toml";
/// Below the amount from which a second person types again, and no two of an office alike.
constexpr std::int64_t least_cents = 1'003;
constexpr std::int64_t step_cents = 37;

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  return *std::move(result);
}
void need(const Result<void>& result) {
  if (!result) throw std::runtime_error{result.error().message};
}

service::ServeConfig config_of(const fs::path& office) {
  return need(service::read_serve_config(office / config_name));
}

void add_keyers(deposit::People& people) {
  // The cheapest that the library takes: what is tested is not how long a password is tried.
  service::auth::PasswordHasher hasher{{.memory_bytes = 8192, .passes = 1}};
  const deposit::Actor actor{"setup"};
  const auto now = SystemClock{}.now();
  for (const auto* name : keyer_names) {
    auto user = need(people.credentials(name));
    const auto id =
        user ? user->user.id
             : need(people.add_user(name, std::string{"Keyer "} + name, {"mailroom"}, actor)).id;
    const auto token = service::auth::Token::random();
    need(people.invite(id, token.digest(), now + std::chrono::hours{1}, actor));
    need(people.accept_invitation(token.digest(), now, need(hasher.hash(keyer_password)), {}));
  }
}

/// Draws a tray whose amounts begin at `cents`.
service::DemoTray draw_tray(const fs::path& folder, const deposit::Site& site, int number,
                            int envelopes) {
  service::DemoTray tray{folder, site, number};
  auto cents = least_cents + step_cents * envelopes * (number - 1);
  for (int i = 0; i < envelopes; ++i, cents += step_cents)
    need(tray.add_to_key(Money::from_cents(cents)));
  need(tray.declare(business_day, "tray-" + std::to_string(number)));
  return tray;
}

/// Takes a tray in and notes what its fields must be typed as.
void take_in(const service::ServeConfig& config, service::Workplace& workplace,
             const service::DemoTray& tray, Truth& truth) {
  service::ProcessRequest request;
  request.scan_folder = tray.folder();
  request.site_file = config.site_file;
  request.accounts_file = config.file.parent_path() / "accounts.csv";
  request.batch_file = tray.folder() / "BATCH.toml";
  request.out_folder = config.output_folder;
  need(service::process_mail(request, workplace, [](const service::Progress&) {}));
  const auto batches = need(workplace.store().batches());
  const auto newest = std::ranges::max_element(batches, {}, &deposit::Batch::id);
  for (const auto& item : tray.to_key())
    truth[{newest->id, item.sequence}] = std::to_string(item.amount.cents());
}

/// How often each field of a batch was answered, by the entries of the audit trail.
std::map<std::int64_t, int> answers_in_trail(deposit::Finder& finder, BatchId batch) {
  constexpr int events_max = 1'000'000;
  std::map<std::int64_t, int> answers;
  deposit::AuditFilter filter;
  filter.batch = batch;
  filter.entity = "task";
  for (const auto& event : need(finder.audit(filter, events_max)))
    // "BATCH/SEQUENCE.amount".
    if (event.event == "answer")
      ++answers[std::stoll(event.entity_key.substr(event.entity_key.find('/') + 1))];
  return answers;
}

bool is_acknowledged(const FieldClaims& claims) {
  return std::ranges::any_of(claims,
                             [](const auto& claim) { return claim.second == Heard::Acknowledged; });
}

std::optional<std::string> wrong_with(const deposit::Task& task, int answers,
                                      const std::string& expected, const FieldClaims& claims) {
  const bool is_answered = task.state == deposit::TaskState::Answered;
  if (!is_answered && is_acknowledged(claims)) return "an acknowledged answer is lost";
  if (answers != (is_answered ? 1 : 0)) return fmt::format("answered {} times", answers);
  if (!is_answered) return std::nullopt;
  if (task.answer != expected) return "another value than the one that was sent";
  const auto claim = claims.find(task.answered_by);
  if (claim == claims.end()) return "answered by " + task.answered_by + ", who sent nothing";
  if (claim->second == Heard::Refused) return "kept, and " + claim->first + " heard a refusal";
  return std::nullopt;
}

}  // namespace

KeyingOffice::KeyingOffice(Size size, std::uint16_t port) {
  service::InitRequest init;
  init.folder = folder_.path() / "office";
  init.organisation = "Town of Elm";
  init.bank = "First Example Bank";
  init.port = port;
  need(service::init_office(init, SystemClock{}));
  const auto config = config_of(init.folder);
  const auto site = need(service::read_site(config.site_file));
  std::string accounts = account_columns;
  std::vector<service::DemoTray> trays;
  for (int number = 1; number <= size.trays; ++number) {
    const auto scan = init.folder / "scan" / std::to_string(number);
    trays.push_back(draw_tray(scan, site, number, size.envelopes_each));
    accounts += trays.back().account_lines();
  }
  need(write_file_durably(init.folder / "accounts.csv", bytes_of(accounts)));
  const auto workplace = need(service::open_workplace(config));
  for (const auto& tray : trays) take_in(config, *workplace, tray, truth_);
  add_keyers(workplace->books().people());
}

void KeyingOffice::copy_to(const fs::path& folder) const {
  fs::copy(folder_.path() / "office", folder, fs::copy_options::recursive);
}

ChildRequest serve_request(const fs::path& office) {
  return {.command = {CRASH_LOCKBOX, "serve", "--config", office / config_name},
          .environment = {},
          .output = office.string() + ".log"};
}

ChildRequest verify_request(const fs::path& office) {
  return {.command = {CRASH_LOCKBOX, "verify", config_of(office).store_file},
          .environment = {},
          .output = office.string() + ".verified"};
}

Claims claims_of(const std::vector<Keyer>& keyers) {
  Claims claims;
  for (const auto& keyer : keyers)
    for (const auto& [place, heard] : keyer.sent()) claims[place][keyer.name()] = heard;
  return claims;
}

BooksProof prove_answers(const fs::path& office, const Truth& truth, const Claims& claims) {
  const auto workplace = need(service::open_workplace(config_of(office)));
  auto& books = workplace->books();
  BooksProof proof;
  for (const auto& batch : need(books.store().batches())) {
    auto answers = answers_in_trail(books.finder(), batch.id);
    const auto proven =
        need(service::work::load_proven(books.store(), batch.header.site, batch.id));
    if (!proven.control.holds()) ++proof.unbalanced;
    for (const auto& task : proven.contents.tasks) {
      const FieldPlace place{batch.id, task.sequence};
      const auto claimed = claims.find(place);
      const auto known = claimed == claims.end() ? FieldClaims{} : claimed->second;
      const auto wrong = wrong_with(task, answers[task.sequence], truth.at(place), known);
      if (wrong && !proof.fault)
        proof.fault =
            fmt::format("Batch {}, document {}: {}.", batch.id.value(), task.sequence, *wrong);
      const bool is_answered = task.state == deposit::TaskState::Answered;
      ++(is_answered ? proof.answered : proof.open);
      if (is_answered && !is_acknowledged(known)) ++proof.unheard;
    }
  }
  return proof;
}

}  // namespace lockbox::crash
