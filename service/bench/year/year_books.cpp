#include "service/bench/year/year_books.h"

#include <array>
#include <chrono>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/sha256.h"
#include "service/close/close_day.h"
#include "service/config/site_file.h"
#include "service/process/deposits.h"
#include "service/process/settle.h"
#include "service/serve/config_workplace.h"
#include "service/serve/init.h"

namespace lockbox::service {

namespace {

using Steady = std::chrono::steady_clock;

constexpr int envelopes_a_batch = 150;
/// Each is billed every month, and most pay each bill.
constexpr std::size_t residents = 30'000;
/// A tray is not filled further once fewer items than this are left of the day.
constexpr int items_of_an_envelope_max = 2;
constexpr std::chrono::year_month_day first_day{std::chrono::year{2026} / 1 / 5};
constexpr int deposits_a_day_max = 1'000;
constexpr auto keyer = "maria";
constexpr auto preparer = "theo";
constexpr auto closer = "sam";

constexpr std::array<std::string_view, 32> streets{
    "ACACIA",  "ALDER",  "APPLE",   "ASH",     "ASPEN",  "BEECH",    "BIRCH",  "CEDAR",
    "CHERRY",  "COTTON", "CYPRESS", "DOGWOOD", "ELM",    "FIR",      "HAZEL",  "HEMLOCK",
    "HICKORY", "HOLLY",  "JUNIPER", "LARCH",   "LAUREL", "LINDEN",   "LOCUST", "MAGNOLIA",
    "MAPLE",   "OAK",    "PINE",    "POPLAR",  "SPRUCE", "SYCAMORE", "WALNUT", "WILLOW"};
constexpr std::size_t houses_a_street = 500;
constexpr std::size_t households_a_house = 2;

/// The town draws no addresses; with them a review has accounts of one house to compare.
std::vector<deposit::Account> housed(std::vector<deposit::Account> accounts) {
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const auto street = i / (houses_a_street * households_a_house) % streets.size();
    accounts[i].address = fmt::format("{} {} STREET", 1 + i % houses_a_street, streets.at(street));
  }
  return accounts;
}

double seconds_since(Steady::time_point begin) {
  return std::chrono::duration<double>(Steady::now() - begin).count();
}

BusinessDay next_weekday(BusinessDay day) {
  do {
    day = days_after(day, 1);
  } while (is_weekend(day));
  return day;
}

deposit::ControlTotals totals_of(const std::vector<TownEnvelope>& mail) {
  deposit::ControlTotals totals{};
  for (const auto& envelope : mail) {
    totals.documents += envelope.coupon == TownCoupon::None ? 1 : 2;
    totals.amount = totals.amount + envelope.tender;
  }
  return totals;
}

/// Of as many envelopes as hold no more items than are wanted.
std::vector<TownEnvelope> mail_of(Town& town, int items_max) {
  std::vector<TownEnvelope> mail = town.mail(envelopes_a_batch);
  int items = 0;
  std::size_t kept = 0;
  while (kept < mail.size() && items + items_of_an_envelope_max <= items_max) {
    items += mail[kept++].coupon == TownCoupon::None ? 1 : 2;
  }
  mail.resize(kept);
  return mail;
}

/// The pages as a scanner and the reader hand them in; no two pictures are alike.
struct Pages {
  std::vector<deposit::NewDocument> documents;
  std::vector<deposit::Reading> readings;
};

Pages pages_of(const deposit::BatchContents& drawn, const deposit::BatchHeader& header) {
  Pages pages;
  for (const auto& document : drawn.documents) {
    auto captured = document.captured;
    auto& place = captured.images.front().place;
    place.business_day = header.business_day;
    place.segment = "drawn.seg";
    place.sha256 = Sha256::of(bytes_of(fmt::format("{} {}", header.source, captured.sequence)));
    pages.documents.push_back(std::move(captured));
    pages.readings.push_back(*document.reading);
  }
  return pages;
}

}  // namespace

YearBooks::YearBooks(const YearRequest& request, ServeConfig config, deposit::Site site,
                     std::unique_ptr<Workplace> workplace)
    : request_{request},
      config_{std::move(config)},
      site_{std::move(site)},
      workplace_{std::move(workplace)},
      town_{request.seed, {.residents = residents}},
      next_{BusinessDay::of(first_day)} {
}

Result<std::unique_ptr<YearBooks>> YearBooks::open(const YearRequest& request, const Clock& clock) {
  InitRequest init;
  init.folder = request.folder;
  init.organisation = "City of Bench";
  init.site = "TOWN";
  init.lockbox = "BOX";
  init.bank = "First Bank of Bench";
  init.administrator = "ada";
  TRY(init_office(init, clock));
  auto config = TRY(read_serve_config(request.folder / "lockbox.toml"));
  auto site = TRY(read_site(config.site_file));
  auto workplace = TRY(open_workplace(config));
  return std::unique_ptr<YearBooks>{
      new YearBooks{request, std::move(config), std::move(site), std::move(workplace)}};
}

Result<YearDay> YearBooks::next_day() {
  const auto begin = Steady::now();
  YearDay told{next_};
  next_ = next_weekday(next_);
  const auto month = told.day.to_string().substr(0, std::size("2026-01") - 1);
  if (month != month_) TRY(take_new_bills(month));
  TRY(hear_from_the_bank());
  while (told.items + items_of_an_envelope_max <= request_.items_a_day) {
    told.items += TRY(take_batch(told.day, ++told.batches, request_.items_a_day - told.items));
  }
  const auto closing = Steady::now();
  TRY(close(told.day));
  told.close_seconds = seconds_since(closing);
  told.seconds = seconds_since(begin);
  told.store_bytes = store_bytes();
  return told;
}

Result<void> YearBooks::take_new_bills(const std::string& month) {
  town_.bill();
  month_ = month;
  auto& store = workplace_->store();
  TRY(store.import_accounts(site_.id, site_.lockboxes.front(), Sha256::of(bytes_of(month)),
                            housed(town_.accounts()), deposit::Actor{"biller"}));
  accounts_ = std::make_unique<deposit::AccountIndex>(
      TRY(store.accounts(site_.id, site_.lockboxes.front())));
  return {};
}

Result<void> YearBooks::hear_from_the_bank() {
  auto& deposits = workplace_->books().deposits();
  const deposit::Actor actor{closer};
  const auto waiting = TRY(deposits.unsettled(site_.id, {.at_most = deposits_a_day_max}));
  for (const auto& record : waiting.records) {
    const deposit::DepositName name{record.lockbox, record.ticket};
    const deposit::Sending courier{deposit::SendMethod::Courier, "Harbor Courier", "bag"};
    const auto sent = TRY(deposits.step(
        site_.id, name,
        {.event = deposit::DepositEvent::Send, .version = record.version(), .sending = courier},
        actor));
    TRY(deposits.step(site_.id, name,
                      {.event = deposit::DepositEvent::Confirm,
                       .version = sent.version(),
                       .confirmed = sent.total},
                      actor));
  }
  return {};
}

Result<int> YearBooks::take_batch(const BusinessDay& day, int number, int items_max) {
  auto& store = workplace_->store();
  const auto mail = mail_of(town_, items_max);
  deposit::BatchHeader header{site_.id,
                              site_.lockboxes.front(),
                              day,
                              "mixed",
                              keyer,
                              totals_of(mail),
                              fmt::format("year:{}/{}", day.to_string(), number)};
  const deposit::Actor scanner{"scanner"};
  const auto batch = TRY(store.open_batch(header, scanner));
  const auto pages = pages_of(batch_of(town_, mail, batch.id), header);
  TRY(store.file_documents(batch.id, pages.documents, scanner));
  TRY(store.record_readings(batch.id, pages.readings, scanner));
  deposit::WorkChanges captured;
  captured.batch_events.push_back(deposit::BatchEvent::CompleteCapture);
  TRY(store.commit_work(batch.id, captured, scanner));
  TRY(settle(batch.id, mail));
  return static_cast<int>(pages.documents.size());
}

Result<void> YearBooks::settle(BatchId batch, const std::vector<TownEnvelope>& mail) {
  auto& store = workplace_->store();
  auto settled = TRY(settle_batch(store, batch, site_, *accounts_, {}));
  std::vector<deposit::KeyedAnswer> answers;
  for (const auto& [asked, value] :
       answered_by_people(settled.contents.tasks, envelopes_by_key(mail))) {
    answers.push_back({asked.first, asked.second, value, keyer});
  }
  // Alike by chance: every drawn check is a paper of its own.
  for (const auto& task : settled.contents.tasks) {
    if (task.field != deposit::TaskField::Duplicate) continue;
    answers.push_back({task.sequence, task.field, "no", keyer});
  }
  if (!answers.empty()) settled = TRY(settle_batch(store, batch, site_, *accounts_, answers));
  TRY(deposit_batch(store, batch, site_, {preparer, closer}, settled.control));
  return {};
}

Result<void> YearBooks::close(const BusinessDay& day) {
  auto& books = workplace_->books();
  const deposit::Actor actor{closer};
  auto now = TRY(books.days().day(site_.id, day));
  now = TRY(books.days().step(site_.id, day, {deposit::DayEvent::CutOff, now.version}, actor));
  TRY(close::close_day(books, site_, {day, {deposit::DayEvent::Close, now.version}},
                       config_.output_folder, actor));
  return {};
}

std::int64_t YearBooks::store_bytes() const {
  std::int64_t bytes = 0;
  for (const auto* ending : {"", "-wal"}) {
    std::error_code absent;  // There is no log while nobody writes.
    const auto size = std::filesystem::file_size(config_.store_file.string() + ending, absent);
    if (!absent) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

}  // namespace lockbox::service
