#include "deposit/store/store_world.h"

namespace lockbox::deposit::test {

namespace {

const Actor ana{"Ana"};
const Actor ben{"Ben"};
const Actor reader{"reader"};

BusinessDay day() {
  return must(BusinessDay::parse("2026-11-23"));
}

DocumentImage front_picture(std::string_view picture) {
  return {.side = Side::Front,
          .view = ImageView::AsScanned,
          .file = "front.tif",
          .media_type = "image/tiff",
          .place = {.business_day = day(),
                    .segment = "000001.seg",
                    .offset = 0,
                    .length = 100,
                    .sha256 = Sha256::of(bytes_of(picture))}};
}

Transaction applied_transaction() {
  Transaction transaction;
  transaction.key = 1;
  transaction.work_type = WorkType::SS;
  transaction.documents = {1, 2};
  transaction.tender = Money::from_cents(120'00);
  transaction.matches = {{1, MatchRule::Coupon, AccountNumber{std::string{customer_number}}, 2}};
  transaction.applied = {{AccountNumber{std::string{customer_number}}, "water", "WATER",
                          "OPERATING", Money::from_cents(120'00)}};
  transaction.applied[0].charges = {{"WATER", "2026-12-05", Money::from_cents(100'00)},
                                    {"", "", Money::from_cents(20'00)}};
  transaction.evidence = {"Proposed by order: one coupon and one check.", "", "Exact: 12:3\n4."};
  transaction.state = TransactionState::Released;
  return transaction;
}

Transaction suspense_transaction() {
  Transaction transaction;
  transaction.key = 3;
  transaction.work_type = WorkType::CO;
  transaction.documents = {3};
  transaction.tender = Money::from_cents(50'00);
  transaction.suspense = Money::from_cents(50'00);
  transaction.suspense_reason = SuspenseReason::UnknownPayer;
  transaction.outcome = PaymentOutcome::Unstated;
  transaction.state = TransactionState::Released;
  return transaction;
}

Item check_item(std::int64_t sequence, std::int64_t transaction, Money amount) {
  Item item;
  item.sequence = sequence;
  item.kind = ItemKind::Tender;
  item.tender = TenderKind::Check;
  item.amount = amount;
  item.amount_source = AmountSource::Keyed;
  item.transaction = transaction;
  item.state = ItemState::Cleared;
  return item;
}

Item coupon_item() {
  Item item;
  item.sequence = 1;
  item.kind = ItemKind::Coupon;
  item.transaction = 1;
  item.state = ItemState::Cleared;
  return item;
}

JournalEntry entry(std::int64_t transaction, std::vector<JournalLine> lines) {
  return {EntryKind::Apply, transaction, {}, "Tender applied.", std::move(lines)};
}

}  // namespace

BatchHeader header(const std::string& source) {
  return {.site = std::string{site},
          .lockbox = std::string{lockbox_name},
          .business_day = day(),
          .job = "mixed",
          .prepared_by = "Ana",
          .control = ControlTotals{3, Money::from_cents(170'00)},
          .source = source};
}

Account customer() {
  return {.number = AccountNumber{std::string{customer_number}},
          .bill_type = "water",
          .name = "Wilhelmina Quackenbush",
          .address = "12 Millrace Lane",
          .balance_due = Money::from_cents(120'00),
          .due_date = "12/01/2026",
          .fund = "WATER",
          .deposit_account = "OPERATING",
          .status = AccountStatus::Open};
}

NewDocument document(std::int64_t sequence, std::string_view picture) {
  NewDocument document;
  document.sequence = sequence;
  document.device_document_id = "D" + std::to_string(sequence);
  document.head_codeline = "T021000021T " + std::string{payer_number} + "U";
  document.images.push_back(front_picture(picture));
  return document;
}

Reading check_reading(std::int64_t sequence, const std::string& serial) {
  encode::MicrLine line;
  line.raw = "T021000021T " + std::string{payer_number} + "U " + serial;
  line.routing = must(encode::RoutingNumber::parse("021000021"));
  line.account = AccountNumber{std::string{payer_number}};
  line.serial = serial;
  Reading reading;
  reading.sequence = sequence;
  reading.kind = encode::PageKind::Check;
  reading.micr = MicrFact{std::move(line), 0.98};
  return reading;
}

Reading measured_reading(std::int64_t sequence) {
  auto reading = check_reading(sequence, "1041");
  reading.quality = {{.side = Side::Front,
                      .figures = {{"ink_percent", 43'070}, {"skew_degrees", 0}},
                      .faults = {{"too_dark", "ink_percent", 43'070, 40'000}}},
                     {.side = Side::Rear, .figures = {{"ink_percent", 120}}, .faults = {}}};
  encode::SeenLine line{.type = "e13b", .symbols = {}, .box = {60, 480, 14, 24}, .error = 0.001};
  line.symbols.push_back(
      {.symbol = "4", .confidence = 1, .box = {60, 480, 14, 24}, .best = "4", .second = "9"});
  reading.seen = {.width = 1200, .height = 550, .lines = {line}};
  return reading;
}

Reading coupon_reading(std::int64_t sequence) {
  CouponFact coupon;
  coupon.code.bill_type = "water";
  coupon.code.account = AccountNumber{std::string{customer_number}};
  coupon.code.due_date = "261201";
  coupon.code.expected_amounts = {Money::from_cents(120'00), Money::from_cents(60'00)};
  coupon.code.amount_due = Money::from_cents(120'00);
  coupon.code.check_digit_verified = true;
  coupon.text = std::string{customer_number} + "26120100012000";
  coupon.format = "code128";
  coupon.confidence = 1;
  coupon.has_check_digit = true;
  Reading reading;
  reading.sequence = sequence;
  reading.kind = encode::PageKind::Coupon;
  reading.coupon = std::move(coupon);
  return reading;
}

Batch filed_batch(Store& store, const std::string& source) {
  const auto batch = must(store.open_batch(header(source), ana));
  const std::vector documents{document(1, source + " front 1"), document(2, source + " front 2"),
                              document(3, source + " front 3")};
  REQUIRE(must(store.file_documents(batch.id, documents, reader)) == 3);
  return batch;
}

Batch read_batch(Store& store, const std::string& source) {
  const auto batch = filed_batch(store, source);
  const std::vector readings{coupon_reading(1), check_reading(2, "1041"), check_reading(3, "77")};
  must(store.record_readings(batch.id, readings, reader));
  return batch;
}

WorkChanges release_work() {
  const std::vector released{TransactionEvent::Classify, TransactionEvent::Balance,
                             TransactionEvent::Release};
  const std::vector keyed{ItemEvent::AwaitAmount, ItemEvent::KeyAmount, ItemEvent::Clear};
  const auto paid = Money::from_cents(120'00);
  const auto unknown = Money::from_cents(50'00);
  WorkChanges changes;
  changes.transactions = {{applied_transaction(), released}, {suspense_transaction(), released}};
  changes.items = {{coupon_item(), {ItemEvent::Clear}},
                   {check_item(2, 1, paid), keyed},
                   {check_item(3, 3, unknown), keyed}};
  changes.tasks = {{Task{.sequence = 3,
                         .field = TaskField::Account,
                         .reason = "A check without a coupon: whom is it for?",
                         .transaction = 3,
                         .state = TaskState::Open,
                         .answer = {},
                         .answered_by = {}},
                    {}}};
  changes.entries = {entry(1, {{Ledger::UndepositedTender, "WATER", "OPERATING", {}, paid},
                               {Ledger::Receivable, "WATER", "OPERATING",
                                AccountNumber{std::string{customer_number}}, Money{} - paid}}),
                     entry(3, {{Ledger::UndepositedTender, "GENERAL", "HOLDING", {}, unknown},
                               {Ledger::Suspense, "GENERAL", "HOLDING", {}, Money{} - unknown}})};
  changes.batch_events = {BatchEvent::CompleteCapture, BatchEvent::BeginKeying,
                          BatchEvent::Balance};
  changes.reason = "Derived from what was read and keyed.";
  return changes;
}

Batch released_batch(Store& store, const std::string& source) {
  const auto batch = read_batch(store, source);
  must(store.commit_work(batch.id, release_work(), Actor{"lockbox"}));
  return batch;
}

std::vector<Deposit> planned_deposits() {
  Deposit operating;
  operating.deposit_account = "OPERATING";
  operating.items = {2};
  operating.total = Money::from_cents(120'00);
  Deposit holding;
  holding.deposit_account = "HOLDING";
  holding.items = {3};
  holding.total = Money::from_cents(50'00);
  return {operating, holding};
}

WorkChanges deposit_work(Store& store, BatchId batch) {
  WorkChanges changes;
  for (auto transaction : must(store.load_batch(batch)).transactions) {
    transaction.state = TransactionState::Deposited;
    changes.transactions.push_back({transaction, {TransactionEvent::Deposit}});
  }
  changes.reason = "Its tender lies in approved deposits.";
  return changes;
}

Batch deposited_batch(Store& store, const std::string& source) {
  const auto batch = released_batch(store, source);
  for (const auto& deposit : must(store.make_deposits(batch.id, planned_deposits(), ana))) {
    must(store.approve_deposit(std::string{site}, std::string{lockbox_name}, deposit.ticket, ben));
  }
  must(store.commit_work(batch.id, deposit_work(store, batch.id), Actor{"lockbox"}));
  return batch;
}

OutputFile posting_file() {
  return {.name = "posting-WATER-1.csv",
          .kind = "posting",
          .ticket = {},
          .fund = "WATER",
          .sha256_hex = Sha256::of(bytes_of("posted")).hex()};
}

}  // namespace lockbox::deposit::test
