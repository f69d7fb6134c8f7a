#include "deposit/store/filled_file.h"

#include <algorithm>
#include <string>
#include <vector>

#include "deposit/store/filled_credit.h"
#include "deposit/store/filled_ledger.h"
#include "deposit/store/store_world.h"
#include "support/catch.h"
#include "support/some_ink.h"

namespace lockbox::deposit::test {

namespace {

/// A person who signed in, was invited anew, and whose requests are kept; a day with a step.
void fill_service(Books& books) {
  const Actor ana{"Ana"};
  const Instant later = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1};
  const auto token = Sha256::of(bytes_of("token"));
  const auto user = must(books.people().add_user("maria", "Maria Alvarez", {"administrator"}, ana));
  must(books.people().invite(user.id, token, later, ana));
  must(books.people().accept_invitation(token, {}, "hash", {std::byte{1}, std::byte{2}}));
  must(books.people().invite(user.id, Sha256::of(bytes_of("next")), later, ana));
  must(books.people().begin_session(token, {user.id, later, later, "10.0.0.7"}));
  must(books.people().set_failures("user:maria", {1, later}));
  must(books.people().note("reveal_account", "account 7", "Asked by phone.", ana));
  must(books.requests().begin("maria", "key", token, later));
  must(books.requests().end("maria", "key", 200, "{}"));
  const auto day = must(books.days().days(std::string{site})).front();
  must(books.days().step(day.site, day.day, {DayEvent::CutOff, day.version, "Mail is in."}, ana));
  must(books.tasks().take(std::string{site}, {}, 1, later, ana));
}

/// An earlier day, closed with a packet.
void fill_closed_day(Books& books) {
  const Actor ana{"Ana"};
  auto earlier = header("feed-0");
  earlier.business_day = must(BusinessDay::parse("2026-11-22"));
  earlier.control.reset();
  must(books.store().open_batch(earlier, ana));
  for (const auto event : {DayEvent::CutOff, DayEvent::Close}) {
    const auto day = must(books.days().day(earlier.site, earlier.business_day));
    must(books.days().step(day.site, day.day, {event, day.version, ""}, ana));
  }
  must(books.closing().record_files(
      earlier.site, earlier.business_day,
      {{1, "close.pdf", "sheet", 3, Sha256::of(bytes_of("pdf")).hex(), {}}}, ana));
  const auto closed = must(books.days().day(earlier.site, earlier.business_day));
  must(books.days().step(closed.site, closed.day, {DayEvent::Reopen, closed.version, "A slip."},
                         ana));
}

/// A finding with evidence, at which somebody looked.
void fill_watch(Books& books, const Batch& batch) {
  const std::string here{site};
  watch::Finding finding{.lens = watch::Lens::Lapping,
                         .about = "Ana/1",
                         .score = 60,
                         .sentence = "Ana placed two checks.",
                         .people = {"Ana"},
                         .evidence = {{.text = "Placed.",
                                       .day = batch.header.business_day,
                                       .amount = Money::from_cents(50'00),
                                       .person = "Ana",
                                       .document = DocumentId{1},
                                       .lockbox = std::string{lockbox_name},
                                       .ticket = "000001"}}};
  must(books.watch().file(here, {finding}, Actor{"Alan"}));
  const auto filed = must(books.watch().findings(here)).front();
  must(books.watch().step(here, filed.id, {watch::FindingEvent::Look, 1, "Asked Ana."},
                          Actor{"Alan"}));
}

/// An account with a successor, rules that somebody set and a doubted payer.
void fill_matching(Books& books, const Batch& batch) {
  const Actor sue{"Sue"};
  auto closed = customer();
  closed.number = AccountNumber{"7700123400992"};
  closed.status = AccountStatus::Closed;
  closed.successor = customer().number;
  must(books.store().import_accounts(std::string{site}, std::string{lockbox_name},
                                     Sha256::of(bytes_of("closed")), std::vector{closed}, sue));
  must(books.matching().set_rules(std::string{site}, std::string{lockbox_name},
                                  {0, MatchRules{}, "As they were."}, sue));
  must(books.matching().mark_payer(
      batch.id, check_reading(2, "2041").micr->line,
      {PayerMarkKind::NotThisAccount, customer().number, 0, "", "Not hers."}, sue));
}

/// An exception that somebody decided about, and a payer on the stop list whose entry was lifted.
void fill_exceptions(Books& books, const Batch& batch) {
  const Actor sue{"Sue"};
  const auto& day = batch.header.business_day;
  ExceptionCase altered{.sequence = 2,
                        .reason = ExceptionReason::Altered,
                        .note = "The five was a three.",
                        .raised_by = {},
                        .raised_at = {},
                        .raised_on = day,
                        .when = DecideWhen::DepositFirst,
                        .state = CaseState::Closed,
                        .owner = "supervisor",
                        .due = day,
                        .action = ExceptionAction::Accept,
                        .steps = {},
                        .proposed = ExceptionAction::ReturnToPayer};
  WorkChanges raised;
  raised.cases.push_back({altered,
                          CaseStep{CaseEvent::Close,
                                   ExceptionAction::Accept,
                                   "supervisor",
                                   day,
                                   "The payer said so.",
                                   {},
                                   {}},
                          VaultStep{VaultPlace::Vault, VaultWay::Kept, day}});
  raised.reason = "Looked at.";
  must(books.store().commit_work(batch.id, raised, sue));
  must(books.exceptions().add_stop(batch.id, check_reading(2, "2041").micr->line,
                                   {ExceptionReason::CashOnly, "It came back twice.", day, day},
                                   sue));
  const auto entry = must(books.exceptions().stops(std::string{site})).front();
  must(books.exceptions().lift_stop(std::string{site}, entry.id, "A year is over.", sue));
}

/// A deposit of another day that the bank rejected and, built anew, confirmed with a correction.
void fill_deposits(Books& books) {
  const std::string here{site};
  const Actor ana{"Ana"};
  const Actor ben{"Ben"};
  Site small;
  small.id = here;
  small.deposit_accounts = {{"HOLDING", "Holding", "Bank", 100, Money::from_cents(1'000'00)},
                            {"OPERATING", "Operating", "Bank", 100, Money::from_cents(1'000'00)}};
  const auto batch = released_batch(books.store(), "feed-3");
  const ItemPlace kept{batch.id, 3};
  must(books.deposits().keep_back(here, kept, "Unsigned.", ana));
  for (const auto last : {DepositEvent::Reject, DepositEvent::Adjust}) {
    const auto basis = must(books.deposits().plan_basis(here, header().business_day));
    const auto plan = plan_day(basis.items, {.site = small, .day = header().business_day});
    auto deposit = must(books.deposits().arrange(here, header().business_day, plan, ana)).at(0);
    const auto take = [&](WantedDepositStep wanted, const Actor& actor) {
      wanted.version = deposit.version();
      deposit = must(books.deposits().step(here, {deposit.lockbox, deposit.ticket}, wanted, actor));
    };
    take({.event = DepositEvent::Submit}, ana);
    take({.event = DepositEvent::Approve}, ben);
    take({.event = DepositEvent::Send, .sending = Sending{SendMethod::Courier, "Carl", "B-1"}},
         ana);
    WantedDepositStep end{.event = last, .reason = "The bag was open."};
    if (last == DepositEvent::Adjust) {
      end.confirmed = Money::from_cents(119'00);
      end.adjustments = {{AdjustmentReason::EncodingError,
                          Money::from_cents(-1'00),
                          ItemPlace{batch.id, 2},
                          "119.00",
                          {}}};
    }
    take(end, ben);
  }
}

/// A pick-up of one tray on its way into a batch, with cash, a hand-off, a hold, a box, a policy
/// and an instruction.
void fill_custody(Books& books, const Batch& batch) {
  using namespace lockbox::deposit::custody;
  const Actor ana{"Ana"};
  const Actor sue{"Sue"};
  const std::string here{site};
  auto& custody = books.custody();
  const auto day = must(BusinessDay::parse("2026-11-23"));
  const auto pick_up = must(custody.log_pick_up(here,
                                                {day,
                                                 MailSource::Courier,
                                                 "2026-11-23T13:00:00.000Z",
                                                 "bag 7",
                                                 2300,
                                                 40,
                                                 {"9407"},
                                                 {{"A", SortClass::Singles, 41, {}}}},
                                                ana));
  must(custody.confirm_pick_up(here, pick_up, sue));
  const auto unit = must(custody.book(here, day)).units.at(0).id;
  const auto version = [&] { return must(custody.unit(here, unit)).version; };
  must(
      custody.step(here, unit, {UnitEvent::Stage, version(), 40, {}, {}, LinkedBy::Hand, ""}, ana));
  must(custody.offer(here, unit, {"Sue", 41, version(), ""}, ana));
  must(custody.withdraw_offer(here, unit, sue));
  must(custody.find_cash(here, unit, {{1}, Money{}, "", ""}, "In a card.", ana));
  must(custody.link_batch(here, unit, {batch.id, LinkedBy::Hand}, ana));
  must(custody.open_box(here, {"2026-47", "Vault", RetentionClass::Payments}, ana));
  must(custody.place_hold(here, {{}, unit, HoldKind::Legal, "Subpoena."}, sue));
  CustodyPolicy policy;
  policy.reason = "As the ordinance says.";
  must(custody.set_policy(here, policy, sue));
  must(custody.set_instruction(here, std::string{lockbox_name},
                               {"", 0, "No post-dated checks.", "", "", "By letter."}, sue));
}

/// A drawer with a move, a receipt of cash of the mail for an account and a charge, counted and
/// accepted.
void fill_counter(Books& books) {
  using namespace lockbox::deposit::counter;
  const Actor ana{"Ana"};
  const Actor sue{"Sue"};
  const std::string here{site};
  const auto day = must(BusinessDay::parse("2026-11-23"));
  const auto hundred = Money::from_cents(100'00);
  const auto findings = must(books.custody().book(here, day)).findings;
  const auto finding =
      std::ranges::find(findings, custody::FindingKind::Cash, &custody::Finding::kind)->id;
  must(books.custody().count_cash(here, finding, {{1}, Money{}, "", ""}, sue));
  auto& drawers = books.drawers();
  const auto id = must(drawers.open(here, {std::string{lockbox_name}, day, {}}, ana));
  must(drawers.move(here, id, 1, {MoveKind::PaidIn, {{1}, {}, "", ""}, "Change.", {}, {}, {}, {}},
                    ana));
  Receipt receipt{.number = 1, .drawer = id, .batch = 0, .transaction = 1, .day = day};
  receipt.payer = "Ruth Adler";
  receipt.tenders = {{.kind = TenderKind::Cash,
                      .amount = hundred,
                      .given = hundred,
                      .finding = finding.value(),
                      .sequence = 1}};
  const auto account = customer();
  receipt.accounts = {{account.number, account.bill_type, account.fund, account.deposit_account,
                       Money::from_cents(60'00)}};
  const auto rest = Money::from_cents(40'00);
  const RevenueSpot spot{"322.100", account.fund, account.deposit_account};
  receipt.charges = {{"PERMIT", "Permit", rest, {{"PERMIT", spot, rest}}}};
  must(drawers.issue(here, {receipt, {document(1, "slip 1")}}, ana));
  must(drawers.count(here, id, {{{2}, {}, "", ""}, 0, 0, 0}, ana));
  const auto version = must(drawers.session(here, id)).drawer.version;
  must(drawers.accept(here, id,
                      {version, "B-7", {{account.deposit_account, {{1}, {}, "", ""}}}, {}},
                      {{}, spot, Money::from_cents(500)}, sue));
}

/// A signed report, a letter that was sent, an inquiry that was passed on, an incident that is over
/// and a list of payees.
void fill_reports(Books& books) {
  const Actor ana{"Ana"};
  const std::string here{site};
  const auto day = must(BusinessDay::parse("2026-11-23"));
  must(books.reporting().sign({.number = 0,
                               .report = "batch-summary",
                               .scope = {.site = here, .from = day, .to = day},
                               .content = Sha256::of(bytes_of("csv")),
                               .rows = 3,
                               .verdict = SignatureVerdict::Reviewed,
                               .note = "Looked at."},
                              ana));
  auto& letters = books.correspondence();
  const auto letter =
      must(letters.draft(here,
                         {.number = 0,
                          .letter_template = "unknown-payer",
                          .about_kind = LetterAbout::Envelope,
                          .about = "1/3",
                          .day = day,
                          .text = {"A. Payer", "1 Main St", "Your payment", {"Whose is it?"}},
                          .file = "letter-1.pdf",
                          .sha256_hex = Sha256::of(bytes_of("pdf")).hex(),
                          .reply_due = day,
                          .drafted_by = {},
                          .drafted_at = {}},
                         ana));
  must(letters.step(here, letter.number, WantedLetterStep{LetterEvent::Send, letter.version}, ana));
  const auto inquiry = must(letters.log(here,
                                        {.number = 0,
                                         .kind = InquiryKind::StartService,
                                         .channel = InquiryChannel::Phone,
                                         .day = day,
                                         .account_ref = "ref",
                                         .asked_by = "A. Payer",
                                         .words = "Water from Monday on.",
                                         .owner = "treasury",
                                         .due = day,
                                         .logged_by = {},
                                         .logged_at = {}},
                                        ana));
  must(letters.step(
      here, inquiry.number,
      WantedInquiryStep{InquiryEvent::PassOn, inquiry.version, "Theirs.", "water", day}, ana));
  const std::string at = "2000-01-01T00:00:00.000Z";
  const auto incident = must(books.office_log().log_incident(here,
                                                             {.number = 0,
                                                              .lockbox = "",
                                                              .kind = IncidentKind::MailLate,
                                                              .began_at = at,
                                                              .what = "The courier came late."},
                                                             ana));
  must(books.office_log().end_incident(here, incident.number, must(parse_instant(at)), "It came.",
                                       ana));
  must(books.office_log().set_payees(here, std::string{lockbox_name},
                                     {0, {"City of Riverton"}, "", "", "By ordinance."}, ana));
}

/// A cent that the payment of an envelope left.
void write_off_a_cent(Books& books, const Batch& batch) {
  const std::string here{site};
  const ledger::Origin envelope{batch.id, 1};
  const auto standing = must(books.ledger().standing(here, envelope));
  const auto paid = std::ranges::find_if(standing, [](const ledger::Standing& one) {
    return one.spot.place == ledger::Place::Receivable;
  });
  REQUIRE(paid != standing.end());
  must(books.master_accounts().write_off(
      here,
      {.lockbox = std::string{lockbox_name},
       .envelope = envelope,
       .account = {paid->spot.account, paid->spot.fund, paid->spot.deposit_account},
       .paid = paid->amount,
       .amount = Money::from_cents(1),
       .note = "A cent is missing."},
      {}, Actor{"Ana"}));
}

/// A change of an account that a file contradicts, and a merge, with what the account owes.
void fill_master_accounts(Books& books) {
  const std::string here{site};
  const std::string box{lockbox_name};
  const Actor ana{"Ana"};
  auto& master = books.master_accounts();
  auto owing = customer();
  owing.number = AccountNumber{"7700123400333"};
  owing.charges = {{"WATER", "2026-12-05", owing.balance_due}};
  auto old = owing;
  old.number = AccountNumber{"7700123400444"};
  must(books.store().import_accounts(here, box, Sha256::of(bytes_of("owing")),
                                     std::vector{owing, old}, ana));
  must(master.request(here,
                      {.lockbox = box,
                       .kind = accounts::ChangeKind::Change,
                       .number = owing.number,
                       .wanted = {{accounts::Field::Name, "Another Name"}},
                       .into = {},
                       .effective_on = {},
                       .reason = "She married."},
                      ana));
  const auto merge = must(master.request(here,
                                         {.lockbox = box,
                                          .kind = accounts::ChangeKind::Merge,
                                          .number = old.number,
                                          .wanted = {},
                                          .into = owing.number,
                                          .effective_on = {},
                                          .reason = "One customer."},
                                         ana));
  must(master.decide(here, merge.number, {accounts::ChangeEvent::Approve, merge.version, "Yes."},
                     Actor{"Sue"}));
  owing.name = "A Third Name";
  must(books.store().import_accounts(here, box, Sha256::of(bytes_of("again")),
                                     std::vector{owing, old}, ana));
}

/// An envelope that is planned to go on to another day.
void fill_carries(Books& books) {
  const auto batch = read_batch(books.store(), "feed-carry");
  Transaction waiting;
  waiting.key = 3;
  waiting.documents = {3};
  auto item = must(books.store().load_batch(batch.id)).items.back();
  item.transaction = 3;
  WorkChanges work;
  work.transactions = {{waiting, {}}};
  work.items = {{item, {}}};
  work.batch_events = {BatchEvent::CompleteCapture};
  must(books.store().commit_work(batch.id, work, Actor{"reader"}));
  must(books.carries().plan(
      std::string{site}, batch.header.business_day,
      {{{batch.id, 3}}, "The payer is asked.", "treasury", must(BusinessDay::parse("2026-11-27"))},
      Actor{"Sue"}));
}

}  // namespace

void fill(const SqliteFile& file) {
  const auto books = must(file.open_books());
  auto* const store = &books->store();
  must(store->import_accounts(std::string{site}, std::string{lockbox_name},
                              Sha256::of(bytes_of("accounts")), std::vector{customer()},
                              Actor{"Ana"}));
  const auto batch = deposited_batch(*store);
  must(store->record_file(batch.id, posting_file(), Actor{"Ana"}));
  const auto declared = must(store->open_batch(header("feed-2"), Actor{"Ana"}));
  must(store->correct_control(declared.id, {4, Money::from_cents(1)}, "Miscounted.", Actor{"Sue"}));
  must(
      store->accept_difference(declared.id, {1, Money::from_cents(-5), {}, "Torn."}, Actor{"Sue"}));
  must(store->release_batch(declared.id, {{4, Money::from_cents(1)}, {}, "Looked at."},
                            Actor{"Ben"}));
  const std::vector more{document(1, "feed-2 front 1"), document(2, "feed-2 front 2")};
  must(store->file_documents(declared.id, more, Actor{"reader"}));
  auto refused = measured_reading(2);
  refused.fault = DocumentFault{"image_quality", "document-0002 is too dark."};
  auto marked = measured_reading(1);
  // One paper, captured twice.
  marked.ink = refused.ink = lockbox::test::some_ink(1);
  marked.check_boxes = {{"address_change", encode::MarkState::Marked, 0.25, {900, 400, 35, 36}}};
  const std::array readings{marked, refused};
  must(store->record_readings(declared.id, readings, Actor{"reader"}));
  WorkChanges accepted;
  accepted.accepted_pictures.push_back({2, "Coffee on the paper.", {}});
  accepted.kind_corrections.push_back({2, PaperKind::MoneyOrder, "It says so.", {}});
  must(store->commit_work(declared.id, accepted, Actor{"Sue"}));
  auto torn = document(4, "");
  torn.images.clear();
  torn.faults = {{"missing_front", "document-0004 has no front."}};
  fill_matching(*books, batch);
  fill_exceptions(*books, batch);
  fill_deposits(*books);
  write_off_a_cent(*books, batch);
  fill_ledger(*books, batch);
  fill_custody(*books, batch);
  fill_counter(*books);
  fill_reports(*books);
  fill_master_accounts(*books);
  fill_carries(*books);
  fill_service(*books);
  fill_closed_day(*books);
  fill_watch(*books, batch);
  fill_credit(*books);
  must(store->file_documents(batch.id, std::vector{torn}, Actor{"reader"}));
  WorkChanges decided;
  decided.decisions.push_back({4, DecisionKind::Hold, "Nobody can read it.", {}});
  must(store->commit_work(batch.id, decided, Actor{"Sue"}));
  REQUIRE(must(store->first_fault()) == std::nullopt);
}

}  // namespace lockbox::deposit::test
