#include "service/demo/demo_office.h"

#include <fmt/format.h>

#include "core/file.h"
#include "core/local_time.h"
#include "service/auth/password_hasher.h"
#include "service/auth/token.h"
#include "service/close/close_day.h"
#include "service/config/site_file.h"
#include "service/demo/demo_mail.h"
#include "service/process/process.h"
#include "service/serve/config_workplace.h"
#include "service/serve/init.h"

namespace lockbox::service {

namespace {

constexpr auto begun_marker = ".lockbox-demo";
constexpr auto made_marker = ".lockbox-demo-made";
/// A deposit waits; so long it has when the demonstration is made.
constexpr std::chrono::minutes before_cut_off{45};
constexpr auto demo_zone = "America/Chicago";
constexpr auto supervisor = "sam";
constexpr auto treasurer = "theo";

Money cents(std::int64_t amount) {
  return Money::from_cents(amount);
}

/// The days of the demonstration: today, and the weekday before.
struct DemoDays {
  BusinessDay closed;
  BusinessDay open;
};

DemoDays days_at(const LocalTime& now) {
  auto before = days_after(now.day, -1);
  while (is_weekend(before)) before = days_after(before, -1);
  return {before, now.day};
}

/// Soon, and still today.
TimeOfDay cut_off_after(Instant now) {
  const auto today = LocalTime::of(now).day;
  const auto soon = LocalTime::of(now + before_cut_off);
  return soon.day == today ? soon.time : TimeOfDay::parse("23:59").value();
}

/// All trays, drawn.
struct DemoTrays {
  DemoTray day_before;
  DemoTray morning;
  DemoTray swapped;
  DemoTray ready;
  DemoTray at_scanner;
};

Result<void> fill_with_encoded(DemoTray& tray, int envelopes) {
  for (int i = 1; i <= envelopes; ++i) {
    TRY(tray.add_encoded(cents(3'127 + 1'861 * i)));
  }
  return {};
}

/// One of every kind of task, behind payments that need nobody.
Result<void> fill_morning(DemoTray& tray) {
  TRY(fill_with_encoded(tray, 6));
  for (const auto amount : {14'837, 4'250, 9'999, 23'018, 7'505, 31'640}) {
    TRY(tray.add_to_key(cents(amount)));
  }
  TRY(tray.add_to_key(cents(81'275)));
  TRY(tray.add_damaged_micr(cents(12'345)));
  TRY(tray.add_for_closed_account(cents(6'420)));
  TRY(tray.add_check_only(cents(18'000)));
  TRY(tray.add_with_letter(cents(5'118)));
  TRY(tray.add_encoded(cents(17'733)));
  return tray.add_duplicate();
}

/// Six questions, each of another kind: where the first envelope begins, whose its check is, an
/// amount that two people key, who follows a closed account, whose a letter is, and a duplicate.
Result<void> fill_afternoon(DemoTray& tray) {
  TRY(tray.add_check_only(cents(18'150)));
  TRY(fill_with_encoded(tray, 3));
  TRY(tray.add_to_key(cents(64'025)));
  TRY(tray.add_for_closed_account(cents(7'310)));
  TRY(tray.add_with_letter(cents(5'890)));
  TRY(tray.add_encoded(cents(16'450)));
  return tray.add_duplicate();
}

Result<void> draw(DemoTrays& trays, const DemoDays& days) {
  const auto closed_day = days.closed.to_string();
  const auto open_day = days.open.to_string();
  TRY(fill_with_encoded(trays.day_before, 12));
  TRY(fill_morning(trays.morning));
  TRY(fill_with_encoded(trays.swapped, 4));
  TRY(trays.swapped.add_to_key(cents(15'300)));
  TRY(fill_with_encoded(trays.ready, 7));
  TRY(fill_afternoon(trays.at_scanner));
  TRY(trays.day_before.declare(closed_day, "mail"));
  TRY(trays.morning.declare(open_day, "morning-mail"));
  TRY(trays.swapped.declare(open_day, "drop-box"));
  TRY(trays.ready.declare(open_day, "counter"));
  return trays.at_scanner.declare(open_day, "afternoon-mail");
}

/// 153.00 keyed as 135.00: what two neighbouring digits do when they change places.
std::string swapped_answers(const DemoTray& tray) {
  std::string text = "sequence,field,value,actor\n";
  for (const auto& item : tray.to_key()) {
    auto digits = std::to_string(item.amount.cents());
    std::swap(digits.at(1), digits.at(2));
    text += fmt::format("{},amount,{},maria\n", item.sequence, digits);
  }
  return text;
}

Result<void> add_people(deposit::People& people, const Clock& clock) {
  auth::PasswordHasher hasher{{}};
  const deposit::Actor actor{"lockbox demo"};
  for (const auto& person : demo_people) {
    const std::string name{person.name};
    auto found = TRY(people.credentials(name));
    if (!found) {
      TRY(people.add_user(name, std::string{person.full_name}, {std::string{person.role}}, actor));
      found = TRY(people.credentials(name));
    }
    const auto token = auth::Token::random();
    TRY(people.invite(found->user.id, token.digest(), clock.now() + std::chrono::hours{1}, actor));
    const auto hash = TRY(hasher.hash(demo_password));
    TRY(people.accept_invitation(token.digest(), clock.now(), hash, {}));
  }
  return {};
}

/// Puts trays through the main job as the program would.
class DemoWork {
 public:
  DemoWork(const ServeConfig& config, Workplace& workplace, std::filesystem::path accounts)
      : config_{config}, workplace_{workplace}, accounts_{std::move(accounts)} {}

  Result<void> process(const DemoTray& tray, const std::string& prepared_by = {},
                       const std::string& approved_by = {},
                       const std::optional<std::filesystem::path>& keyed = {}) {
    ProcessRequest request;
    request.scan_folder = tray.folder();
    request.site_file = config_.site_file;
    request.accounts_file = accounts_;
    request.batch_file = tray.folder() / "BATCH.toml";
    request.keyed_file = keyed;
    request.prepared_by = prepared_by;
    request.approved_by = approved_by;
    request.out_folder = config_.output_folder;
    TRY(process_mail(request, workplace_, [](const Progress& /*progress*/) {}));
    return {};
  }

  Result<void> close(const deposit::Site& site, const BusinessDay& day) {
    auto& books = workplace_.books();
    const deposit::Actor actor{supervisor};
    auto now = TRY(books.days().day(site.id, day));
    now = TRY(books.days().step(site.id, day, {deposit::DayEvent::CutOff, now.version}, actor));
    TRY(close::close_day(books, site, {day, {deposit::DayEvent::Close, now.version}},
                         config_.output_folder, actor));
    return {};
  }

 private:
  const ServeConfig& config_;
  Workplace& workplace_;
  std::filesystem::path accounts_;
};

Result<void> work_through(const ServeConfig& config, const Clock& clock) {
  const auto folder = config.file.parent_path();
  const auto site = TRY(read_site(config.site_file));
  const auto scans = folder / "scan";
  DemoTrays trays{{scans / "1-day-before", site, 1},
                  {scans / "2-morning", site, 2},
                  {scans / "3-drop-box", site, 3},
                  {scans / "4-counter", site, 4},
                  {scans / "5-afternoon", site, 5}};
  const auto days = days_at(LocalTime::of(clock.now()));
  TRY(draw(trays, days));
  std::string accounts =
      "account,bill_type,name,address,balance_due,due_date,fund,deposit_account,status\n";
  for (const auto* tray :
       {&trays.day_before, &trays.morning, &trays.swapped, &trays.ready, &trays.at_scanner}) {
    accounts += tray->account_lines();
  }
  TRY(write_file_durably(folder / "accounts.csv", bytes_of(accounts)));
  TRY(write_file_durably(folder / "keyed.csv", bytes_of(swapped_answers(trays.swapped))));

  const auto workplace = TRY(open_workplace(config));
  TRY(add_people(workplace->books().people(), clock));
  DemoWork work{config, *workplace, folder / "accounts.csv"};
  TRY(work.process(trays.day_before, treasurer, supervisor));
  TRY(work.close(site, days.closed));
  TRY(work.process(trays.morning));
  TRY(work.process(trays.swapped, {}, {}, folder / "keyed.csv"));
  return work.process(trays.ready, treasurer);
}

enum class Found { Nothing, Half, Whole };

/// What is in the folder; Conflict for what no demonstration made.
Result<Found> look_into(const std::filesystem::path& folder) {
  std::error_code ignored;  // What cannot be examined cannot be made either; making says why.
  if (std::filesystem::exists(folder / made_marker, ignored)) return Found::Whole;
  if (std::filesystem::exists(folder / begun_marker, ignored)) return Found::Half;
  if (!std::filesystem::exists(folder, ignored) || std::filesystem::is_empty(folder, ignored)) {
    return Found::Nothing;
  }
  return fail(ErrorCode::Conflict,
              folder.string() + " is there and no demonstration made it; choose another folder.");
}

Result<void> make_office(const std::filesystem::path& folder, std::int64_t port,
                         const Clock& clock) {
  use_time_zone(demo_zone);
  TRY(make_directory_durably(folder));
  TRY(write_file_durably(folder / begun_marker, {}));
  InitRequest init;
  init.folder = folder;
  init.organisation = "City of Riverton";
  init.site = "riverton";
  init.lockbox = "RIVERTON-MAIL";
  init.time_zone = demo_zone;
  init.bank = "First Bank of Riverton";
  init.cut_off = cut_off_after(clock.now()).to_string();
  init.practice = "DEMO";
  init.administrator = "ada";
  init.full_name = "Ada Winter";
  if (port != 0) init.port = port;
  TRY(init_office(init, clock));
  const auto config = TRY(read_serve_config(folder / "lockbox.toml"));
  TRY(work_through(config, clock));
  return write_file_durably(folder / made_marker, {});
}

}  // namespace

Result<ServeConfig> prepare_demo(const DemoRequest& request, const Clock& clock) {
  const auto folder = std::filesystem::absolute(request.folder);
  auto found = TRY(look_into(folder));
  if (found == Found::Half || (found == Found::Whole && request.reset)) {
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    if (error) return fail(ErrorCode::Unavailable, folder.string() + ": " + error.message());
    found = Found::Nothing;
  }
  if (found == Found::Nothing) TRY(make_office(folder, request.port, clock));
  auto config = TRY(read_serve_config(folder / "lockbox.toml"));
  config.listen_port = static_cast<std::uint16_t>(request.port);
  return config;
}

}  // namespace lockbox::service
