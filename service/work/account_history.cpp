#include "service/work/account_history.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/csv.h"
#include "deposit/credit/bookings.h"

namespace lockbox::service::work {

namespace {

using deposit::credit::is_in_bank;
using deposit::credit::is_received;
using deposit::ledger::EntryKind;
using deposit::ledger::Origin;
using deposit::ledger::ReturnEvent;

/// Checks of an account's payments; more than any account has.
constexpr std::size_t checks_max = 1'000;

std::string in_words(std::string_view name) {
  std::string words{name};
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string text_of(const deposit::ledger::Entry& entry, Money amount) {
  const bool is_credit = amount > Money{};
  switch (entry.kind) {
    case EntryKind::ChargeBack:
      return fmt::format("Taken back: its check was returned (return {}).", entry.return_number);
    case EntryKind::Fee:
      return fmt::format("Fee of the returned check (return {}).", entry.return_number);
    case EntryKind::Transfer:
      return is_credit ? "Transferred here from another account."
                       : "Transferred to the account that it is for.";
    case EntryKind::Apply:
      return "Applied from suspense.";
    case EntryKind::Credit:
      return "Credited by a correction.";
    case EntryKind::Debit:
      return "Charged by a correction.";
    case EntryKind::WriteOff:
      return "A small difference was written off.";
    case EntryKind::Reversal:
      return fmt::format("Booked back: its check was not returned (return {}).",
                         entry.return_number);
    case EntryKind::PayBack:
      return fmt::format("Paid for a returned check (return {}).", entry.return_number);
    case EntryKind::Return:
    case EntryKind::Redeposit:
    case EntryKind::Refund:
    case EntryKind::Escheat:
      break;
  }
  return in_words(name_of(deposit::ledger::entry_kind_names, entry.kind)) + ".";
}

/// What a step of a return says where no entry speaks for it.
std::string text_of(const deposit::ReturnedItem& item, ReturnEvent event) {
  switch (event) {
    case ReturnEvent::Identify:
      return fmt::format("A check came back from the bank (return {}).", item.number);
    case ReturnEvent::ReturnAgain:
      return fmt::format("The check came back again (return {}).", item.number);
    case ReturnEvent::Redeposit:
      return fmt::format("The check was presented again (return {}).", item.number);
    case ReturnEvent::Clear:
      return fmt::format("The check was paid at last (return {}).", item.number);
    case ReturnEvent::SendLetter:
      return fmt::format("The letter was sent (return {}).", item.number);
    case ReturnEvent::PayBack:
      return fmt::format("The drawer paid it back (return {}).", item.number);
    case ReturnEvent::Refer:
      return fmt::format("Referred to collection (return {}).", item.number);
    case ReturnEvent::Reverse:
      return fmt::format("It was taken in wrongly and is reversed (return {}).", item.number);
    case ReturnEvent::ChargeBack:
    case ReturnEvent::PostFee:
      break;
  }
  return {};
}

/// "Merged: status from open to closed, successor ••••1234. Approved by Sue."
std::string text_of(const deposit::accounts::Change& change) {
  using deposit::accounts::ChangeEvent;
  using deposit::accounts::Field;
  const auto value = [](Field field, const std::string& text) {
    if (text.empty()) return std::string{"none"};
    return field == Field::Successor ? AccountNumber{text}.masked() : text;
  };
  std::string text = in_words(name_of(deposit::accounts::change_kind_names, change.kind)) + ":";
  std::string separator = " ";
  for (const auto& field : change.fields) {
    text += separator + in_words(name_of(deposit::accounts::field_names, field.field));
    if (!field.before.empty()) text += " from " + value(field.field, field.before);
    text += " to " + value(field.field, field.after);
    separator = ", ";
  }
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  for (const auto& step : change.steps) {
    if (change.needs_two && step.event == ChangeEvent::Approve) {
      text += "; approved by " + step.actor;
    }
  }
  return text + ".";
}

class HistoryMaker {
 public:
  HistoryMaker(const CorrectionDesk& desk, AccountHistory& history, PaidAccount paid)
      : desk_{desk}, history_{history}, paid_{std::move(paid)} {}

  Result<void> make() {
    TRY(read_checks());
    add_payments();
    TRY(add_entries());
    TRY(add_returns());
    TRY(add_changes());
    TRY(add_credit());
    std::ranges::stable_sort(history_.rows, [](const HistoryRow& a, const HistoryRow& b) {
      return std::tie(a.day, a.at) < std::tie(b.day, b.at);
    });
    sum_up();
    return {};
  }

 private:
  Result<void> read_checks() {
    const auto& number = paid_.found.account.number;
    const auto items =
        TRY(desk_.books.ledger().find_items(desk_.site.id, {.account = number}, checks_max));
    for (const auto& item : items) {
      if (item.check_number.empty()) continue;
      checks_.emplace(item.envelope, item.account_tail.empty()
                                         ? item.check_number
                                         : item.check_number + ", account …" + item.account_tail);
    }
    return {};
  }

  HistoryRow& add(const BusinessDay& day, std::string kind, std::string text) {
    history_.rows.push_back({.day = day,
                             .kind = std::move(kind),
                             .text = std::move(text),
                             .amount = {},
                             .received = {},
                             .envelope = {},
                             .documents = {},
                             .state = {},
                             .check = {},
                             .ticket = {},
                             .who = {},
                             .why = {},
                             .at = {}});
    return history_.rows.back();
  }

  void add_payments() {
    for (auto i = paid_.payments.size(); i-- > 0;) {
      const auto& payment = paid_.payments[i];
      const Origin envelope{payment.batch, payment.transaction};
      envelopes_.insert(envelope);
      auto& row =
          add(payment.business_day, "payment",
              is_in_bank(payment.state) ? "Payment, deposited." : "Payment, not in the bank yet.");
      row.state = std::string{name_of(deposit::transaction_state_names, payment.state)};
      row.amount = payment.amount;
      row.envelope = envelope;
      row.documents = payment.documents;
      row.ticket = payment.ticket;
      const auto check = checks_.find(envelope);
      if (check != checks_.end()) row.check = check->second;
    }
  }

  Result<void> add_entries() {
    const auto& number = paid_.found.account.number;
    for (const auto& entry :
         TRY(desk_.books.ledger().entries(desk_.site.id, {.account = number}))) {
      Money amount;
      for (const auto& line : entry.lines) {
        if (line.spot.account == number) amount -= line.amount;
      }
      auto& row =
          add(entry.day, std::string{name_of(deposit::ledger::entry_kind_names, entry.kind)},
              text_of(entry, amount));
      row.amount = amount;
      row.envelope = entry.origin.value_or(Origin{});
      row.who = entry.made_by;
      row.why = entry.note.empty() ? reason_text(entry.reason_code) : entry.note;
      row.at = entry.at;
      row.return_number = entry.return_number;
      row.adjustment_number = entry.adjustment_number;
      if (entry.return_number != 0) returns_.insert(entry.return_number);
    }
    return {};
  }

  Result<void> add_returns() {
    for (const auto& item :
         TRY(desk_.books.ledger().returns_of(desk_.site.id, paid_.found.account.number))) {
      const bool is_ours =
          returns_.contains(item.number) || (item.envelope && envelopes_.contains(*item.envelope));
      if (!is_ours) continue;
      for (const auto& step : item.steps) {
        auto text = text_of(item, step.event);
        if (text.empty()) continue;
        const bool is_letter = step.event == ReturnEvent::SendLetter;
        const auto day = is_letter && item.letter ? item.letter->sent_on : day_of(step, item);
        auto& row = add(day, is_letter ? "letter" : "return", std::move(text));
        row.envelope = item.envelope.value_or(Origin{});
        row.who = step.actor;
        row.why = step.note.empty() ? reason_text(step.reason_code) : step.note;
        row.at = step.at;
        row.return_number = item.number;
      }
    }
    return {};
  }

  /// What people changed of the account itself.
  Result<void> add_changes() {
    const auto& found = paid_.found;
    const auto changes = TRY(desk_.books.master_accounts().changes(
        desk_.site.id, {.lockbox = found.lockbox, .account = found.account.number, .since = {}}));
    for (const auto& change : changes) {
      if (change.state != deposit::accounts::ChangeState::Applied) continue;
      auto& row = add(change.effective_on, "account", text_of(change));
      row.who = change.requested_by;
      row.why = change.reason;
      row.at = change.steps.back().at;
    }
    return {};
  }

  /// Arrangements, security deposits and referrals, with each of their steps.
  Result<void> add_credit() {
    const auto& found = paid_.found;
    const deposit::CreditFilter filter{.lockbox = found.lockbox, .account = found.account.number};
    auto& book = desk_.books.credit();
    for (const auto& one : TRY(book.arrangements(desk_.site.id, filter))) {
      const auto what = fmt::format("Payment arrangement {}", one.number);
      add_proposal(what + " of " + one.plan.total.to_string(), one.proposed_by, one.proposed_at,
                   one.plan.terms);
      add_steps(what, one.steps, deposit::credit::arrangement_event_names);
    }
    for (const auto& one : TRY(book.securities(desk_.site.id, filter))) {
      const auto what = fmt::format("Security deposit {}", one.number);
      add_proposal(what + " of " + one.wanted.amount.to_string(), one.proposed_by, one.proposed_at,
                   one.wanted.why);
      add_steps(what, one.steps, deposit::credit::security_event_names);
    }
    for (const auto& one : TRY(book.referrals(desk_.site.id, filter))) {
      const auto what = fmt::format("Referral {} to collection", one.number);
      add_proposal(what + " of " + one.wanted.amount.to_string(), one.proposed_by, one.proposed_at,
                   one.wanted.why);
      add_steps(what, one.steps, deposit::credit::referral_event_names);
    }
    return {};
  }

  void add_proposal(const std::string& what, const std::string& who, const std::string& at,
                    const std::string& why) {
    add_credit_row(what + ": proposed.", who, at, why);
  }

  template <class Step, std::size_t N>
  void add_steps(const std::string& what, const std::vector<Step>& steps, const Names<N>& names) {
    for (const auto& step : steps) {
      add_credit_row(what + ": " + in_words(name_of(names, step.event)) + ".", step.actor, step.at,
                     step.note);
    }
  }

  void add_credit_row(std::string text, const std::string& who, const std::string& at,
                      const std::string& why) {
    constexpr std::size_t date_size = 10;
    const auto day = BusinessDay::parse(at.substr(0, date_size));
    if (!day) return;
    auto& row = add(*day, "credit", std::move(text));
    row.who = who;
    row.why = why;
    row.at = at;
  }

  /// The date of its time, which is no day of business; never before the return.
  static BusinessDay day_of(const deposit::ReturnStep& step, const deposit::ReturnedItem& item) {
    constexpr std::size_t date_size = 10;
    const auto day = BusinessDay::parse(step.at.substr(0, date_size));
    return day ? std::max(*day, item.notice.returned_on) : item.notice.returned_on;
  }

  static std::string reason_text(const std::string& code) {
    const auto reason = deposit::ledger::return_reason(code);
    return reason ? reason->sentence + "." : code;
  }

  /// What was received up to each row.
  void sum_up() {
    Money received;
    for (auto& row : history_.rows) {
      const auto kind = parse_name<EntryKind>(deposit::ledger::entry_kind_names, row.kind);
      const auto state =
          parse_name<deposit::TransactionState>(deposit::transaction_state_names, row.state);
      const bool counts =
          row.kind == "payment" ? state && is_in_bank(*state) : kind && is_received(*kind);
      if (counts && row.amount) received += *row.amount;
      row.received = received;
    }
  }

  const CorrectionDesk& desk_;
  AccountHistory& history_;
  PaidAccount paid_;
  std::map<Origin, std::string> checks_;
  std::set<Origin> envelopes_;
  std::set<std::int64_t> returns_;
};

}  // namespace

Result<AccountHistory> account_history(const CorrectionDesk& desk, const std::string& ref) {
  auto paid = TRY(account_with_payments(desk.books, desk.site, ref));
  AccountHistory history{paid.found, {}};
  TRY(HistoryMaker(desk, history, std::move(paid)).make());
  return history;
}

std::string history_csv(const AccountHistory& history) {
  std::string csv =
      "day,kind,amount_cents,received_cents,text,state,check,batch,envelope,ticket,who,why,return,"
      "adjustment\r\n";
  const auto number = [](std::int64_t value) {
    return value == 0 ? std::string{} : std::to_string(value);
  };
  for (const auto& row : history.rows) {
    csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", row.day.to_string(),
                       row.kind, row.amount ? std::to_string(row.amount->cents()) : "",
                       row.received.cents(), csv_field(row.text), row.state, csv_field(row.check),
                       number(row.envelope.batch.value()), number(row.envelope.transaction),
                       row.ticket, csv_field(row.who), csv_field(row.why),
                       number(row.return_number), number(row.adjustment_number));
  }
  return csv;
}

PaymentPlace place_of(const deposit::FoundItem& item) {
  using deposit::TransactionState;
  const auto where = fmt::format("Document {} of batch {}, {}", item.sequence,
                                 item.envelope.batch.value(), item.day.to_string());
  if (item.return_number != 0) {
    return {
        "returned",
        fmt::format("{}: the bank returned it (return {}, {}).", where, item.return_number,
                    in_words(name_of(deposit::ledger::return_state_names, *item.return_state)))};
  }
  if (item.is_approved) return {"deposited", where + ": in deposit " + item.ticket + "."};
  if (item.state == TransactionState::Held) return {"held", where + ": a person holds it."};
  if (item.state == TransactionState::Returned) {
    return {"sent_back", where + ": it goes back to its payer."};
  }
  return {"captured", where + (item.ticket.empty() ? ": received, not deposited yet."
                                                   : ": in a deposit that nobody approved yet.")};
}

}  // namespace lockbox::service::work
