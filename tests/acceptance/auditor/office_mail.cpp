// What the mailroom does, and what a supervisor decides about its envelopes.

#include <stdexcept>

#include "acceptance/auditor/office_day.h"
#include "service/process/settle.h"
#include "service/work/accounts.h"

namespace lockbox::auditor {

namespace {

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  return *std::move(result);
}
void need(const Result<void>& result) {
  if (!result) throw std::runtime_error{result.error().message};
}

const deposit::Actor scanner{"scanner"};

deposit::NewDocument document_of(const std::string& feed, std::int64_t sequence,
                                 std::int64_t envelope, const BusinessDay& day) {
  deposit::NewDocument document;
  document.sequence = sequence;
  document.device_document_id = "D" + std::to_string(sequence);
  document.transaction_number = envelope;
  const auto picture = feed + "/" + std::to_string(sequence);
  document.images.push_back({.side = Side::Front,
                             .view = ImageView::AsScanned,
                             .file = "front.tif",
                             .media_type = "image/tiff",
                             .place = {.business_day = day,
                                       .segment = "000001.seg",
                                       .offset = 0,
                                       .length = 100,
                                       .sha256 = Sha256::of(bytes_of(picture))}});
  return document;
}

deposit::Reading coupon_reading(std::int64_t sequence, const CouponPaper& paper) {
  deposit::CouponFact fact;
  fact.code.bill_type = "utility";
  fact.code.account = AccountNumber{paper.account};
  fact.code.expected_amounts = {Money::from_cents(paper.asked)};
  fact.code.amount_due = Money::from_cents(paper.asked);
  fact.code.check_digit_verified = true;
  fact.format = "code128";
  fact.confidence = 1;
  fact.has_check_digit = true;
  deposit::Reading reading;
  reading.sequence = sequence;
  reading.kind = encode::PageKind::Coupon;
  reading.coupon = fact;
  return reading;
}

deposit::Reading check_reading(const EnvelopePaper& paper, std::int64_t serial) {
  // An account of its own: a payer whose check came back pays in cash only, which the auditor's
  // books know nothing of.
  const auto account = std::to_string(100'000'000 + serial);
  auto raw = "⑆021000021⑆ " + account + "⑈" + std::to_string(serial);
  if (paper.is_printed) {
    const auto digits = std::to_string(paper.amount);
    raw += " ⑇" + std::string(10 - digits.size(), '0') + digits + "⑇";
  }
  deposit::Reading reading;
  reading.sequence = paper.check;
  reading.kind = encode::PageKind::Check;
  reading.micr = deposit::MicrFact{need(encode::parse_micr_line(raw)), 1.0};
  return reading;
}

}  // namespace

EnvelopePaper OfficeDay::draw_envelope(std::int64_t key) {
  EnvelopePaper paper{key, key, {}, 1 + draw(800'00), chance(50)};
  const auto dice = draw(100);
  const auto coupon = [&](const std::string& account, Cents asked) {
    paper.coupons.push_back({account, asked});
    ++paper.check;
  };
  if (dice < 45) {  // As asked, less or more.
    coupon(any_account(), chance(60) ? paper.amount : 1 + draw(800'00));
  } else if (dice < 65 && paper.amount > 1) {  // Two coupons, which tie or do not.
    const auto first = 1 + draw(paper.amount - 1);
    const auto at = draw(static_cast<std::int64_t>(open_accounts_.size()) - 1);
    coupon(open_accounts_[static_cast<std::size_t>(at)], first);
    coupon(open_accounts_[static_cast<std::size_t>(at) + 1],
           paper.amount - first + (chance(70) ? 0 : 1));
  } else if (dice < 75) {
    coupon(any_of(closed_accounts_), paper.amount);
  } else if (dice < 82) {
    coupon("9900000000" + std::to_string(100 + draw(900)), paper.amount);
  }
  return paper;
}

void OfficeDay::capture() {
  ++report_.steps;
  ++steps_today_;
  const auto feed = "feed-" + std::to_string(++serial_);
  const auto day = need(BusinessDay::parse(today_));
  const auto known = model_->days().find(today_);
  if (known != model_->days().end() && known->second == Model::DayLife::CutOff) {
    const auto late = office_.books().store().open_batch(
        {site_.id, "BOX", day, "mixed", "mia", {}, feed}, {"mia"});
    if (late) found("Day " + today_ + " is cut off and takes a batch.");
    return;
  }
  BatchPaper paper{0, today_, {}, {}};
  std::vector<deposit::NewDocument> documents;
  std::vector<deposit::Reading> readings;
  std::int64_t sequence = 1;
  Cents sum = 0;
  for (auto left = 1 + draw(5); left > 0; --left) {
    auto envelope = draw_envelope(sequence);
    sum += envelope.amount;
    for (; sequence <= envelope.check; ++sequence) {
      documents.push_back(document_of(feed, sequence, envelope.key, day));
    }
    auto number = envelope.key;
    for (const auto& coupon : envelope.coupons) {
      readings.push_back(coupon_reading(number++, coupon));
    }
    readings.push_back(check_reading(envelope, ++serial_));
    paper.envelopes.push_back(std::move(envelope));
  }
  report_.envelopes += static_cast<std::int64_t>(paper.envelopes.size());
  if (chance(60)) {
    const bool is_wrong = chance(25);
    paper.declared = {sequence - 1 + (is_wrong && chance(30) ? 1 : 0),
                      std::max<Cents>(1, sum + (is_wrong ? draw(2000) - 1000 : 0))};
  }
  deposit::BatchHeader header{site_.id, "BOX", day, "mixed", "mia", {}, feed};
  if (paper.declared) {
    header.control =
        deposit::ControlTotals{paper.declared->first, Money::from_cents(paper.declared->second)};
  }
  auto& store = office_.books().store();
  const auto batch = store.open_batch(header, scanner);
  if (!batch) {
    ++report_.refused;
    if (model_->days().at(today_) != Model::DayLife::Closed) found(batch.error().message);
    return;
  }
  paper.number = batch->id.value();
  need(store.file_documents(batch->id, documents, scanner));
  need(store.record_readings(batch->id, readings, scanner));
  deposit::WorkChanges changes;
  changes.batch_events.push_back(deposit::BatchEvent::CompleteCapture);
  need(store.commit_work(batch->id, changes, scanner));
  const auto accounts = need(service::work::known_accounts(store, site_.id, "BOX"));
  need(service::settle_batch(store, batch->id, site_, accounts.index, {}));
  ++report_.accepted;
  model_->take_batch(paper);
}

std::vector<Place> OfficeDay::checks(Model::Life life, bool is_known) const {
  std::vector<Place> found;
  for (const auto& [number, batch] : model_->batches()) {
    for (const auto& envelope : batch.envelopes) {
      if (envelope.life != life || (envelope.amount != 0) != is_known) continue;
      found.emplace_back(number, envelope.paper.check);
    }
  }
  return found;
}

std::int64_t OfficeDay::document(const Place& place) {
  return seen_->number("SELECT document_id FROM document WHERE batch_id = ? AND sequence = ?",
                       place.first, place.second);
}

void OfficeDay::mail_step() {
  const auto dice = draw(100);
  if (dice < 22) return capture();
  if (dice < 52) {
    const auto open = checks(Model::Life::Waiting, false);
    return open.empty() ? capture() : key(any_of(open));
  }
  if (dice < 58) return correct_amount();
  if (dice < 64) return divide_check();
  if (dice < 70) return name_account();
  if (dice < 84) return decide_envelope();
  if (dice < 94) return raise_exception();
  std::vector<std::int64_t> off;
  for (const auto& [number, batch] : model_->batches()) {
    if (!model_->holds(batch) || chance(1)) off.push_back(number);
  }
  if (!off.empty()) control(any_of(off));
}

void OfficeDay::key(const Place& check) {
  const auto task = seen_->number(
      "SELECT task_id FROM task WHERE document_id = ? AND field = 'amount'", document(check));
  const auto version = seen_->number("SELECT version FROM task WHERE task_id = ?", task);
  auto amount = model_->envelope(check).paper.amount;
  if (chance(5)) amount = 1 + draw(800'00);  // A slip.
  const bool is_nonsense = chance(3);
  const auto answer =
      ask(Duty::Key, "/tasks/" + std::to_string(task) + "/answer",
          {{"value", is_nonsense ? "0" : std::to_string(amount)}, {"version", version}});
  if (answer.is_accepted && is_nonsense) found("An amount of nothing was accepted.");
  if (answer.is_accepted) model_->key_amount(check, amount);
}

void OfficeDay::correct_amount() {
  auto known = checks(Model::Life::Waiting, true);
  if (known.empty() || chance(20)) known = checks(Model::Life::Released, true);
  if (known.empty()) return;
  const auto check = any_of(known);
  const auto task = seen_->number(
      "SELECT task_id FROM task WHERE document_id = ? AND field = 'amount'", document(check));
  if (task == 0) return;
  const auto version = seen_->number("SELECT version FROM task WHERE task_id = ?", task);
  const auto amount = chance(70) ? model_->envelope(check).paper.amount : 1 + draw(800'00);
  const auto answer =
      ask(Duty::Key, "/tasks/" + std::to_string(task) + "/correct",
          {{"value", std::to_string(amount)}, {"reason", "Keyed again."}, {"version", version}});
  if (answer.is_accepted) model_->key_amount(check, amount);
}

void OfficeDay::name_account() {
  std::vector<Place> unknown;
  for (const auto life : {Model::Life::Waiting, Model::Life::Released}) {
    for (const auto known : {true, false}) {
      for (const auto& check : checks(life, known)) {
        const auto& envelope = model_->envelope(check);
        const auto& coupons = envelope.paper.coupons;
        const auto* card = coupons.empty() ? nullptr : model_->card(coupons.front().account);
        const bool is_placed = card != nullptr && card->is_open;
        if (is_placed || !envelope.named.empty()) continue;
        unknown.emplace_back(check.first, coupons.empty() ? check.second : envelope.paper.key);
      }
    }
  }
  if (unknown.empty()) return;
  const auto place = any_of(unknown);
  const auto task = seen_->number(
      "SELECT task_id FROM task WHERE document_id = ? AND field = 'account'", document(place));
  if (task == 0) return;
  const auto version = seen_->number("SELECT version FROM task WHERE task_id = ?", task);
  const auto account = chance(95) ? any_account() : std::string{"123"};
  const auto answer = ask(Duty::Key, "/tasks/" + std::to_string(task) + "/answer",
                          {{"value", account}, {"version", version}});
  if (answer.is_accepted) model_->name_account(place, account);
}

/// Whole, over two accounts, or all of it into suspense; sometimes not to the cent.
void OfficeDay::divide_check() {
  for (const auto& check : checks(Model::Life::Waiting, true)) {
    const auto& envelope = model_->envelope(check);
    if (!Model::wants_division(envelope)) continue;
    const auto task = seen_->number(
        "SELECT task_id FROM task WHERE document_id = ? AND field = 'account' AND state = 'open'",
        document(check));
    if (task == 0) return found("Nobody is asked about coupons that do not add up.");
    const auto& coupons = envelope.paper.coupons;
    const auto part = envelope.amount > 1 ? 1 + draw(envelope.amount - 1) : 0;
    std::vector<std::pair<std::string, Cents>> division{{"", envelope.amount}};
    if (part > 0 && chance(70)) {
      division = {{coupons[0].account, part}, {coupons[1].account, envelope.amount - part}};
    }
    const bool is_nonsense = chance(10);
    if (is_nonsense) ++division.front().second;
    std::string value;
    for (const auto& [account, amount] : division) {
      if (!value.empty()) value += ';';
      value += (account.empty() ? "suspense" : account) + "=" + std::to_string(amount);
    }
    const auto version = seen_->number("SELECT version FROM task WHERE task_id = ?", task);
    const auto answer = ask(Duty::Key, "/tasks/" + std::to_string(task) + "/answer",
                            {{"value", value}, {"version", version}});
    if (answer.is_accepted) model_->divide(check, std::move(division));
    return;
  }
}

void OfficeDay::decide_envelope() {
  const auto dice = draw(100);
  const std::string what = dice < 60 ? "hold" : "resume";
  std::vector<Place> places;
  for (const auto life :
       {Model::Life::Waiting, Model::Life::Held, Model::Life::Returned, Model::Life::Released}) {
    const bool is_likely = (what == "resume") == (life == Model::Life::Held);
    if (!is_likely && !chance(15)) continue;
    for (const auto known : {true, false}) {
      for (const auto& place : checks(life, known)) places.push_back(place);
    }
  }
  if (places.empty()) return;
  const auto place = any_of(places);
  const auto path =
      "/batches/" + std::to_string(place.first) + (what == "hold" ? "/holds" : "/resumptions");
  const auto answer =
      ask(what == "resume" ? Duty::Force : Duty::Key, path,
          {{"sequence", place.second}, {"reason", chance(96) ? "It looks odd." : " "}});
  if (answer.is_accepted) model_->decide(place, what);
}

void OfficeDay::raise_exception() {
  std::vector<Place> with_case;
  for (const auto life : {Model::Life::Held, Model::Life::Released, Model::Life::Waiting}) {
    for (const auto known : {true, false}) {
      for (const auto& place : checks(life, known)) {
        if (model_->envelope(place).has_case) with_case.push_back(place);
      }
    }
  }
  if (!with_case.empty() && chance(60)) {
    const auto dice = draw(100);
    return step_exception(any_of(with_case), dice < 55   ? "accept"
                                             : dice < 75 ? "return_to_payer"
                                                         : "send_to_department");
  }
  const auto waiting = checks(Model::Life::Waiting, chance(50));
  if (waiting.empty()) return;
  const auto place = any_of(waiting);
  Json raised{{"reason", "unsigned"}, {"note", "No name below."}};
  if (chance(40)) raised["proposed"] = "return_to_payer";
  const auto answer =
      ask(Duty::Raise, "/documents/" + std::to_string(document(place)) + "/exceptions", raised);
  if (answer.is_accepted) model_->raise_case(place);
}

void OfficeDay::step_exception(const Place& check, const std::string& action) {
  constexpr auto open_case =
      "SELECT case_id FROM exception_case WHERE document_id = ? AND state <> 'closed'";
  const auto id = seen_->number(open_case, document(check));
  const bool is_legal =
      seen_->number("SELECT count(*) FROM exception_case WHERE case_id = ? AND owner = 'legal'",
                    id) != 0;
  Json body{{"step", action}, {"note", "Looked at."}};
  if (action == "send_to_department") body["owner"] = "legal";
  const auto answer =
      ask(Duty::StepCase, "/exceptions/" + std::to_string(id) + "/steps", std::move(body));
  if (!answer.is_accepted) return;
  const bool is_theirs = who_ == "sam" || who_ == "sue" || (who_ == "dora" && is_legal);
  if (!is_theirs) found(who_ + " decided what is not theirs.");
  model_->step_case(check, action);
}

void OfficeDay::control(std::int64_t number) {
  const auto& batch = model_->batches().at(number);
  const auto version = seen_->number("SELECT version FROM batch WHERE batch_id = ?", number);
  const auto path = "/batches/" + std::to_string(number);
  if (chance(50)) {
    const auto answer =
        ask(Duty::Force, path + "/force", {{"reason", "Counted twice."}, {"version", version}});
    if (answer.is_accepted) model_->force(number);
    return;
  }
  std::int64_t documents = 0;
  Cents sum = 0;
  for (const auto& one : batch.envelopes) {
    documents += static_cast<std::int64_t>(one.paper.coupons.size()) + 1;
    sum += one.life == Model::Life::Returned ? one.amount : one.paper.amount;
  }
  const auto answer = ask(Duty::Force, path + "/control",
                          {{"documents", documents},
                           {"amount_cents", sum},
                           {"reason", "Added again."},
                           {"version", version}});
  if (answer.is_accepted) model_->correct_control(number, documents, sum);
}

}  // namespace lockbox::auditor
