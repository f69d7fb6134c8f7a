// The shipped day of mail through the main job, its close, its packet and the proof of that.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>

#include "core/csv.h"
#include "core/file.h"
#include "deposit/close/equations.h"
#include "deposit/close/merkle.h"
#include "deposit/store/sqlite/sqlite_store.h"
#include "service/close/close_day.h"
#include "service/close/load_day.h"
#include "service/close/packet.h"
#include "service/close/packet_manifest.h"
#include "service/close/verify_packet.h"
#include "service/config/site_file.h"
#include "service/process/process.h"
#include "service/process/settle.h"
#include "service/verify/verify.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;
namespace fs = std::filesystem;

namespace {

const fs::path example = "examples/riverton";
const deposit::Actor sam{"sam"};

template <class T>
T need(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return *std::move(result);
}

std::string text_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream{path, std::ios::binary} << text;
}

/// The shipped day, processed once for all tests of this file and approved by two people.
class SampleDay {
 public:
  SampleDay() : site{need(read_site(example / "site.toml"))} {
    ProcessRequest request;
    request.scan_folder = example / "day" / "scan";
    request.site_file = example / "site.toml";
    request.accounts_file = example / "day" / "accounts.csv";
    request.batch_file = example / "day" / "batch.toml";
    request.keyed_file = example / "day" / "keyed.csv";
    request.prepared_by = "dana";
    request.approved_by = "lee";
    request.out_folder = out();
    workplace_ =
        need(Workplace::open(out() / "lockbox.db", {.segments = {.segment_bytes = 1 << 18}}));
    need(process_mail(request, *workplace_, [](const Progress&) {}));
  }

  static const SampleDay& shared() {
    static const SampleDay day;
    return day;
  }

  [[nodiscard]] fs::path out() const { return folder_.path(); }
  [[nodiscard]] Workplace& workplace() const { return *workplace_; }
  [[nodiscard]] deposit::Books& books() const { return workplace_->books(); }

  Result<deposit::Day> step(deposit::DayEvent event, const std::string& reason = {}) const {
    const auto now = need(books().days().day(site.id, day));
    const deposit::WantedStep wanted{event, now.version, reason};
    if (event == deposit::DayEvent::Reopen) {
      need(books().days().step(site.id, day, wanted, sam));
      return books().days().step(site.id, day, {event, now.version + 1}, deposit::Actor{"sue"});
    }
    if (event != deposit::DayEvent::Close) return books().days().step(site.id, day, wanted, sam);
    return close::close_day(books(), site, {day, wanted}, out(), sam);
  }

  deposit::Site site;
  const BusinessDay day = need(BusinessDay::parse("2026-11-23"));

 private:
  test::TemporaryDirectory folder_;
  std::unique_ptr<Workplace> workplace_;
};

/// The signed packet of the shipped day.
const SampleDay& closed_day() {
  static const SampleDay& day = [&]() -> const SampleDay& {
    const auto& made = SampleDay::shared();
    need(made.step(deposit::DayEvent::CutOff));
    need(made.step(deposit::DayEvent::Close));
    return made;
  }();
  return day;
}

const std::string packet_name = "close-riverton-2026-11-23";

/// The packet and the files of the books, in a folder of their own.
class Copy {
 public:
  Copy() {
    for (const auto& entry : fs::directory_iterator{closed_day().out()}) {
      if (entry.is_regular_file() && entry.path().extension() != ".db") {
        fs::copy_file(entry.path(), path(entry.path().filename()));
      }
    }
  }

  [[nodiscard]] fs::path path(const fs::path& name) const { return folder_.path() / name; }
  [[nodiscard]] std::string fault() const {
    return need(close::verify_packets(folder_.path())).fault.value_or("");
  }
  [[nodiscard]] std::vector<std::string> packet_files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder_.path()}) {
      const auto name = entry.path().filename().string();
      if (name.starts_with(packet_name)) names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
  }

  /// Puts other contents into a table and makes every hash fit, as a forger would.
  void forge(const std::string& table, const std::string& text) const {
    const auto name = packet_name + "-" + table + ".csv";
    write_text(path(name), text);
    const auto manifest_path = path(packet_name + std::string{close::manifest_ending});
    auto manifest = need(close::parse_packet_manifest(text_of(manifest_path)));
    const auto file = std::ranges::find(manifest.files, name, &close::ManifestFile::name);
    REQUIRE(file != manifest.files.end());
    file->bytes = static_cast<std::int64_t>(text.size());
    file->sha256 = Sha256::of(bytes_of(text));
    if (table == "items") {
      std::vector<std::string> lines;
      for (std::size_t at = text.find("\r\n") + 2; at < text.size();) {
        const auto end = text.find("\r\n", at);
        lines.push_back(text.substr(at, end - at));
        at = end + 2;
      }
      manifest.items_root = deposit::close::merkle_root(lines);
    }
    write_text(manifest_path, close::render_manifest(manifest));
  }

  [[nodiscard]] std::string table(const std::string& name) const {
    return text_of(path(packet_name + "-" + name + ".csv"));
  }

 private:
  test::TemporaryDirectory folder_;
};

/// The table with one more in a cell; rows count behind the head.
std::string with_one_more(const std::string& text, std::size_t row, std::size_t column) {
  auto records = parse_csv(text).value();
  auto& cell = records.at(row + 1).fields.at(column);
  cell = std::to_string(std::stoll(cell) + 1);
  std::string changed;
  for (const auto& record : records) {
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      changed += (i == 0 ? "" : ",") + record.fields[i];
    }
    changed += "\r\n";
  }
  return changed;
}

}  // namespace

TEST_CASE("A day that is not closed has a provisional packet, which says so", "[service][close]") {
  const SampleDay day;
  const auto made = need(close::make_day_packet(day.books(), day.site, day.day, day.out(), sam));
  CHECK_FALSE(made.is_final);
  CHECK(made.name == packet_name + "-provisional");
  const auto report = need(close::verify_packets(day.out()));
  CHECK(report.fault.value_or("") == "");
  CHECK(report.provisional == 1);
  const auto record = need(close::load_day(day.books(), day.site, day.day));
  const auto one = need(close::make_packet(record, day.out()));
  const auto two = need(close::make_packet(record, day.out()));
  REQUIRE(one.files.size() == two.files.size());
  for (std::size_t i = 0; i < one.files.size(); ++i) {
    INFO(one.files[i].name);
    CHECK(one.files[i].bytes == two.files[i].bytes);
  }
  CHECK(need(day.books().closing().files(day.site.id, day.day)).empty());
}

TEST_CASE("The close of the shipped day is the packet that the project holds", "[service][close]") {
  const auto& day = closed_day();
  const fs::path golden = "tests/service/close/golden";
  std::size_t compared = 0;
  for (const auto& entry : fs::directory_iterator{golden}) {
    INFO(entry.path().filename().string());
    CHECK(text_of(day.out() / entry.path().filename()) == text_of(entry.path()));
    ++compared;
  }
  CHECK(compared == 11);  // All tables but the steps, which tell when it was closed.
}

TEST_CASE("A signed packet is proved without the books, and by them", "[service][close]") {
  const auto& day = closed_day();
  const auto report = need(close::verify_packets(day.out()));
  CHECK(report.fault.value_or("") == "");
  CHECK(report.packets == 1);
  CHECK(report.provisional == 0);
  CHECK(report.items == 20);
  CHECK(report.books_files == 7);
  CHECK(need(verify_store(day.workplace(), day.out())).fault.value_or("") == "");
  CHECK(need(day.books().closing().files(day.site.id, day.day)).size() == 16);
}

TEST_CASE("A signed packet is made again with the same bytes", "[service][close]") {
  const auto& day = closed_day();
  const auto path = day.out() / (packet_name + ".xlsx");
  const auto before = text_of(path);
  fs::remove(path);
  need(close::make_day_packet(day.books(), day.site, day.day, day.out(), sam));
  CHECK(text_of(path) == before);
}

TEST_CASE("A changed file of a packet is noticed by the books", "[service][close]") {
  const auto& day = closed_day();
  const auto path = day.out() / (packet_name + ".pdf");
  const auto before = text_of(path);
  write_text(path, before + "x");
  const auto report = need(verify_store(day.workplace(), day.out()));
  CHECK(report.fault.value_or("") == path.string() + ": the file is not the one that was signed.");
  write_text(path, before);
}

TEST_CASE("Any byte that is changed in any file of a packet is noticed, and the file is named",
          "[service][close]") {
  const Copy copy;
  REQUIRE(copy.fault() == "");
  const auto names = copy.packet_files();
  REQUIRE(names.size() == 16);
  constexpr std::size_t bytes_a_file = 24;
  for (const auto& name : names) {
    const auto before = text_of(copy.path(name));
    for (std::size_t i = 0; i < bytes_a_file; ++i) {
      auto text = before;
      auto& byte = text[i * (text.size() - 1) / (bytes_a_file - 1)];
      byte = static_cast<char>(byte ^ 1);
      write_text(copy.path(name), text);
      INFO(name << " " << i << ": " << copy.fault());
      CHECK(copy.fault().find(name) != std::string::npos);
    }
    write_text(copy.path(name), before);
  }
  CHECK(copy.fault() == "");
}

TEST_CASE("A file that is missing from a packet is named", "[service][close]") {
  const Copy copy;
  fs::remove(copy.path(packet_name + "-journal.csv"));
  CHECK(copy.fault().find(packet_name + "-journal.csv") != std::string::npos);
}

TEST_CASE("A cent more in any cell is noticed even where every hash was made to fit",
          "[service][close]") {
  std::size_t forged = 0;
  for (const std::string table :
       {"batches", "deposit-items", "deposits", "files", "items", "journal", "suspense", "tie"}) {
    const Copy original;
    const auto text = original.table(table);
    const auto records = parse_csv(text).value();
    for (std::size_t column = 0; column < records[0].fields.size(); ++column) {
      if (!records[0].fields[column].ends_with("_cents")) continue;
      for (std::size_t row = 0; row + 1 < records.size(); ++row) {
        if (records[row + 1].fields[column].empty()) continue;
        // The amount of a second scan is no money of the day: no equation speaks of it.
        if (records[row + 1].fields.back() == "duplicate") continue;
        original.forge(table, with_one_more(text, row, column));
        INFO(table << " row " << row << " " << records[0].fields[column]);
        CHECK(original.fault() != "");
        ++forged;
      }
    }
    original.forge(table, text);
    CHECK(original.fault() == "");
  }
  CHECK(forged > 70);
}

TEST_CASE("A table that is torn off anywhere is noticed even where every hash was made to fit",
          "[service][close]") {
  constexpr std::size_t cuts = 20;
  for (const std::string table :
       {"batches", "deposit-items", "deposits", "files", "journal", "suspense", "tie"}) {
    const Copy original;
    const auto text = original.table(table);
    for (std::size_t i = 0; i < cuts; ++i) {
      original.forge(table, text.substr(0, i * text.size() / cuts));
      INFO(table << " " << i);
      CHECK(original.fault() != "");
    }
  }
}

TEST_CASE("A forged posting file beside the packet is named", "[service][close]") {
  const Copy copy;
  const auto path = copy.path("posting-401-000001-001.csv");
  auto text = text_of(path);
  text.back() = ' ';
  write_text(path, text);
  CHECK(copy.fault().find("posting-401-000001-001.csv") != std::string::npos);
}

TEST_CASE("A folder without a packet is no proof", "[service][close]") {
  const test::TemporaryDirectory empty;
  const auto report = close::verify_packets(empty.path());
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == ErrorCode::NotFound);
}

TEST_CASE("A day that is closed again has a second packet, and the first stays as it was signed",
          "[service][close]") {
  const SampleDay day;
  need(day.step(deposit::DayEvent::CutOff));
  need(close::make_day_packet(day.books(), day.site, day.day, day.out(), sam));
  REQUIRE(fs::exists(day.out() / (packet_name + "-provisional.pdf")));
  need(day.step(deposit::DayEvent::Close));
  CHECK_FALSE(fs::exists(day.out() / (packet_name + "-provisional.pdf")));
  const auto first = text_of(day.out() / (packet_name + ".pdf"));
  need(day.step(deposit::DayEvent::Reopen, "The bank asked for another slip."));
  need(day.step(deposit::DayEvent::Close));
  CHECK(text_of(day.out() / (packet_name + ".pdf")) == first);
  CHECK(text_of(day.out() / (packet_name + "-2.pdf")) != first);
  const auto packets = need(close::packets_of(day.books(), day.site, day.day, day.out()));
  REQUIRE(packets.size() == 2);
  CHECK(packets[0].closing == 2);
  CHECK(packets[1].closing == 1);
  CHECK(need(close::verify_packets(day.out())).packets == 2);
  CHECK(need(verify_store(day.workplace(), day.out())).fault.value_or("") == "");
}

TEST_CASE("Another file under the name of a signed one is left as it is", "[service][close]") {
  const SampleDay day;
  write_text(day.out() / (packet_name + ".pdf"), "another");
  need(day.step(deposit::DayEvent::CutOff));
  const auto closed = day.step(deposit::DayEvent::Close);
  REQUIRE_FALSE(closed.has_value());
  CHECK(closed.error().message.starts_with("The day is closed, but its packet was not made: "));
  CHECK(text_of(day.out() / (packet_name + ".pdf")) == "another");
  fs::remove(day.out() / (packet_name + ".pdf"));
  CHECK(need(close::make_day_packet(day.books(), day.site, day.day, day.out(), sam)).is_final);
}

TEST_CASE("A12.2, D10: what is returned and refunded on a day is in its packet, and proves itself",
          "[service][close][ledger]") {
  const SampleDay day;
  auto& book = day.books().ledger();
  const std::string here = day.site.id;
  const auto batch = need(day.books().store().batches()).front();
  const auto found = need(book.find_items(here, {.amount = Money::from_cents(37'095)}, 5)).at(0);
  auto item = need(book.receive(here,
                                {.lockbox = batch.header.lockbox,
                                 .amount = *found.amount,
                                 .check_number = found.check_number,
                                 .account_tail = "",
                                 .reason_code = "A",
                                 .returned_on = day.day,
                                 .reference = "",
                                 .document = found.document,
                                 .note = ""},
                                sam));
  for (const auto event :
       {deposit::ledger::ReturnEvent::ChargeBack, deposit::ledger::ReturnEvent::PostFee}) {
    item = need(book.step_return(here, item.number, {event, item.version}, {}, sam));
  }
  const auto refund = need(book.request(here,
                                        {.lockbox = batch.header.lockbox,
                                         .kind = deposit::ledger::AdjustmentKind::Refund,
                                         .amount = Money::from_cents(5'00),
                                         .origin = deposit::ledger::Origin{batch.id, 17},
                                         .from = {},
                                         .to = {},
                                         .reason_code = "payer_request",
                                         .note = "Asked for."},
                                        {}, sam));
  need(book.decide(here, refund.number, {deposit::ledger::AdjustmentEvent::Approve, refund.version},
                   {}, sam));
  need(day.step(deposit::DayEvent::CutOff));
  need(day.step(deposit::DayEvent::Close));

  const auto report = need(close::verify_packets(day.out()));
  CHECK(report.fault.value_or("") == "");
  CHECK(report.books_files == 8);
  const auto suspense = text_of(day.out() / (packet_name + "-suspense.csv"));
  CHECK(suspense.find(",0,2500,0,500,0,0,2000\r\n") != std::string::npos);
  const auto files = need(book.files(here, day.day));
  REQUIRE(files.size() == 1);
  CHECK(files[0].amount == Money::from_cents(-37'095 - 40'00));
  const auto ledger = text_of(day.out() / (packet_name + "-ledger.csv"));
  CHECK(ledger.find(files[0].name) != std::string::npos);

  // A cent more in the ledger or its file is noticed.
  const auto path = day.out() / files[0].name;
  write_text(path, text_of(path) + " ");
  CHECK(need(close::verify_packets(day.out())).fault.value_or("").find(files[0].name) !=
        std::string::npos);
}

TEST_CASE("Money that leaves suspense behind a close counts in the next day, and the roll goes on",
          "[service][close]") {
  const SampleDay day;
  need(day.step(deposit::DayEvent::CutOff));
  need(day.step(deposit::DayEvent::Close));
  auto& store = day.books().store();
  const auto batch = need(store.batches()).front();
  auto header = batch.header;
  header.business_day = need(BusinessDay::parse("2026-11-24"));
  header.source = "the mail of the next day";
  header.control.reset();
  need(store.open_batch(header, sam));
  const auto accounts = need(store.accounts(day.site.id, header.lockbox));
  const auto open =
      std::ranges::find(accounts, deposit::AccountStatus::Open, &deposit::Account::status);
  REQUIRE(open != accounts.end());
  need(settle_batch(store, batch.id, day.site, deposit::AccountIndex{accounts},
                    {{17, deposit::TaskField::Account, open->number.reveal(), "ann"}}));

  const auto next = need(close::load_day(day.books(), day.site, header.business_day));
  REQUIRE(next.suspense.size() == 1);
  CHECK(next.suspense[0].opening.cents() == 2500);
  CHECK(next.suspense[0].applied.cents() == 2500);
  CHECK(next.suspense[0].closing.is_zero());
  CHECK(next.suspense[0].age_days == 1);
  CHECK(deposit::close::d10_suspense_rolls(next).value_or("") == "");

  const auto closed = need(close::load_day(day.books(), day.site, day.day));
  REQUIRE(closed.suspense.size() == 1);
  CHECK(closed.suspense[0].closing.cents() == 2500);
  for (const auto& equation : deposit::close::equations()) {
    INFO(equation.id);
    CHECK(equation.first_fault(closed).value_or("") == "");
  }
  CHECK(need(close::verify_packets(day.out())).fault.value_or("") == "");
}
