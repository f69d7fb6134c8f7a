// Signatures under reports, letters, inquiries, incidents and payees, in the books.

#include "deposit/store/reporting.h"

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

const std::string here{site};
const std::string box{lockbox_name};
const Actor ana{"Ana"};
const BusinessDay day = must(BusinessDay::parse("2026-11-23"));

ReportSignature signature(const std::string& content, SignatureVerdict verdict) {
  return {.number = 0,
          .report = "departmental-reconciliation",
          .scope = {.site = here, .from = day, .to = day, .department = "water"},
          .content = Sha256::of(bytes_of(content)),
          .rows = 1,
          .verdict = verdict,
          .note = ""};
}

Letter letter_of(const std::string& file) {
  return {.number = 0,
          .letter_template = "unknown-payer",
          .about_kind = LetterAbout::Account,
          .about = "ref",
          .day = day,
          .text = {"A. Payer", "", "Yours", {"One.", "Two."}},
          .file = file,
          .sha256_hex = Sha256::of(bytes_of(file)).hex(),
          .reply_due = day,
          .drafted_by = {},
          .drafted_at = {}};
}

class ReportWorld {
 public:
  [[nodiscard]] Books& books() { return *books_; }
  [[nodiscard]] const SqliteFile& file() const { return file_; }
  ~ReportWorld() { CHECK(must(books_->store().first_fault()) == std::nullopt); }

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_{must(file_.open_books())};
};

}  // namespace

TEST_CASE("C-17, C-29: a signature keeps the hash of what was signed, and is given once",
          "[deposit][store][report]") {
  ReportWorld world;
  auto& reporting = world.books().reporting();
  const auto agrees = signature("csv", SignatureVerdict::Agrees);
  must(reporting.sign(agrees, ana));
  CHECK(reporting.sign(agrees, ana).error().code == ErrorCode::Conflict);
  must(reporting.sign(agrees, Actor{"Ben"}));
  must(reporting.sign(signature("other", SignatureVerdict::Agrees), ana));
  const auto kept = must(reporting.signatures(agrees.report, agrees.scope));
  REQUIRE(kept.size() == 3);
  CHECK(kept.front().content == agrees.content);
  CHECK(kept.front().signed_by == "Ana");
  auto another = agrees.scope;
  another.department = "license";
  CHECK(must(reporting.signatures(agrees.report, another)).empty());
  CHECK(must(reporting.all_signatures(here, 2)).size() == 2);
}

TEST_CASE("C-17: a department that does not agree says what differs", "[deposit][store][report]") {
  ReportWorld world;
  auto differs = signature("csv", SignatureVerdict::Differs);
  CHECK(world.books().reporting().sign(differs, ana).error().code == ErrorCode::InvalidInput);
  differs.note = "Our books show 20.00 less.";
  must(world.books().reporting().sign(differs, ana));
}

TEST_CASE("Events of a period are told oldest first, and more than asked for are refused",
          "[deposit][store][report]") {
  ReportWorld world;
  deposited_batch(world.books().store());
  const auto now = world.file().clock().now();
  const auto hour = std::chrono::hours{1};
  const auto events = must(world.books().reporting().events(here, now - hour, now + hour, 10'000));
  REQUIRE(events.size() > 5);
  CHECK(events.front().event.seq < events.back().event.seq);
  CHECK(must(world.books().reporting().events(here, now + hour, now + 2 * hour, 10)).empty());
  CHECK(world.books().reporting().events(here, now - hour, now + hour, 3).error().code ==
        ErrorCode::InvalidInput);
}

TEST_CASE("A letter is drafted, sent and answered, and its words are sealed",
          "[deposit][store][report]") {
  ReportWorld world;
  auto& letters = world.books().correspondence();
  const auto drafted = must(letters.draft(here, letter_of("letter-1.pdf"), ana));
  CHECK(drafted.text.paragraphs == std::vector<std::string>{"One.", "Two."});
  CHECK(letters.draft(here, letter_of("letter-1.pdf"), ana).error().code == ErrorCode::Conflict);
  CHECK(letters.step(here, drafted.number, WantedLetterStep{LetterEvent::Answer, 1, "Hers."}, ana)
            .error()
            .code == ErrorCode::Conflict);
  const auto sent =
      must(letters.step(here, drafted.number, WantedLetterStep{LetterEvent::Send, 1}, ana));
  CHECK(letters.step(here, sent.number, WantedLetterStep{LetterEvent::Answer, 1, "Hers."}, ana)
            .error()
            .code == ErrorCode::Conflict);
  CHECK(letters.step(here, sent.number, WantedLetterStep{LetterEvent::Answer, 2, " "}, ana)
            .error()
            .code == ErrorCode::InvalidInput);
  const auto answered =
      must(letters.step(here, sent.number, WantedLetterStep{LetterEvent::Answer, 2, "Hers."}, ana));
  CHECK(answered.state == LetterState::Answered);
  CHECK(answered.steps.size() == 2);
  auto raw = world.file().open_raw();
  SQLite::Statement text{raw, "SELECT text_sealed FROM letter"};
  REQUIRE(text.executeStep());
  CHECK(text.getColumn(0).getString().find("Payer") == std::string::npos);
}

TEST_CASE("An inquiry is passed to a department with a day, and answered once",
          "[deposit][store][report]") {
  ReportWorld world;
  auto& letters = world.books().correspondence();
  Inquiry asked{.number = 0,
                .kind = InquiryKind::StopService,
                .channel = InquiryChannel::Mail,
                .day = day,
                .account_ref = "",
                .asked_by = "A. Payer",
                .words = "",
                .owner = "treasury",
                .due = day,
                .logged_by = {},
                .logged_at = {}};
  CHECK(letters.log(here, asked, ana).error().code == ErrorCode::InvalidInput);
  asked.words = "No water from December on.";
  const auto logged = must(letters.log(here, asked, ana));
  const auto passed =
      must(letters.step(here, logged.number,
                        WantedInquiryStep{InquiryEvent::PassOn, 1, "Theirs.", "water", day}, ana));
  CHECK(passed.owner == "water");
  CHECK(passed.state == InquiryState::WithDepartment);
  const auto answered = must(letters.step(
      here, logged.number, WantedInquiryStep{InquiryEvent::Answer, 2, "Done.", {}, {}}, ana));
  CHECK(answered.state == InquiryState::Answered);
  CHECK(letters
            .step(here, logged.number, WantedInquiryStep{InquiryEvent::Answer, 3, "Again.", {}, {}},
                  ana)
            .error()
            .code == ErrorCode::Conflict);
}

TEST_CASE("An incident ends once, after it began and not in the future",
          "[deposit][store][report]") {
  ReportWorld world;
  auto& log = world.books().office_log();
  const auto now = world.file().clock().now();
  const auto minute = std::chrono::minutes{1};
  Incident down{.number = 0,
                .lockbox = "",
                .kind = IncidentKind::ScannerDown,
                .began_at = to_string(now + minute),
                .what = "Belt."};
  CHECK(log.log_incident(here, down, ana).error().code == ErrorCode::InvalidInput);
  down.began_at = to_string(now - minute);
  const auto logged = must(log.log_incident(here, down, ana));
  CHECK_FALSE(log.end_incident(here, logged.number, now - 2 * minute, "New belt.", ana));
  CHECK_FALSE(log.end_incident(here, logged.number, now + minute, "New belt.", ana));
  CHECK(must(log.end_incident(here, logged.number, now, "New belt.", ana)).ended_by == "Ana");
  CHECK(log.end_incident(here, logged.number, now, "Again.", ana).error().code ==
        ErrorCode::Conflict);
}

TEST_CASE("C-12: a lockbox's payees have versions, each with who and why",
          "[deposit][store][report]") {
  ReportWorld world;
  auto& log = world.books().office_log();
  CHECK(must(log.payees(here, box)).empty());
  const PayeeList first{0, {"City of Riverton", "Riverton Water"}, "", "", "By ordinance."};
  must(log.set_payees(here, box, first, ana));
  CHECK(log.set_payees(here, box, first, ana).error().code == ErrorCode::Conflict);
  CHECK(log.set_payees(here, box, {1, {}, "", "", "None."}, ana).error().code ==
        ErrorCode::InvalidInput);
  must(log.set_payees(here, box, {1, {"City of Riverton"}, "", "", "Water moved."}, ana));
  const auto lists = must(log.payees(here, box));
  REQUIRE(lists.size() == 2);
  CHECK(lists.front().version == 2);
  CHECK(lists.back().payees == first.payees);
}
