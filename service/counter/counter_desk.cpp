#include "service/counter/counter_desk.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "capture/image_name.h"
#include "core/local_time.h"
#include "deposit/output/receipt_slip.h"
#include "encode/image/image_codec.h"
#include "service/work/accounts.h"
#include "service/work/mail_day.h"

namespace lockbox::service::counter {

using deposit::counter::CounterWork;
using deposit::counter::DrawerId;
using deposit::counter::DrawerState;
using deposit::counter::Receipt;
using deposit::counter::ReceiptState;

namespace {

/// Another drawer's receipts may take the next number meanwhile.
constexpr int lost_races_max = 20;

Result<void> check_kept(const deposit::Site& site) {
  if (site.counter.over_short) return {};
  return fail(ErrorCode::Conflict,
              "The site keeps no cash drawers; say [counter] in its site file first.");
}

/// Draws the slip and makes its picture durable.
Result<deposit::NewDocument> file_slip(const CounterDesk& desk, const deposit::Batch& batch,
                                       std::int64_t sequence, const deposit::SlipWords& words) {
  const auto picture = deposit::draw_slip(words);
  auto place = TRY(desk.images.put(batch.header.business_day,
                                   capture::image_name(batch, sequence, Side::Front), picture));
  deposit::NewDocument slip;
  slip.sequence = sequence;
  slip.device_document_id = "counter";
  slip.images.push_back({Side::Front, ImageView::AsScanned, "slip.tif",
                         encode::media_type_of(picture), std::move(place)});
  return slip;
}

Result<deposit::Application> application_of(const CounterDesk& desk, const std::string& lockbox,
                                            const AskedLine& line, const std::string& pointer) {
  const auto found =
      work::living_account_by_ref(desk.books.store(), desk.keys, desk.site, line.account_ref);
  if (!found) {
    return fail(ErrorCode::InvalidInput, "There is no such account; look it up again.", pointer);
  }
  if (found->lockbox != lockbox) {
    return fail(
        ErrorCode::InvalidInput,
        "This account is one of lockbox " + found->lockbox + "; the drawer is of " + lockbox + ".",
        pointer);
  }
  if (found->account.status != deposit::AccountStatus::Open) {
    return fail(ErrorCode::InvalidInput,
                "Account " + found->account.number.masked() + " is closed; ask for its successor.",
                pointer);
  }
  if (!line.amount) {
    return fail(ErrorCode::InvalidInput, "Say how much goes to the account.", pointer);
  }
  return deposit::Application{found->account.number, found->account.bill_type, found->account.fund,
                              found->account.deposit_account, *line.amount};
}

Result<void> add_lines(const CounterDesk& desk, const std::string& lockbox,
                       const std::vector<AskedLine>& lines, Receipt& receipt) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& line = lines[i];
    const auto pointer = "/lines/" + std::to_string(i);
    if (line.account_ref.empty() == line.charge_code.empty()) {
      return fail(ErrorCode::InvalidInput,
                  "A line is for an account or for a charge, and for one of them.", pointer);
    }
    if (line.charge_code.empty()) {
      receipt.accounts.push_back(TRY(application_of(desk, lockbox, line, pointer)));
      continue;
    }
    auto charge = deposit::counter::charge_of(desk.site.counter, line.charge_code, line.amount);
    if (!charge) return fail(charge.error().code, charge.error().message, pointer);
    receipt.charges.push_back(*std::move(charge));
  }
  return {};
}

/// The receipt with the next numbers, and its slips.
Result<deposit::NewReceipt> numbered(const CounterDesk& desk, const deposit::Batch& batch,
                                     Receipt receipt) {
  const auto next = TRY(desk.books.drawers().next(desk.site.id, receipt.drawer));
  receipt.number = next.receipt;
  receipt.transaction = next.sequence;
  auto sequence = next.sequence;
  for (auto& tender : receipt.tenders) tender.sequence = sequence++;
  deposit::NewReceipt made{receipt, {}};
  for (const auto& tender : receipt.tenders) {
    made.slips.push_back(
        TRY(file_slip(desk, batch, tender.sequence, deposit::slip_of_tender(receipt, tender))));
  }
  TRY(desk.images.make_durable());
  return made;
}

Result<CounterWork> own_session(const CounterDesk& desk, const deposit::Actor& actor) {
  auto own = TRY(desk.books.drawers().session_of(desk.site.id, actor.name));
  if (!own || own->drawer.state != DrawerState::Open) {
    return fail(ErrorCode::Conflict, "Open a cash drawer first; receipts are taken with one.");
  }
  return *std::move(own);
}

/// A drawer that moved on may hold this very receipt already: its answer was lost, and the request
/// is repeated.
Result<void> check_seen(const CounterWork& own, std::int64_t version) {
  if (own.drawer.version == version) return {};
  return fail(ErrorCode::Conflict,
              "Your drawer has changed meanwhile; see whether this receipt is in it already.");
}

}  // namespace

Result<BusinessDay> counter_day(const CounterDesk& desk) {
  const auto days = TRY(desk.books.days().days(desk.site.id));
  const auto* current = work::current_day(days);
  const bool is_open = current != nullptr && current->state != deposit::DayState::Closed;
  return is_open ? current->day : LocalTime::of(desk.clock.now()).day;
}

Result<BusinessDay> next_counter_day(const CounterDesk& desk) {
  const auto today = LocalTime::of(desk.clock.now()).day;
  const auto days = TRY(desk.books.days().days(desk.site.id));
  const auto* current = work::current_day(days);
  return current == nullptr ? today : work::mail_day(*current, desk.site, today);
}

Result<std::vector<CounterWork>> waiting_of_other_days(const CounterDesk& desk,
                                                       const BusinessDay& day) {
  std::vector<CounterWork> waiting;
  for (const auto& other : TRY(desk.books.days().days(desk.site.id))) {
    // No day closes while a drawer of it waits.
    if (other.day == day || other.state == deposit::DayState::Closed) continue;
    auto sessions = TRY(desk.books.drawers().sessions(desk.site.id, other.day));
    for (auto& session : sessions) {
      const auto& drawer = session.drawer;
      const bool waits =
          drawer.state != DrawerState::Accepted || drawer.waits_for_acknowledgement();
      if (waits) waiting.push_back(std::move(session));
    }
  }
  return waiting;
}

Result<DrawerId> open_drawer(const CounterDesk& desk, const AskedDrawer& asked,
                             const deposit::Actor& actor) {
  TRY(check_kept(desk.site));
  const auto& lockboxes = desk.site.lockboxes;
  const auto lockbox = asked.lockbox.empty() ? lockboxes.front() : asked.lockbox;
  if (std::ranges::find(lockboxes, lockbox) == lockboxes.end()) {
    return fail(ErrorCode::InvalidInput, "The site has no lockbox " + lockbox + ".", "/lockbox");
  }
  const auto day = asked.day ? *asked.day : TRY(next_counter_day(desk));
  return desk.books.drawers().open(desk.site.id, {lockbox, day, asked.opening}, actor);
}

Result<Receipt> take_receipt(const CounterDesk& desk, const AskedReceipt& asked,
                             const deposit::Actor& actor) {
  const auto own = TRY(own_session(desk, actor));
  TRY(check_seen(own, asked.version));
  Receipt receipt{.number = 0,
                  .drawer = own.drawer.id,
                  .batch = own.drawer.batch,
                  .transaction = 0,
                  .day = own.drawer.day};
  receipt.payer = asked.payer;
  receipt.note = asked.note;
  receipt.tenders = asked.tenders;
  receipt.taken_by = actor.name;
  TRY(add_lines(desk, own.drawer.lockbox, asked.lines, receipt));
  TRY(deposit::counter::check_receipt(receipt));
  const auto batch = TRY(desk.books.store().load_batch(BatchId{own.drawer.batch})).batch;
  for (int lost_races = 0;; ++lost_races) {
    const auto wanted = TRY(numbered(desk, batch, receipt));
    // Behind the numbers: the same receipt, taken at the same time, is seen here or has taken them.
    const auto own_now = TRY(own_session(desk, actor));
    TRY(check_seen(own_now, asked.version));
    const auto issued = desk.books.drawers().issue(desk.site.id, wanted, actor);
    if (issued) return desk.books.drawers().receipt(desk.site.id, wanted.receipt.number);
    const auto next = TRY(desk.books.drawers().next(desk.site.id, receipt.drawer));
    const bool was_overtaken =
        issued.error().code == ErrorCode::Conflict && next.receipt != wanted.receipt.number;
    if (!was_overtaken || lost_races == lost_races_max) return tl::unexpected(issued.error());
  }
}

Result<void> accept_count(const CounterDesk& desk, DrawerId drawer, const AskedAcceptance& asked,
                          const deposit::Actor& actor) {
  const auto work = TRY(desk.books.drawers().session(desk.site.id, drawer));
  deposit::WantedAcceptance wanted{asked.version, asked.bag_number, {}, std::nullopt};
  if (asked.bags) {
    wanted.bags = *asked.bags;
  } else {
    wanted.bags = TRY(deposit::counter::propose_bags(cash_at_end(work.drawer),
                                                     bag_amounts(work, desk.site.counter)));
  }
  const bool is_counted = work.drawer.state == DrawerState::Counted;
  if (is_counted && !deposit::counter::over_short(work.drawer).is_zero()) {
    const auto batch = TRY(desk.books.store().load_batch(BatchId{work.drawer.batch})).batch;
    const auto next = TRY(desk.books.drawers().next(desk.site.id, drawer));
    wanted.slip =
        TRY(file_slip(desk, batch, next.sequence, deposit::slip_of_over_short(work.drawer)));
    TRY(desk.images.make_durable());
  }
  return desk.books.drawers().accept(desk.site.id, drawer, wanted, desk.site.counter, actor);
}

Result<Bytes> receipt_paper(const CounterDesk& desk, const Receipt& receipt) {
  const auto taken = LocalTime::of(TRY(parse_instant(receipt.taken_at)));
  return deposit::render_receipt({.site_name = desk.site.name,
                                  .practice = desk.site.practice,
                                  .issued_at = taken.day.to_string() + " " + taken.time.to_string(),
                                  .receipt = receipt});
}

Result<std::vector<MailCash>> mail_cash(deposit::Books& books, const std::string& site,
                                        const BusinessDay& day) {
  std::set<std::int64_t> receipted;
  for (const auto& session : TRY(books.drawers().sessions(site, day))) {
    for (const auto& receipt : session.receipts) {
      for (const auto& tender : receipt.tenders) {
        if (tender.finding) receipted.insert(*tender.finding);
      }
    }
  }
  std::vector<MailCash> cash;
  for (const auto& finding : TRY(books.custody().book(site, day)).findings) {
    const bool is_agreed =
        finding.kind == deposit::custody::FindingKind::Cash && !finding.witnessed_by.empty();
    // What an earlier day left open is still to be taken.
    const bool is_due = finding.day == day || finding.resolution.empty();
    if (!is_agreed || !is_due || receipted.contains(finding.id.value())) continue;
    cash.push_back({finding.id.value(), finding.unit_number, finding.counts.back().total()});
  }
  return cash;
}

std::vector<BrandTotal> brand_totals(const std::vector<CounterWork>& sessions) {
  std::map<std::string, BrandTotal> brands;
  for (const auto& session : sessions) {
    for (const auto& receipt : session.receipts) {
      if (receipt.state == ReceiptState::Voided) continue;
      for (const auto& tender : receipt.tenders) {
        if (tender.kind != deposit::TenderKind::CardSlip) continue;
        auto& total = brands[tender.brand];
        total.brand = tender.brand;
        ++total.slips;
        total.amount += tender.amount;
      }
    }
  }
  std::vector<BrandTotal> totals;
  totals.reserve(brands.size());
  for (auto& [brand, total] : brands) totals.push_back(std::move(total));
  return totals;
}

}  // namespace lockbox::service::counter
