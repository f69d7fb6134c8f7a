#include "deposit/store/sqlite/return_steps.h"

#include <algorithm>

#include "core/text.h"
#include "deposit/ledger/legal_rules.h"
#include "deposit/ledger/return_rules.h"
#include "deposit/store/sqlite/exception_rows.h"
#include "deposit/store/sqlite/item_search.h"
#include "deposit/store/sqlite/ledger_rows.h"

namespace lockbox::deposit {

namespace {

using ledger::ReturnEvent;

constexpr std::string_view select_site = "SELECT site FROM lockbox WHERE lockbox_id = ?1";
constexpr std::string_view update_item =
    "UPDATE returned_item SET state = 'identified', item_id ="
    " (SELECT item_id FROM item WHERE document_id = ?2 AND kind = 'tender') WHERE return_id = ?1";
constexpr std::string_view insert_letter =
    "INSERT INTO return_letter (return_id, lockbox_id, name, sha256, sent_on, notice_until,"
    " demand_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view select_payer =
    "SELECT payer_fingerprint FROM returned_item JOIN item_payer USING (item_id)"
    " WHERE return_id = ?1";
constexpr std::string_view insert_cash_only =
    "INSERT INTO cash_only (return_id, lockbox_id, payer_fingerprint, from_day, until_day, source)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view select_stop =
    "SELECT stop_id FROM stop_entry s JOIN cash_only c USING (payer_fingerprint)"
    " WHERE c.return_id = ?1 AND s.lockbox_id = c.lockbox_id AND s.reason = 'cash_only'"
    " AND s.note = ?2 AND lifted_by IS NULL ORDER BY stop_id LIMIT 1";
constexpr std::string_view select_paid_by =
    "SELECT return_id FROM return_payment WHERE transaction_id = ?1";
constexpr std::string_view insert_payment =
    "INSERT INTO return_payment (return_id, lockbox_id, transaction_id, kept_cents)"
    " VALUES (?1, ?2, ?3, ?4)";

bool needs_note(ReturnEvent event) {
  return event == ReturnEvent::PayBack || event == ReturnEvent::Refer;
}

/// One step on its way into the books.
class StepWork {
 public:
  StepWork(StoreContext& context, const ReturnWork& work, std::string site,
           DepositedEnvelope envelope)
      : context_{context},
        work_{work},
        site_{std::move(site)},
        envelope_{std::move(envelope)},
        owed_{ledger::Place::ReturnedItems, envelope_.home.fund, envelope_.home.deposit_account} {}

  Result<ReturnDone> run() {
    ReturnDone done{work_.item.presentments, work_.item.uncovered};
    switch (work_.wanted.event) {
      case ReturnEvent::Identify:
      case ReturnEvent::ReturnAgain:
        TRY(book(ledger::EntryKind::Return,
                 ledger::move_money(owed_, envelope_.home, work_.item.notice.amount)));
        break;
      case ReturnEvent::Redeposit:
        ++done.presentments;
        TRY(book(ledger::EntryKind::Redeposit,
                 ledger::move_money(envelope_.home, owed_, work_.item.notice.amount)));
        break;
      case ReturnEvent::ChargeBack:
        done.uncovered = TRY(charge_back());
        TRY(flag_payer());
        break;
      case ReturnEvent::PostFee:
        TRY(post_fee());
        break;
      case ReturnEvent::SendLetter:
        TRY(write_letter());
        break;
      case ReturnEvent::PayBack:
        TRY(pay_back());
        break;
      case ReturnEvent::Reverse:
        TRY(reverse());
        done.uncovered = Money{};
        break;
      case ReturnEvent::Clear:
      case ReturnEvent::Refer:
        break;
    }
    return done;
  }

 private:
  Result<void> book(ledger::EntryKind kind, const std::vector<ledger::Line>& lines) {
    // A fee is the account's, not the envelope's: no charge-back takes it.
    if (kind == ledger::EntryKind::Fee) return book_of(std::nullopt, kind, lines);
    return book_of(envelope_.transaction_id, kind, lines);
  }

  /// Of an envelope, which the money keeps as its origin, or of none.
  Result<void> book_of(std::optional<std::int64_t> transaction_id, ledger::EntryKind kind,
                       const std::vector<ledger::Line>& lines) {
    return book_of(transaction_id, kind, lines, envelope_.day);
  }
  /// On no day before the money was there.
  Result<void> book_of(std::optional<std::int64_t> transaction_id, ledger::EntryKind kind,
                       const std::vector<ledger::Line>& lines, BusinessDay not_before) {
    if (lines.empty()) return {};
    const EntryGround ground{.site = site_,
                             .lockbox_id = work_.lockbox_id,
                             .not_before = not_before,
                             .transaction_id = transaction_id,
                             .return_id = work_.item.number,
                             .adjustment_id = {},
                             .reason_code = reason_code(),
                             .note = work_.wanted.note};
    return add_ledger_entry(context_, ground, kind, lines);
  }

  [[nodiscard]] std::string reason_code() const {
    return work_.wanted.reason_code.empty() ? work_.item.notice.reason_code
                                            : work_.wanted.reason_code;
  }

  [[nodiscard]] std::string source_of_flag() const {
    return "return " + std::to_string(work_.item.number);
  }
  [[nodiscard]] std::string note_of_flag() const {
    return "A check came back: " + source_of_flag() + ".";
  }

  /// What no account and no suspense held any more.
  Result<Money> charge_back() {
    const auto standing = TRY(read_standing(context_, envelope_.transaction_id));
    const auto taken = ledger::charge_back(standing, work_.item.notice.amount);
    std::vector<ledger::Line> lines;
    for (const auto& share : taken.shares) {
      const auto more = ledger::move_money(share.spot, owed_, share.amount);
      lines.insert(lines.end(), more.begin(), more.end());
    }
    TRY(book(ledger::EntryKind::ChargeBack, lines));
    return taken.uncovered;
  }

  Result<std::vector<ledger::Line>> booked(ledger::EntryKind kind) {
    return lines_of_return(context_, work_.item.number, kind);
  }

  /// From where the drawer's payment stands to where the item is owed.
  Result<void> pay_back() {
    const auto paper = TRY(check_payment(context_, site_, work_.item, work_.wanted.document));
    const auto payment = TRY(deposited_envelope(context_.db, site_, paper.envelope));
    const auto owed =
        ledger::owed_of(TRY(booked(ledger::EntryKind::ChargeBack)),
                        TRY(booked(ledger::EntryKind::Fee)), owed_, work_.item.uncovered);
    if (const auto other = context_.db.find_integer(select_paid_by, payment.transaction_id)) {
      return fail(ErrorCode::Conflict,
                  "This payment has paid for return " + std::to_string(*other) + " already.");
    }
    const auto standing = TRY(read_standing(context_, payment.transaction_id));
    const auto paid = TRY(ledger::pay_return(owed, standing));
    context_.db.run(insert_payment, work_.item.number, work_.lockbox_id, payment.transaction_id,
                    paid.kept);
    return book_of(payment.transaction_id, ledger::EntryKind::PayBack, paid.lines,
                   std::max(envelope_.day, payment.day));
  }

  /// Books back all that was booked of it, and lifts what it flagged.
  Result<void> reverse() {
    std::vector<ledger::Line> moved;
    for (const auto kind :
         {ledger::EntryKind::Return, ledger::EntryKind::Redeposit, ledger::EntryKind::ChargeBack}) {
      const auto lines = TRY(booked(kind));
      moved.insert(moved.end(), lines.begin(), lines.end());
    }
    TRY(book(ledger::EntryKind::Reversal, ledger::reversal_of(moved)));
    const auto fee = TRY(booked(ledger::EntryKind::Fee));
    TRY(book_of(std::nullopt, ledger::EntryKind::Reversal, ledger::reversal_of(fee)));
    const auto stop = context_.db.find_integer(select_stop, work_.item.number, note_of_flag());
    if (!stop) return {};
    return lift_stop_row(context_, site_, *stop, "The return was none: " + work_.wanted.note);
  }

  /// From now on the payer's checks wait for a decision; nobody is flagged whose bank account could
  /// not be read.
  Result<void> flag_payer() {
    const auto reason = TRY(ledger::return_reason(reason_code()));
    if (!reason.is_cash_only) return {};
    auto rows = context_.db.query(select_payer, work_.item.number);
    if (!rows.next()) return {};
    const auto payer = rows.sha256(0);
    const auto today = TRY(find_booking_day(context_.db, site_, envelope_.day));
    const auto until = TRY(ledger::legal_rules().end_of(ledger::LegalRule::CashOnly, today));
    const auto source = source_of_flag();
    context_.db.run(insert_cash_only, work_.item.number, work_.lockbox_id, payer, today.to_string(),
                    until.to_string(), source);
    stop_payer(context_, work_.lockbox_id, payer,
               {ExceptionReason::CashOnly, note_of_flag(), today, until});
    return {};
  }

  /// To the account that most was taken from; nothing where the money was in suspense only.
  Result<void> post_fee() {
    const auto reason = TRY(ledger::return_reason(reason_code()));
    if (!reason.has_fee || work_.wanted.waives_fee) return {};
    const auto lines =
        TRY(lines_of_return(context_, work_.item.number, ledger::EntryKind::ChargeBack));
    const ledger::Line* most = nullptr;
    for (const auto& line : lines) {
      const bool is_account = line.spot.place == ledger::Place::Receivable;
      if (is_account && (most == nullptr || line.amount > most->amount)) most = &line;
    }
    if (most == nullptr) return {};
    const auto fee =
        TRY(ledger::legal_rules().fee(work_.item.notice.amount, work_.item.notice.returned_on));
    const ledger::Spot revenue{ledger::Place::FeeRevenue, most->spot.fund,
                               most->spot.deposit_account};
    return book(ledger::EntryKind::Fee, ledger::move_money(most->spot, revenue, fee.amount));
  }

  Result<void> write_letter() {
    const auto& letter = work_.wanted.letter;
    if (!letter) return fail(ErrorCode::InvalidInput, "There is no letter to send.");
    const auto hash = TRY(Sha256::parse_hex(letter->sha256_hex));
    context_.db.run(insert_letter, work_.item.number, work_.lockbox_id, letter->name, hash,
                    letter->sent_on.to_string(), letter->notice_until.to_string(),
                    letter->demand_until.to_string());
    return {};
  }

  StoreContext& context_;
  const ReturnWork& work_;
  std::string site_;
  DepositedEnvelope envelope_;
  ledger::Spot owed_;
};

Result<void> check_presentment(const ReturnedItem& item, const ledger::CorrectionPolicy& policy) {
  const auto reason = TRY(ledger::return_reason(item.notice.reason_code));
  if (!reason.may_present_again) {
    return fail(ErrorCode::Conflict, "An item that came back because '" + reason.sentence +
                                         "' is not presented again; charge it back.");
  }
  if (item.presentments < policy.max_presentments) return {};
  return fail(ErrorCode::Conflict,
              "Return " + std::to_string(item.number) + " was presented " +
                  std::to_string(item.presentments) + " times, and the site presents " +
                  std::to_string(policy.max_presentments) + " times at most; charge it back.");
}

}  // namespace

Result<void> check_return_step(const ReturnedItem& item, const WantedReturnStep& wanted,
                               const ledger::CorrectionPolicy& policy) {
  if (needs_note(wanted.event) && !item.wish && is_blank(wanted.note)) {
    return fail(ErrorCode::InvalidInput,
                "Say in the note how it was paid, or to whom it was referred.", "/note");
  }
  if (wanted.waives_fee && is_blank(wanted.note)) {
    return fail(ErrorCode::InvalidInput, "A fee is waived with a note that says why.", "/note");
  }
  if (!wanted.reason_code.empty()) {
    if (wanted.event != ReturnEvent::ReturnAgain) {
      return fail(ErrorCode::InvalidInput, "Only an item that comes back again has a new reason.",
                  "/reason_code");
    }
    TRY(ledger::return_reason(wanted.reason_code));
  }
  const bool is_listed =
      next_state(ledger::return_transitions, item.state, wanted.event).has_value();
  if (is_listed && wanted.event == ReturnEvent::Redeposit) TRY(check_presentment(item, policy));
  return {};
}

Result<FoundItem> check_payment(StoreContext& context, const std::string& site,
                                const ReturnedItem& item,
                                const std::optional<DocumentId>& document) {
  if (document) {
    auto paper = TRY(item_on(context, site, *document));
    if (paper.envelope != item.envelope && paper.lockbox == item.notice.lockbox) return paper;
  }
  return fail(ErrorCode::InvalidInput,
              "Name a paper of the payment that pays for the return, in another envelope of its "
              "lockbox.",
              "/document_id");
}

Result<void> check_identified(const ReturnedItem& item, const FoundItem& paper) {
  const auto name = "Document " + std::to_string(paper.document.value());
  if (!paper.is_approved) {
    return fail(ErrorCode::Conflict, name + " is in no approved deposit, so no bank returned it.",
                "/document_id");
  }
  if (paper.return_number != 0 && paper.return_number != item.number) {
    return fail(ErrorCode::Conflict,
                name + " is return " + std::to_string(paper.return_number) +
                    " already; if it came back again, say so there.",
                "/document_id");
  }
  if (paper.lockbox != item.notice.lockbox) {
    return fail(
        ErrorCode::InvalidInput,
        name + " came to lockbox " + paper.lockbox + ", not to " + item.notice.lockbox + ".",
        "/document_id");
  }
  if (item.notice.returned_on < paper.day) {
    return fail(ErrorCode::InvalidInput,
                name + " came on " + paper.day.to_string() + ", after the day of the return.",
                "/returned_on");
  }
  if (paper.amount == item.notice.amount) return {};
  return fail(ErrorCode::InvalidInput,
              name + " is of " + paper.amount.value_or(Money{}).to_string() +
                  ", the bank returned " + item.notice.amount.to_string() +
                  "; find the item of that amount.",
              "/document_id");
}

Result<void> put_item(StoreContext& context, const ReturnedItem& item, const FoundItem& paper) {
  if (item.state != ledger::ReturnState::Received) {
    return fail(ErrorCode::Conflict, "Return " + std::to_string(item.number) +
                                         " is identified already; look at it again.");
  }
  context.db.run(update_item, item.number, paper.document.value());
  return {};
}

Result<ReturnDone> do_return_step(StoreContext& context, const ReturnWork& work) {
  std::string site;
  {
    auto rows = context.db.query(select_site, work.lockbox_id);
    if (rows.next()) site = rows.text(0);
  }
  // A return of which nobody found the item moved nothing.
  if (!work.item.envelope && work.wanted.event == ReturnEvent::Reverse) return ReturnDone{};
  if (!work.item.envelope) {
    return fail(ErrorCode::Conflict, "Nobody knows yet which item this is; identify it first.");
  }
  auto envelope = TRY(deposited_envelope(context.db, site, *work.item.envelope));
  return StepWork{context, work, site, std::move(envelope)}.run();
}

}  // namespace lockbox::deposit
