#include "service/work/returns.h"

#include <algorithm>
#include <tuple>

#include "core/file.h"
#include "core/limits.h"
#include "deposit/ledger/return_rules.h"
#include "deposit/output/return_letter.h"
#include "service/work/accounts.h"

namespace lockbox::service::work {

namespace {

using deposit::ledger::ReturnEvent;
using deposit::ledger::ReturnState;

bool may_take(const ReturnView& view, ReturnEvent event,
              const deposit::ledger::CorrectionPolicy& policy) {
  if (!next_state(deposit::ledger::return_transitions, view.item.state, event)) return false;
  if (view.item.wish) return event == view.item.wish->event;
  return event != ReturnEvent::Redeposit ||
         (view.reason.may_present_again && view.item.presentments < policy.max_presentments);
}

/// What is waited for, and until when.
void set_clock(ReturnView& view, const BusinessDay& today) {
  using deposit::ledger::Span;
  const auto& item = view.item;
  const auto returned = item.notice.returned_on;
  switch (item.state) {
    case ReturnState::Received:
      view.due = returned;
      view.waits_for = "Find the item that came back.";
      break;
    case ReturnState::Identified:
      view.due = day_after(returned, 1, Span::Days);
      view.waits_for = "Present it again or charge it back.";
      break;
    case ReturnState::Redeposited:
      view.waits_for = "The bank pays it or returns it again.";
      break;
    case ReturnState::ChargedBack:
      view.due = day_after(returned, 1, Span::Days);
      view.waits_for = "Post the fee.";
      break;
    case ReturnState::FeePosted:
      view.due = day_after(returned, 2, Span::Days);
      view.waits_for = "Send the letter.";
      break;
    case ReturnState::LetterSent:
      // After the first clock the second one runs.
      if (item.letter) {
        view.due = today > item.letter->notice_until ? item.letter->demand_until
                                                     : item.letter->notice_until;
      }
      view.waits_for = "The drawer pays, or the claim is referred.";
      break;
    case ReturnState::Cleared:
    case ReturnState::PaidBack:
    case ReturnState::ReferredToCollection:
    case ReturnState::Reversed:
      view.waits_for = "Nothing is left to do.";
      break;
  }
  if (item.wish) {
    view.waits_for = "Another person than " + item.wish->asked_by + " agrees or declines.";
  }
  view.is_late = view.due && *view.due < today;
}

/// The account that most was taken from, as the account file has it now.
Result<std::optional<FoundAccount>> charged_account(const CorrectionDesk& desk,
                                                    const deposit::ReturnedItem& item) {
  const deposit::ledger::Line* most = nullptr;
  const auto entries = TRY(desk.books.ledger().entries(desk.site.id, {}));
  for (const auto& entry : entries) {
    const bool is_it =
        entry.return_number == item.number && entry.kind == deposit::ledger::EntryKind::ChargeBack;
    if (!is_it) continue;
    for (const auto& line : entry.lines) {
      const bool is_account = line.spot.place == deposit::ledger::Place::Receivable;
      if (is_account && (most == nullptr || line.amount > most->amount)) most = &line;
    }
  }
  if (most == nullptr) return std::nullopt;
  const auto ref = account_ref(desk.keys, desk.site.id, item.notice.lockbox, most->spot.account);
  auto found = account_by_ref(desk.books.store(), desk.site, ref);
  if (!found) return std::nullopt;  // The account file has it no more.
  return *std::move(found);
}

Result<deposit::ReturnLetterData> letter_data(const CorrectionDesk& desk,
                                              const deposit::ReturnedItem& item) {
  const auto& rules = deposit::ledger::legal_rules();
  const auto sent_on = TRY(desk.books.ledger().booking_day(desk.site.id, item.notice.returned_on));
  const auto reason = TRY(deposit::ledger::return_reason(item.notice.reason_code));
  deposit::ReturnLetterData letter{
      .site_name = desk.site.name,
      .practice = desk.site.practice,
      .name = {},
      .address = {},
      .account = {},
      .return_number = item.number,
      .check_number = item.notice.check_number,
      .amount = item.notice.amount,
      .reason = reason.sentence,
      .returned_on = item.notice.returned_on,
      .sent_on = sent_on,
      .fee = item.fee,
      .fee_source = {},
      .notice_until = TRY(rules.end_of(deposit::ledger::LegalRule::Notice, sent_on)),
      .demand_until = TRY(rules.end_of(deposit::ledger::LegalRule::Demand, sent_on))};
  if (!item.fee.is_zero()) {
    letter.fee_source = TRY(rules.fee(item.notice.amount, item.notice.returned_on)).source;
  }
  if (const auto account = TRY(charged_account(desk, item))) {
    letter.name = account->account.name;
    letter.address = account->account.address;
    letter.account = account->account.number.masked();
  }
  return letter;
}

}  // namespace

ReturnView view_return(deposit::ReturnedItem item, const deposit::ledger::CorrectionPolicy& policy,
                       const BusinessDay& today) {
  ReturnView view{std::move(item), {}, {}, {}, {}, {}, false};
  // A code that a later table has no more is still shown.
  const auto reason = deposit::ledger::return_reason(view.item.notice.reason_code);
  if (reason) view.reason = *reason;
  for (std::size_t i = 0; i < deposit::ledger::return_event_names.size(); ++i) {
    const auto event = static_cast<ReturnEvent>(i);
    if (!may_take(view, event, policy)) continue;
    view.next.push_back(event);
    if (needs_second_person(event, view.item.notice.amount, policy)) {
      view.needs_two.push_back(event);
    }
  }
  set_clock(view, today);
  return view;
}

Result<std::optional<BusinessDay>> current_day(deposit::Books& books, const std::string& site) {
  std::optional<BusinessDay> newest;
  for (const auto& day : TRY(books.days().days(site))) {
    if (!newest) newest = day.day;
    if (day.state != deposit::DayState::Closed) return day.day;
  }
  return newest;
}

Result<std::vector<ReturnView>> list_returns(const CorrectionDesk& desk) {
  const auto today = TRY(current_day(desk.books, desk.site.id));
  std::vector<ReturnView> views;
  for (auto& item : TRY(desk.books.ledger().returns(desk.site.id))) {
    const auto day = today.value_or(item.notice.returned_on);
    views.push_back(view_return(std::move(item), desk.policy, day));
  }
  std::ranges::stable_sort(views, [](const ReturnView& a, const ReturnView& b) {
    if (a.due.has_value() != b.due.has_value()) return a.due.has_value();
    if (!a.due) return a.item.number > b.item.number;
    return std::tuple{*a.due, a.item.number} < std::tuple{*b.due, b.item.number};
  });
  return views;
}

Result<ReturnView> find_return(const CorrectionDesk& desk, std::int64_t number) {
  auto item = TRY(desk.books.ledger().returned(desk.site.id, number));
  const auto today = TRY(current_day(desk.books, desk.site.id));
  const auto day = today.value_or(item.notice.returned_on);
  return view_return(std::move(item), desk.policy, day);
}

Result<deposit::ReturnedItem> send_letter(const CorrectionDesk& desk,
                                          const std::filesystem::path& folder, std::int64_t number,
                                          const deposit::WantedReturnStep& wanted,
                                          const deposit::Actor& actor) {
  const auto item = TRY(desk.books.ledger().returned(desk.site.id, number));
  auto step = wanted;
  // What the life or the version refuses is refused by the books, and leaves no letter behind.
  if (item.version == wanted.version && item.state == ReturnState::FeePosted) {
    const auto data = TRY(letter_data(desk, item));
    const auto bytes = TRY(deposit::render_return_letter(data));
    const auto name = "return-letter-" + desk.site.id + "-" + std::to_string(number) + ".pdf";
    TRY(make_directory_durably(folder));
    TRY(write_file_durably(folder / name, bytes));
    step.letter = deposit::ReturnLetter{name, Sha256::of(bytes).hex(), data.sent_on,
                                        data.notice_until, data.demand_until};
  }
  return desk.books.ledger().step_return(desk.site.id, number, step, desk.policy, actor);
}

Result<Bytes> letter_bytes(const deposit::ReturnedItem& item, const std::filesystem::path& folder) {
  if (!item.letter) {
    return fail(ErrorCode::NotFound,
                "No letter was sent for return " + std::to_string(item.number) + " yet.");
  }
  auto bytes = read_file(folder / item.letter->name, limits::text_file_bytes_max);
  if (bytes && Sha256::of(*bytes).hex() == item.letter->sha256_hex) return bytes;
  return fail(ErrorCode::Conflict, item.letter->name +
                                       " is not in the output folder as it was sent; restore it "
                                       "from a backup.");
}

}  // namespace lockbox::service::work
