#include "deposit/close/carried.h"

#include <algorithm>
#include <chrono>

#include "deposit/close/carry_days.h"

namespace lockbox::deposit::close {

namespace {

std::string waits_because(TransactionState state) {
  switch (state) {
    case TransactionState::Assembled:
      return "A person must say where the envelope begins and ends.";
    case TransactionState::NeedsMatch:
      return "An amount, a MICR line or an account is wanted.";
    case TransactionState::ExceptionOpen:
      return "A person must decide a doubt.";
    case TransactionState::InBalance:
      return "It waits for the rest of its batch.";
    case TransactionState::Released:
      return "It waits for a deposit.";
    case TransactionState::Deposited:
    case TransactionState::Posted:
      return "Its deposit leaves some of it out.";
    case TransactionState::Held:
      return "A person holds it.";
    case TransactionState::Voided:
    case TransactionState::Returned:
      return "It is in no live envelope.";
  }
  return {};
}

/// The last decision about the document, or nullptr.
const Decision* decision_about(const Batch& batch, std::int64_t sequence) {
  const Decision* last = nullptr;
  for (const auto& decision : batch.decisions) {
    if (decision.sequence == sequence) last = &decision;
  }
  return last;
}

bool waits(const Item& item) {
  return item.kind == ItemKind::Tender && item.state != ItemState::InDeposit &&
         item.state != ItemState::Returned && item.state != ItemState::DuplicateConfirmed;
}

/// Collects the rows of one batch.
class Collector {
 public:
  Collector(const DaySources& sources, const SourceBatch& source, const CarryDays& carries)
      : sources_{sources}, contents_{source.contents}, carries_{carries} {}

  std::vector<CarriedRow> collect() {
    add_held();
    add_loose();
    add_tasks();
    add_deposits();
    return std::move(rows_);
  }

 private:
  CarriedRow row(CarriedKind kind, std::int64_t sequence) const {
    const auto& header = contents_.batch.header;
    return {.kind = kind,
            .lockbox = header.lockbox,
            .batch = contents_.batch.id,
            .sequence = sequence,
            .ticket = {},
            .amount = {},
            .reason = {},
            .owner = {},
            .since = header.business_day,
            .age_days = days_between(header.business_day, sources_.day.day)};
  }

  /// What waits of the envelope; nothing when none of its tender does.
  std::optional<Money> waiting_in(std::optional<std::int64_t> envelope) const {
    std::optional<Money> sum;
    for (const auto& item : contents_.items) {
      if (item.transaction != envelope || !waits(item)) continue;
      if (!sum) sum = Money{};
      if (item.amount && !awaits_verification(contents_, item.sequence)) *sum += *item.amount;
    }
    return sum;
  }

  void add_held() {
    for (const auto& envelope : contents_.transactions) {
      if (envelope.state == TransactionState::Voided) continue;
      const auto waiting = waiting_in(envelope.key);
      const bool is_held = envelope.state == TransactionState::Held;
      if (!waiting && !is_held) continue;
      if (!is_of_day(envelope)) continue;
      auto held = row(CarriedKind::Held, envelope.key);
      held.amount = waiting;
      held.reason = waits_because(envelope.state);
      const auto* decision = is_held ? decision_about(contents_.batch, envelope.key) : nullptr;
      if (decision != nullptr) {
        held.reason = decision->reason;
        held.owner = decision->decided_by;
      }
      add_carry(held, envelope);
      rows_.push_back(std::move(held));
    }
  }

  /// Once it is carried, an envelope is in the list of another day than that of its batch.
  bool is_of_day(const Transaction& envelope) const {
    const auto& batch_day = contents_.batch.header.business_day;
    const auto day = day_of_envelope(carries_, contents_, envelope);
    return day == batch_day || day == sources_.day.day;
  }

  /// Who carries it out of the day, or carried it into the day, and why.
  void add_carry(CarriedRow& held, const Transaction& envelope) const {
    const Carry* out = nullptr;
    const Carry* in = nullptr;
    for (const auto sequence : deciding_documents(contents_, envelope)) {
      if (out == nullptr) out = carries_.out_of(contents_.batch.id, sequence, sources_.day.day);
      if (in == nullptr) in = carries_.into(contents_.batch.id, sequence, sources_.day.day);
    }
    const auto* carry = out != nullptr ? out : in;
    if (carry == nullptr) return;
    held.due = carry->due;
    held.carried_by = carry->carried_by;
    held.owner = carry->owner;
    // Once it is released it waits for a deposit, whatever it was brought in for.
    if (out != nullptr || !is_released(envelope.state)) held.reason = carry->reason;
  }

  void add_loose() {
    for (const auto& item : contents_.items) {
      if (item.transaction || !waits(item)) continue;
      auto held = row(CarriedKind::Held, item.sequence);
      held.reason = "It is in no envelope yet.";
      if (!awaits_verification(contents_, item.sequence)) held.amount = item.amount;
      rows_.push_back(std::move(held));
    }
  }

  void add_tasks() {
    for (const auto& task : contents_.tasks) {
      if (task.state != TaskState::Open) continue;
      auto open = row(CarriedKind::Task, task.sequence);
      open.reason = std::string{name_of(task_field_names, task.field)} + ": " + task.reason;
      const auto holder = sources_.task_holders.find({contents_.batch.id, task.sequence});
      if (holder != sources_.task_holders.end()) open.owner = holder->second;
      rows_.push_back(std::move(open));
    }
  }

  void add_deposits() {
    for (const auto& deposit : contents_.deposits) {
      if (is_approved(deposit.state)) continue;
      auto waiting = row(CarriedKind::Deposit, 0);
      waiting.ticket = deposit.ticket;
      waiting.amount = deposit.total;
      waiting.reason = deposit.state == DepositState::Draft
                           ? "It is a draft; somebody must submit it."
                           : "A second person must approve it.";
      waiting.owner = deposit.prepared_by;
      rows_.push_back(std::move(waiting));
    }
  }

  const DaySources& sources_;
  const BatchContents& contents_;
  const CarryDays& carries_;
  std::vector<CarriedRow> rows_;
};

/// What a closed day went on with, as it was then.
CarriedRow row_of(const Carry& carry) {
  return {.kind = CarriedKind::Held,
          .lockbox = carry.lockbox,
          .batch = carry.batch,
          .sequence = carry.envelope,
          .ticket = {},
          .amount = carry.amount(),
          .reason = carry.reason,
          .owner = carry.owner,
          .since = carry.since,
          .age_days = days_between(carry.since, carry.from),
          .due = carry.due,
          .carried_by = carry.carried_by};
}

std::string suspense_reason_text(const std::string& reason) {
  if (reason.empty()) return "Applied since.";
  auto text = reason;
  std::ranges::replace(text, '_', ' ');
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text + ".";
}

}  // namespace

std::vector<CarriedRow> carried_of(const DaySources& sources,
                                   const std::vector<SuspenseRow>& suspense) {
  std::vector<CarriedRow> rows;
  const CarryDays carries{sources.carries};
  for (const auto* list : {&sources.earlier, &sources.batches}) {
    for (const auto& source : *list) {
      auto more = Collector{sources, source, carries}.collect();
      std::ranges::move(more, std::back_inserter(rows));
    }
  }
  for (const auto& carry : sources.carries) {
    const bool is_done = carry.state == CarryState::Carried && carry.from == sources.day.day;
    if (is_done) rows.push_back(row_of(carry));
  }
  for (const auto& one : suspense) {
    if (one.closing.is_zero()) continue;
    rows.push_back({CarriedKind::Suspense, one.lockbox, one.batch, one.transaction, "", one.closing,
                    suspense_reason_text(one.reason), "", one.since, one.age_days});
  }
  std::ranges::stable_sort(rows, [](const CarriedRow& a, const CarriedRow& b) {
    return std::tuple{a.since, a.kind, a.batch, a.sequence} <
           std::tuple{b.since, b.kind, b.batch, b.sequence};
  });
  return rows;
}

}  // namespace lockbox::deposit::close
