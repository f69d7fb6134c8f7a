#include <algorithm>
#include <map>

#include "deposit/match/likeness.h"
#include "deposit/report/facts.h"
#include "deposit/work/facts.h"
#include "encode/micr/line_of_font.h"

namespace lockbox::deposit::report {

namespace {

/// A deposit as one of its items sees it.
struct Ticket {
  std::string number;
  std::string account;
  bool is_approved = false;
};

/// What of a batch is looked up by document.
struct Lookup {
  std::map<std::int64_t, Ticket> tickets;
  std::map<std::int64_t, const Reading*> readings;
  std::map<std::int64_t, const Item*> items;

  explicit Lookup(const BatchContents& contents) {
    for (const auto& deposit : contents.deposits) {
      if (!is_live(deposit.state)) continue;
      const Ticket ticket{deposit.ticket, deposit.deposit_account, is_approved(deposit.state)};
      for (const auto sequence : deposit.items) tickets.emplace(sequence, ticket);
    }
    for (const auto& document : contents.documents) {
      if (document.reading) readings.emplace(document.captured.sequence, &*document.reading);
    }
    for (const auto& item : contents.items) items.emplace(item.sequence, &item);
  }
};

bool is_counted(const Item& item) {
  return item.kind == ItemKind::Tender && item.state != ItemState::DuplicateConfirmed;
}

bool is_settled(TransactionState state) {
  return state == TransactionState::InBalance || is_released(state);
}

void add_items(Facts& facts, const BatchContents& contents, const Lookup& lookup) {
  const auto& header = contents.batch.header;
  for (const auto& item : contents.items) {
    if (!is_counted(item)) continue;
    ItemFact fact{.batch = contents.batch.id,
                  .lockbox = header.lockbox,
                  .day = header.business_day,
                  .sequence = item.sequence,
                  .tender = item.tender.value_or(TenderKind::Check),
                  .amount = {},
                  .source = item.amount_source,
                  .state = item.state,
                  .ticket = {},
                  .deposit_account = {}};
    if (!awaits_verification(contents, item.sequence)) fact.amount = item.amount;
    const auto ticket = lookup.tickets.find(item.sequence);
    if (ticket != lookup.tickets.end()) {
      fact.ticket = ticket->second.number;
      fact.deposit_account = ticket->second.account;
    }
    facts.items.push_back(std::move(fact));
  }
}

BatchFact batch_fact(const BatchContents& contents, const ControlProof& control,
                     const Lookup& lookup) {
  const auto& header = contents.batch.header;
  BatchFact fact{.batch = contents.batch.id,
                 .lockbox = header.lockbox,
                 .day = header.business_day,
                 .job = header.job,
                 .prepared_by = header.prepared_by,
                 .state = contents.batch.state,
                 .control = control,
                 .is_of_counter = contents.counter.has_value()};
  for (const auto& item : contents.items) {
    if (!is_counted(item)) continue;
    ++fact.items;
    if (!item.amount || awaits_verification(contents, item.sequence)) continue;
    fact.received += *item.amount;
    if (item.state == ItemState::Returned) fact.returned += *item.amount;
    const auto ticket = lookup.tickets.find(item.sequence);
    if (ticket != lookup.tickets.end() && ticket->second.is_approved) {
      fact.deposited += *item.amount;
    }
  }
  for (const auto& envelope : contents.transactions) {
    if (envelope.state != TransactionState::Voided) fact.suspense += envelope.suspense;
  }
  fact.open_tasks = std::ranges::count(contents.tasks, TaskState::Open, &Task::state);
  return fact;
}

/// How many questions about the envelope a person answered, or still must.
std::int64_t questions_of(const BatchContents& contents, const Transaction& envelope) {
  return std::ranges::count_if(contents.tasks, [&](const Task& task) {
    return task.state != TaskState::Withdrawn &&
           std::ranges::find(envelope.documents, task.sequence) != envelope.documents.end();
  });
}

/// Accounts of the envelope that a rule found and no person named.
std::int64_t lines_by_rule(const Transaction& envelope) {
  return std::ranges::count_if(envelope.applied, [&](const Application& line) {
    bool is_found = false;
    for (const auto& match : envelope.matches) {
      if (match.account != line.account) continue;
      if (match.rule == MatchRule::Person) return false;
      is_found = true;
    }
    return is_found;
  });
}

void add_envelopes(Facts& facts, const BatchContents& contents) {
  const auto& header = contents.batch.header;
  for (const auto& one : contents.transactions) {
    if (one.state == TransactionState::Voided) continue;
    EnvelopeFact fact{.batch = contents.batch.id,
                      .lockbox = header.lockbox,
                      .day = header.business_day,
                      .key = one.key,
                      .work_type = one.work_type,
                      .state = one.state,
                      .tender = one.tender,
                      .suspense = one.suspense,
                      .suspense_reason = one.suspense_reason,
                      .lines = static_cast<std::int64_t>(one.applied.size()),
                      .lines_by_rule = lines_by_rule(one),
                      .questions = questions_of(contents, one),
                      .is_in_balance = is_settled(one.state),
                      .rules = {},
                      .is_of_counter = contents.counter.has_value()};
    for (const auto& match : one.matches) fact.rules.push_back(match.rule);
    facts.envelopes.push_back(std::move(fact));
  }
}

std::string posting_of(const BatchContents& contents, const Transaction& envelope,
                       const Application& line) {
  for (const auto& entry : contents.entries) {
    if (is_of_deposit(entry.kind) || entry.transaction != envelope.key) continue;
    for (const auto& booked : entry.lines) {
      const bool is_it = booked.ledger == Ledger::Receivable && booked.account == line.account &&
                         !booked.posted_in.empty();
      if (is_it) return booked.posted_in;
    }
  }
  return {};
}

void add_payments(Facts& facts, const BatchContents& contents, const Lookup& lookup) {
  const auto& header = contents.batch.header;
  for (const auto& one : contents.transactions) {
    if (one.state == TransactionState::Voided) continue;
    std::string ticket;
    for (const auto sequence : one.documents) {
      const auto found = lookup.tickets.find(sequence);
      if (ticket.empty() && found != lookup.tickets.end()) ticket = found->second.number;
    }
    for (const auto& line : one.applied) {
      facts.payments.push_back({.batch = contents.batch.id,
                                .lockbox = header.lockbox,
                                .day = header.business_day,
                                .envelope = one.key,
                                .work_type = one.work_type,
                                .state = one.state,
                                .account = line.account.masked(),
                                .bill_type = line.bill_type,
                                .fund = line.fund,
                                .deposit_account = line.deposit_account,
                                .amount = line.amount,
                                .ticket = ticket,
                                .posted_in = posting_of(contents, one, line)});
    }
  }
}

void add_questions(Facts& facts, const BatchContents& contents, const Lookup& lookup) {
  const auto& header = contents.batch.header;
  for (const auto& task : contents.tasks) {
    QuestionFact fact{.batch = contents.batch.id,
                      .lockbox = header.lockbox,
                      .day = header.business_day,
                      .sequence = task.sequence,
                      .envelope = task.transaction,
                      .field = task.field,
                      .state = task.state,
                      .reason = task.reason,
                      .answered_by = task.answered_by,
                      .answer = {},
                      .amount = {}};
    if (task.field == TaskField::Duplicate) fact.answer = task.answer;
    const auto item = lookup.items.find(task.sequence);
    if (item != lookup.items.end() && !awaits_verification(contents, task.sequence)) {
      fact.amount = item->second->amount;
    }
    facts.questions.push_back(std::move(fact));
  }
}

/// The digits and symbols of a line, without the gaps that people type at will.
std::string letters_of(const std::string& raw) {
  std::string letters;
  for (const char letter : raw) {
    // U+2446 to U+2449 are three bytes that begin alike; the last one tells them apart.
    const auto byte = static_cast<unsigned char>(letter);
    if (letter != ' ' && byte != 0xE2 && byte != 0x91) letters += letter;
  }
  return letters;
}

void add_check(ReadingFact& fact, const Item& item, const Reading* reading) {
  ++fact.checks;
  const auto* line = reading != nullptr && reading->micr ? &reading->micr->line : nullptr;
  const bool is_whole = line != nullptr && encode::is_sure_line(*line);
  if (is_whole) ++fact.lines_read;
  if (item.repaired_micr) ++(is_whole ? fact.lines_corrected : fact.lines_repaired);
  if (line != nullptr && item.repaired_micr) {
    const auto truth = letters_of(item.repaired_micr->raw);
    fact.letters_read += static_cast<std::int64_t>(truth.size());
    fact.letters_wrong += static_cast<std::int64_t>(edit_distance(letters_of(line->raw), truth));
  }
  if (!item.amount) return;
  ++fact.amounts;
  ++(item.amount_source == AmountSource::Keyed ? fact.amounts_keyed : fact.amounts_read);
}

/// Whether the money of a coupon that was read went to another account by a person's word.
bool is_corrected(const BatchContents& contents, const Reading& coupon) {
  for (const auto& envelope : contents.transactions) {
    if (envelope.state == TransactionState::Voided) continue;
    for (const auto& match : envelope.matches) {
      if (match.sequence != coupon.sequence || match.rule != MatchRule::Person) continue;
      return match.account != coupon.coupon->code.account;
    }
  }
  return false;
}

void add_readings(Facts& facts, const BatchContents& contents, const Lookup& lookup) {
  ReadingFact fact{.lockbox = contents.batch.header.lockbox,
                   .day = contents.batch.header.business_day};
  for (const auto& item : contents.items) {
    const auto found = lookup.readings.find(item.sequence);
    const auto* reading = found == lookup.readings.end() ? nullptr : found->second;
    const bool is_check = item.tender.value_or(TenderKind::Check) == TenderKind::Check;
    if (is_counted(item) && is_check) add_check(fact, item, reading);
    if (item.kind != ItemKind::Coupon) continue;
    ++fact.coupons;
    if (reading == nullptr || !reading->coupon) continue;
    ++fact.coupons_read;
    if (is_corrected(contents, *reading)) ++fact.coupons_corrected;
  }
  facts.readings.push_back(std::move(fact));
}

void add_corrections(Facts& facts, const BatchContents& contents) {
  const auto& batch = contents.batch;
  const auto add = [&](std::string kind, std::string what, std::optional<Money> amount,
                       const std::string& by, const std::string& reason) {
    facts.corrections.push_back({.day = batch.header.business_day,
                                 .lockbox = batch.header.lockbox,
                                 .batch = batch.id,
                                 .kind = std::move(kind),
                                 .what = std::move(what),
                                 .amount = amount,
                                 .by = by,
                                 .reason = reason});
  };
  for (const auto& one : batch.corrections) {
    add("declared totals corrected", to_text(one.from) + " to " + to_text(one.to), one.to.amount,
        one.corrected_by, one.reason);
  }
  for (const auto& one : batch.accepted) {
    add("difference accepted", std::to_string(one.documents) + " documents", one.amount,
        one.accepted_by, one.reason);
  }
  for (const auto& one : batch.decisions) {
    add("envelope: " + std::string{name_of(decision_kind_names, one.kind)},
        "document " + std::to_string(one.sequence), {}, one.decided_by, one.reason);
  }
  for (const auto& one : batch.accepted_pictures) {
    add("refused picture accepted", "document " + std::to_string(one.sequence), {}, one.accepted_by,
        one.reason);
  }
}

}  // namespace

void add_batch(Facts& facts, const BatchContents& contents, const ControlProof& control) {
  const Lookup lookup{contents};
  facts.batches.push_back(batch_fact(contents, control, lookup));
  add_items(facts, contents, lookup);
  add_envelopes(facts, contents);
  add_payments(facts, contents, lookup);
  add_questions(facts, contents, lookup);
  // Slips of the counter are photographed, not read.
  if (!contents.counter) add_readings(facts, contents, lookup);
  add_corrections(facts, contents);
}

bool is_event(const EventFact& fact, std::string_view entity, std::string_view event) {
  return fact.event.entity == entity && fact.event.event == event;
}

}  // namespace lockbox::deposit::report
