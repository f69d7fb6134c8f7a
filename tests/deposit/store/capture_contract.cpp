#include <array>

#include "deposit/store/store_contract.h"
#include "deposit/store/store_world.h"

namespace lockbox::deposit::test {

namespace {

const Actor actor{"Ana"};
const std::string here{site};
const std::string box{lockbox_name};

ErrorCode code_of(const Result<Batch>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

void keeps_accounts(Store& store) {
  auto first = customer();
  auto second = customer();
  second.number = AccountNumber{"42"};
  const auto file = Sha256::of(bytes_of("accounts 1"));
  REQUIRE(must(store.import_accounts(here, box, file, std::vector{first, second}, actor)));
  REQUIRE(must(store.accounts(here, box)) == std::vector{first, second});
  REQUIRE_FALSE(must(store.import_accounts(here, box, file, std::vector{first}, actor)));

  first.balance_due = Money::from_cents(-1);
  first.bill_type = "sewer";  // One number is one account, whatever it is billed for now.
  first.status = AccountStatus::Closed;
  const auto next = Sha256::of(bytes_of("accounts 2"));
  REQUIRE(must(store.import_accounts(here, box, next, std::vector{first}, actor)));
  REQUIRE(must(store.accounts(here, box)) == std::vector{first, second});
  REQUIRE(must(store.accounts(here, "another")).empty());
}

void opens_a_batch_once(Store& store) {
  const auto batch = must(store.open_batch(header(), actor));
  REQUIRE(batch.state == BatchState::Registered);
  REQUIRE(batch.header.control == header().control);
  REQUIRE(must(store.open_batch(header(), actor)).id == batch.id);
  REQUIRE(must(store.open_batch(header("feed-2"), actor)).id != batch.id);
  REQUIRE(must(store.batches()).size() == 2);
}

void refuses_other_control_totals(Store& store) {
  must(store.open_batch(header(), actor));
  auto other = header();
  other.control->amount += Money::from_cents(1);
  REQUIRE(code_of(store.open_batch(other, actor)) == ErrorCode::Conflict);
  other = header();
  other.control.reset();
  REQUIRE(code_of(store.open_batch(other, actor)) == ErrorCode::Conflict);
  other = header();
  other.job = "singles";
  REQUIRE(code_of(store.open_batch(other, actor)) == ErrorCode::Conflict);
  other = header();
  other.business_day = must(BusinessDay::parse("2026-11-24"));
  REQUIRE(code_of(store.open_batch(other, actor)) == ErrorCode::Conflict);
}

void corrects_control_totals(Store& store) {
  const auto batch = must(store.open_batch(header(), actor));
  const ControlTotals right{4, Money::from_cents(180'00)};
  must(store.correct_control(batch.id, right, "One check was overlooked.", Actor{"Sue"}));
  must(store.correct_control(batch.id, right, "The same again is no news.", Actor{"Sue"}));
  const auto corrected = must(store.load_batch(batch.id)).batch;
  REQUIRE(corrected.header.control == right);
  REQUIRE(corrected.corrections == std::vector<ControlCorrection>{{header().control, right, "Sue",
                                                                   "One check was overlooked."}});
  REQUIRE(must(store.batches()).front().header.control == right);
  REQUIRE(code_of(store.open_batch(header(), actor)) == ErrorCode::Conflict);
  auto again = header();
  again.control = right;
  REQUIRE(must(store.open_batch(again, actor)).id == batch.id);
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void corrects_only_with_a_reason(Store& store) {
  const auto batch = must(store.open_batch(header(), actor));
  const ControlTotals right{4, Money::from_cents(180'00)};
  REQUIRE(store.correct_control(batch.id, right, " ", actor).error().code ==
          ErrorCode::InvalidInput);
  REQUIRE(store.correct_control(batch.id, right, "Why.", Actor{" "}).error().code ==
          ErrorCode::InvalidInput);
  REQUIRE(must(store.load_batch(batch.id)).batch.corrections.empty());
}

void corrects_nothing_that_is_deposited(Store& store) {
  const auto released = released_batch(store);
  const ControlTotals other{4, Money::from_cents(180'00)};
  must(store.correct_control(released.id, other, "Miscounted.", actor));
  REQUIRE(must(store.load_batch(released.id)).batch.state == BatchState::InKeying);
  REQUIRE(store.make_deposits(released.id, planned_deposits(), actor).error().code ==
          ErrorCode::OutOfBalance);
  const auto deposited = deposited_batch(store, "feed-2");
  REQUIRE(store.correct_control(deposited.id, other, "Too late.", actor).error().code ==
          ErrorCode::Conflict);
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void takes_mail_for_one_lockbox(Store& store) {
  filed_batch(store);
  auto other = header();
  other.lockbox = "1002";
  REQUIRE(code_of(store.open_batch(other, actor)) == ErrorCode::Conflict);
  other.source = "feed-2";
  must(store.open_batch(other, actor));
  other.lockbox = "1003";  // Of feed-2 there is no picture yet.
  must(store.open_batch(other, actor));
}

void files_documents_once(Store& store) {
  const auto batch = filed_batch(store);
  const std::array again{document(1, "feed-1 front 1"), document(4, "feed-1 front 4")};
  REQUIRE(must(store.file_documents(batch.id, again, actor)) == 1);
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.batch.state == BatchState::Capturing);
  REQUIRE(contents.documents.size() == 4);
  REQUIRE(contents.documents[0].captured.head_codeline == again[0].head_codeline);
  REQUIRE(contents.documents[0].captured.images.size() == 1);
  REQUIRE_FALSE(contents.documents[0].reading.has_value());
}

void refuses_another_picture(Store& store) {
  const auto batch = filed_batch(store);
  const std::array other{document(4, "new"), document(1, "another sheet of paper")};
  const auto filed = store.file_documents(batch.id, other, actor);
  REQUIRE_FALSE(filed.has_value());
  REQUIRE(filed.error().code == ErrorCode::Conflict);
  REQUIRE(must(store.load_batch(batch.id)).documents.size() == 3);
}

void takes_a_rescan(Store& store) {
  const auto batch = must(store.open_batch(header(), actor));
  auto missing = document(1, "");
  missing.images.clear();
  missing.faults = {{"missing_front", "document-0001 has no front."}};
  REQUIRE(must(store.file_documents(batch.id, std::array{missing, document(2, "torn")}, actor)) ==
          2);
  Reading torn;
  torn.sequence = 2;
  torn.fault = DocumentFault{"truncated_image", "The picture ends early."};
  must(store.record_readings(batch.id, std::array{torn}, actor));
  auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.documents[0].state == DocumentState::NeedsRescan);
  REQUIRE(contents.documents[0].captured.faults == missing.faults);
  REQUIRE(contents.documents[1].state == DocumentState::NeedsRescan);
  REQUIRE(contents.items.empty());

  const std::array rescans{document(1, "whole 1"), document(2, "whole 2")};
  REQUIRE(must(store.file_documents(batch.id, rescans, actor)) == 2);
  must(
      store.record_readings(batch.id, std::array{coupon_reading(1), check_reading(2, "9")}, actor));
  contents = must(store.load_batch(batch.id));
  REQUIRE(contents.documents[0].state == DocumentState::ReadOk);
  REQUIRE(contents.documents[0].captured.faults.empty());
  REQUIRE(contents.documents[1].captured.images.size() == 1);
  REQUIRE(contents.items.size() == 2);
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void finds_the_batch_of_a_picture(Store& store) {
  const auto batch = filed_batch(store);
  const auto front = Sha256::of(bytes_of("feed-1 front 2"));
  REQUIRE(must(store.batch_with_image(here, box, 2, front)).value().id == batch.id);
  REQUIRE_FALSE(must(store.batch_with_image(here, box, 1, front)).has_value());
  REQUIRE_FALSE(must(store.batch_with_image(here, "another", 2, front)).has_value());
}

void keeps_readings(Store& store) {
  const auto batch = read_batch(store);
  const auto contents = must(store.load_batch(batch.id));
  const auto& coupon = contents.documents[0].reading.value().coupon.value();
  const auto expected = coupon_reading(1).coupon.value();
  REQUIRE(coupon.text == expected.text);
  REQUIRE(coupon.code.account == expected.code.account);
  REQUIRE(coupon.code.expected_amounts == expected.code.expected_amounts);
  REQUIRE(coupon.code.amount_due == expected.code.amount_due);
  REQUIRE(coupon.code.check_digit_verified);
  REQUIRE(coupon.has_check_digit);
  const auto& micr = contents.documents[1].reading.value().micr.value();
  REQUIRE(micr.line == check_reading(2, "1041").micr.value().line);
  REQUIRE(micr.confidence == check_reading(2, "1041").micr.value().confidence);
  REQUIRE(contents.documents[1].state == DocumentState::ReadOk);
  REQUIRE(contents.items.size() == 3);
  REQUIRE(contents.items[0].kind == ItemKind::Coupon);
  REQUIRE(contents.items[1].kind == ItemKind::Tender);
  REQUIRE(contents.items[1].tender == TenderKind::Check);
  REQUIRE_FALSE(contents.items[1].amount.has_value());
}

void keeps_image_quality(Store& store) {
  const auto batch = filed_batch(store);
  const std::array readings{coupon_reading(1), measured_reading(2)};
  must(store.record_readings(batch.id, readings, actor));
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.documents[1].reading.value().quality == measured_reading(2).quality);
  REQUIRE(contents.documents[0].reading.value().quality.empty());
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void keeps_check_boxes(Store& store) {
  const auto batch = filed_batch(store);
  auto coupon = coupon_reading(1);
  coupon.check_boxes = {{"paperless", encode::MarkState::Empty, 0.0, {900, 300, 35, 36}},
                        {"address_change", encode::MarkState::Marked, 0.25, {900, 400, 35, 36}},
                        {"call_me", encode::MarkState::Doubtful, 0.03125, {900, 500, 34, 36}}};
  const std::array readings{coupon, check_reading(2, "1041")};
  must(store.record_readings(batch.id, readings, actor));
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.documents[0].reading.value().check_boxes == coupon.check_boxes);
  REQUIRE(contents.documents[1].reading.value().check_boxes.empty());
  REQUIRE(must(store.first_fault()) == std::nullopt);
}

void skips_what_was_read(Store& store) {
  const auto batch = read_batch(store);
  must(store.record_readings(batch.id, std::array{check_reading(2, "9999")}, actor));
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.documents[1].reading.value().micr.value().line.serial == "1041");
  REQUIRE(contents.items.size() == 3);
}

void sends_the_unread_to_repair(Store& store) {
  const auto batch = filed_batch(store);
  auto blurred = check_reading(2, "1041");
  blurred.micr->line.raw += "?";
  Reading unknown;
  unknown.sequence = 3;
  must(store.record_readings(batch.id, std::array{blurred, unknown}, actor));
  const auto contents = must(store.load_batch(batch.id));
  REQUIRE(contents.documents[1].state == DocumentState::NeedsRepair);
  REQUIRE(contents.documents[2].state == DocumentState::NeedsRepair);
}

void knows_no_stranger(Store& store) {
  const BatchId stranger{77};
  REQUIRE(store.load_batch(stranger).error().code == ErrorCode::NotFound);
  REQUIRE(store.file_documents(stranger, {}, actor).error().code == ErrorCode::NotFound);
  const auto batch = filed_batch(store);
  const auto read = store.record_readings(batch.id, std::array{coupon_reading(9)}, actor);
  REQUIRE(read.error().code == ErrorCode::NotFound);
}

void refuses_nobody(Store& store) {
  REQUIRE(code_of(store.open_batch(header(), Actor{})) == ErrorCode::InvalidInput);
}

constexpr StoreRule rules[] = {
    {"Accounts are inserted or replaced, and the same file again changes nothing", keeps_accounts},
    {"The same source is the same batch", opens_a_batch_once},
    {"A batch registered with other control totals, day or job is refused",
     refuses_other_control_totals},
    {"Declared totals are corrected by an entry that says who and why", corrects_control_totals},
    {"A correction names a person and a reason", corrects_only_with_a_reason},
    {"What was declared of a deposited batch stands", corrects_nothing_that_is_deposited},
    {"The same mail is not taken for a second lockbox", takes_mail_for_one_lockbox},
    {"A document is filed once and begins the capture", files_documents_once},
    {"Another picture at a filed sequence is refused with the whole group",
     refuses_another_picture},
    {"A document that needs a rescan is replaced by one", takes_a_rescan},
    {"A batch is found by a front picture at its sequence", finds_the_batch_of_a_picture},
    {"A reading is kept to the last field and makes the item", keeps_readings},
    {"What was measured on the pictures of a document is kept", keeps_image_quality},
    {"What was seen in the check boxes of a coupon is kept, in order", keeps_check_boxes},
    {"A document that was read is not read again", skips_what_was_read},
    {"A check that was read in part and an unknown page go to repair", sends_the_unread_to_repair},
    {"What is not there is not found", knows_no_stranger},
    {"A change without an actor is refused", refuses_nobody},
};

}  // namespace

std::span<const StoreRule> capture_rules() {
  return rules;
}

}  // namespace lockbox::deposit::test
