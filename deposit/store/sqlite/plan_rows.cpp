#include "deposit/store/sqlite/plan_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/check.h"
#include "deposit/store/sqlite/deposit_items.h"
#include "deposit/store/sqlite/deposit_records.h"
#include "deposit/store/sqlite/deposit_rows.h"
#include "deposit/store/sqlite/deposit_steps.h"
#include "deposit/store/sqlite/journal_rows.h"
#include "deposit/store/sqlite/money_rules.h"

namespace lockbox::deposit {

namespace {

// {where} says which items; each has its home, its release, and why it must wait.
constexpr std::string_view select_items =
    "SELECT item.batch_id, sequence, lockbox.name, business_day, tender, amount_cents, item_id,"
    " (SELECT deposit_account FROM journal_entry JOIN journal_line USING (entry_id)"
    "  WHERE journal_entry.transaction_id = item.transaction_id AND ledger = 'undeposited_tender'"
    "  GROUP BY fund, deposit_account HAVING sum(amount_cents) <> 0),"
    " (SELECT at FROM audit_event WHERE entity = 'item' AND event = 'clear' AND entity_key ="
    "  item.batch_id || '/' || sequence || '.' || item.ordinal ORDER BY seq DESC LIMIT 1),"
    " (SELECT max(ticket_number) FROM deposit_former_item f JOIN deposit r USING (deposit_id)"
    "  WHERE f.item_id = item.item_id AND r.state = 'rejected'),"
    " (SELECT ticket_number FROM deposit_item JOIN deposit USING (deposit_id)"
    "  WHERE deposit_item.item_id = item.item_id)"
    " FROM item JOIN document USING (document_id) JOIN batch ON batch.batch_id = item.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = item.lockbox_id"
    " WHERE site = ?1 AND business_day <= ?2 AND ";
constexpr std::string_view where_free = "item.state = 'cleared' AND item.kind = 'tender'";
constexpr std::string_view where_in_draft =
    "item_id IN (SELECT item_id FROM deposit_item JOIN deposit USING (deposit_id)"
    " WHERE deposit.state = 'draft')";
constexpr std::string_view select_standing =
    "SELECT deposit_id, ticket_number, deposit_account, coalesce(channel, 'check'),"
    " coalesce(kind, 'interim'), coalesce(banking_day, business_day), deposit.state"
    " FROM deposit LEFT JOIN deposit_terms USING (deposit_id)"
    " JOIN batch ON batch.batch_id = deposit.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = deposit.lockbox_id WHERE site = ?1"
    " AND (deposit.state = 'draft' OR (kind = 'final'"
    "  AND deposit.state NOT IN ('rejected', 'cancelled')))"
    " ORDER BY ticket_number, deposit_id";
constexpr std::string_view delete_items = "DELETE FROM deposit_item WHERE deposit_id = ?1";
constexpr std::string_view update_preparer =
    "UPDATE deposit SET prepared_by = ?2 WHERE deposit_id = ?1";
constexpr std::string_view update_kind = "UPDATE deposit_terms SET kind = ?2 WHERE deposit_id = ?1";

/// Why nothing of the batch is deposited now, or nothing.
Result<std::optional<Hold>> hold_of(Connection& db, BatchId batch, std::int64_t item_id) {
  if (const auto why = kept_because(db, item_id)) return Hold{HoldCause::KeptBack, *why};
  const auto balances = check_batch_balances(TRY(read_batch(db, batch)));
  if (balances) return std::nullopt;
  return Hold{HoldCause::BatchOutOfBalance, balances.error().message};
}

Result<PlanItem> plan_item_of(const Rows& rows) {
  PlanItem item{.place = {BatchId{rows.integer(0)}, rows.integer(1)},
                .lockbox = rows.text(2),
                .business_day = TRY(BusinessDay::parse(rows.text(3))),
                .tender = TRY(parse_name<TenderKind>(tender_kind_names, rows.text(4))),
                .amount = rows.money(5),
                .deposit_account = rows.text(7),
                .released_at = {}};
  if (!rows.is_null(8)) item.released_at = TRY(parse_instant(rows.text(8)));
  if (!rows.is_null(9)) item.rejected.push_back(ticket_of(rows.integer(9)));
  if (!rows.is_null(10)) item.ticket = ticket_of(rows.integer(10));
  return item;
}

Result<void> add_items(Connection& db, const std::string& site, const BusinessDay& day,
                       std::string_view where, PlanBasis& basis) {
  std::vector<std::int64_t> ids;
  const auto first = basis.items.size();
  {
    auto rows = db.query(std::string{select_items}.append(where), site, day.to_string());
    while (rows.next()) {
      basis.items.push_back(TRY(plan_item_of(rows)));
      ids.push_back(rows.integer(6));
    }
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto& item = basis.items[first + i];
    item.hold = TRY(hold_of(db, item.place.batch, ids[i]));
  }
  return {};
}

/// Drafts and finals of the site, with their rows.
struct Standing {
  std::vector<std::pair<std::int64_t, StandingDeposit>> drafts;
  std::vector<StandingDeposit> made_finals;
};

Result<Standing> read_standing(Connection& db, const std::string& site) {
  Standing standing;
  auto rows = db.query(select_standing, site);
  while (rows.next()) {
    StandingDeposit deposit{ticket_of(rows.integer(1)), rows.text(2),
                            TRY(parse_name<ClearingChannel>(clearing_channel_names, rows.text(3))),
                            TRY(parse_name<DepositKind>(deposit_kind_names, rows.text(4))),
                            TRY(BusinessDay::parse(rows.text(5)))};
    if (rows.text(6) == name_of(deposit_state_names, DepositState::Draft)) {
      standing.drafts.emplace_back(rows.integer(0), std::move(deposit));
    } else {
      standing.made_finals.push_back(std::move(deposit));
    }
  }
  return standing;
}

std::vector<ItemPlace> places_of(const PlannedDeposit& planned) {
  std::vector<ItemPlace> places;
  for (const auto& item : planned.items) places.push_back(item.place);
  return places;
}

/// Makes the drafts what the plan says, one database transaction long.
class Arranger {
 public:
  Arranger(StoreContext& context, const Standing& standing) : context_{context} {
    for (const auto& [id, deposit] : standing.drafts) drafts_.emplace(deposit.ticket, id);
  }

  Result<std::vector<std::int64_t>> arrange(const DayPlan& plan) {
    TRY(cancel_the_rest(plan));
    TRY(empty_what_changes(plan));
    std::vector<std::int64_t> ids;
    for (const auto& planned : plan.deposits) ids.push_back(TRY(fill(planned)));
    for (const auto batch : touched_) TRY(check_money_rules(context_.db, batch));
    return ids;
  }

 private:
  Result<std::vector<TenderItem>> items_in(std::int64_t id) {
    auto items = TRY(items_of_deposit(context_.db, id));
    for (const auto& item : items) touched_.insert(item.place.batch);
    return items;
  }

  Result<void> cancel_the_rest(const DayPlan& plan) {
    for (const auto& [ticket, id] : drafts_) {
      if (std::ranges::find(plan.deposits, ticket, &PlannedDeposit::ticket) !=
          plan.deposits.end()) {
        continue;
      }
      TRY(items_in(id));
      const auto row = TRY(read_deposit_row(context_.db, id));
      TRY(cancel_draft(context_, row, "The plan of the day leaves it empty."));
    }
    return {};
  }

  /// Takes every item out of the drafts that shall hold others; those that no draft shall hold are
  /// free from here on.
  Result<void> empty_what_changes(const DayPlan& plan) {
    std::set<ItemPlace> planned;
    for (const auto& deposit : plan.deposits) {
      for (const auto& item : deposit.items) planned.insert(item.place);
    }
    for (const auto& deposit : plan.deposits) {
      if (deposit.ticket.empty()) continue;
      const auto draft = drafts_.find(deposit.ticket);
      if (draft == drafts_.end()) {
        return fail(ErrorCode::Conflict,
                    "Deposit " + deposit.ticket + " is no draft any more; look at the plan again.");
      }
      const auto items = TRY(items_in(draft->second));
      std::vector<ItemPlace> has;
      has.reserve(items.size());
      for (const auto& item : items) has.push_back(item.place);
      if (has == places_of(deposit)) {
        unchanged_.insert(deposit.ticket);
        continue;
      }
      context_.db.run(delete_items, draft->second);
      for (const auto& item : items) {
        if (planned.contains(item.place)) {
          stay_.push_back(item.place);
        } else {
          TRY(move_item(context_, item, ItemEvent::Withdraw));
        }
      }
    }
    return {};
  }

  Result<std::int64_t> fill(const PlannedDeposit& planned) {
    for (const auto& item : planned.items) touched_.insert(item.place.batch);
    if (planned.ticket.empty()) return make(planned);
    const auto id = drafts_.at(planned.ticket);
    const auto row = TRY(read_deposit_row(context_.db, id));
    const auto kind = name_of(deposit_kind_names, planned.kind);
    const bool changes_kind = TRY(read_record(context_.db, id)).kind != planned.kind;
    const bool keeps_items = unchanged_.contains(planned.ticket);
    if (keeps_items && !changes_kind) return id;
    context_.db.run(update_kind, id, kind);
    if (!keeps_items) {
      TRY(fill_draft(context_, row, places_of(planned), planned.total, stay_));
      context_.db.run(update_preparer, id, context_.audit.actor());
    }
    TRY(walk_deposit(context_, row,
                     {.event = DepositEvent::Rearrange, .reason = context_.audit.reason()}));
    return id;
  }

  Result<std::int64_t> make(const PlannedDeposit& planned) {
    ENSURE(!planned.items.empty());
    const auto batch = TRY(read_batch(context_.db, planned.items.front().place.batch));
    const auto draft = TRY(insert_draft(context_, batch,
                                        {.deposit_account = planned.deposit_account,
                                         .channel = planned.channel,
                                         .kind = planned.kind,
                                         .banking_day = planned.banking_day}));
    TRY(fill_draft(context_, draft, places_of(planned), planned.total, stay_));
    return draft.id;
  }

  StoreContext& context_;
  std::map<std::string, std::int64_t> drafts_;  ///< By ticket.
  std::set<std::string> unchanged_;             ///< Drafts that hold what they shall hold.
  std::vector<ItemPlace> stay_;
  std::set<BatchId> touched_;
};

}  // namespace

Result<PlanBasis> read_plan_basis(Connection& db, const std::string& site, const BusinessDay& day) {
  PlanBasis basis;
  TRY(add_items(db, site, day, where_free, basis));
  TRY(add_items(db, site, day, where_in_draft, basis));
  std::ranges::sort(basis.items, {}, &PlanItem::place);
  auto standing = TRY(read_standing(db, site));
  for (auto& [id, draft] : standing.drafts) basis.drafts.push_back(std::move(draft));
  basis.made_finals = std::move(standing.made_finals);
  return basis;
}

Result<std::vector<DepositRecord>> arrange_rows(StoreContext& context, const std::string& site,
                                                const BusinessDay& day, const DayPlan& plan) {
  const auto basis = TRY(read_plan_basis(context.db, site, day));
  std::map<ItemPlace, const PlanItem*> released;
  for (const auto& item : basis.items) released.emplace(item.place, &item);
  for (const auto& deposit : plan.deposits) {
    for (const auto& item : deposit.items) {
      const auto found = released.find(item.place);
      const bool is_free = found != released.end() && !found->second->hold &&
                           found->second->deposit_account == deposit.deposit_account;
      if (is_free) continue;
      if (found != released.end() && found->second->hold &&
          found->second->hold->cause == HoldCause::BatchOutOfBalance) {
        return fail(ErrorCode::OutOfBalance, found->second->hold->reason);
      }
      return fail(ErrorCode::Conflict,
                  "The item of " + to_text(item.place) + " cannot go to " +
                      deposit.deposit_account +
                      ": it is not released, lies in another deposit, is kept back or is booked "
                      "for another account.  Look at the plan again.");
    }
  }
  std::vector<DepositRecord> records;
  const auto standing = TRY(read_standing(context.db, site));
  for (const auto id : TRY(Arranger(context, standing).arrange(plan))) {
    records.push_back(TRY(read_record(context.db, id)));
  }
  return records;
}

}  // namespace lockbox::deposit
