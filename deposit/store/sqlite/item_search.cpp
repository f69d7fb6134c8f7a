#include "deposit/store/sqlite/item_search.h"

#include <algorithm>
#include <charconv>

#include "deposit/store/sqlite/journal_rows.h"

namespace lockbox::deposit {

namespace {

/// Their MICR lines are opened one by one.
constexpr int candidates_max = 2'000;

// An amount that another person is asked for is told to nobody.
constexpr std::string_view select_items =
    "SELECT d.document_id, i.batch_id, t.key, d.sequence, lockbox.name, business_day,"
    " CASE WHEN EXISTS (SELECT 1 FROM task WHERE task.document_id = i.document_id"
    "  AND task.state = 'open' AND task.field IN ('verify_amount', 'third_amount'))"
    "  THEN NULL ELSE i.amount_cents END AS amount, i.amount_cents, repaired_micr_sealed,"
    " micr_sealed, t.state, ticket_number, p.approved_by, return_id, r.state"
    " FROM item i JOIN document d USING (document_id) JOIN batch b ON b.batch_id = i.batch_id"
    " JOIN lockbox ON lockbox.lockbox_id = i.lockbox_id"
    " LEFT JOIN lockbox_transaction t ON t.transaction_id = i.transaction_id"
    " LEFT JOIN deposit_item e ON e.item_id = i.item_id LEFT JOIN deposit p USING (deposit_id)"
    " LEFT JOIN reading ON reading.document_id = d.document_id AND reading.pass = d.pass"
    " LEFT JOIN returned_item r ON r.item_id = i.item_id AND r.state <> 'reversed'"
    " WHERE site = ?1 AND i.kind = 'tender' AND i.state <> 'duplicate_confirmed'";
// Only conditions that are wanted stand in the query, so that an index serves each.  LIMIT comes
// last: whatever number is left out before it may still be bound.
constexpr std::string_view of_amount = " AND i.amount_cents = ?2 AND amount = ?2";
constexpr std::string_view of_days =
    " AND i.batch_id IN (SELECT batch_id FROM batch"
    "  WHERE business_day BETWEEN coalesce(?3, '') AND coalesce(?4, '9999-12-31'))";
constexpr std::string_view of_ticket =
    " AND i.item_id IN (SELECT item_id FROM deposit_item JOIN deposit USING (deposit_id)"
    "  WHERE ticket_number = ?5)";
constexpr std::string_view of_account =
    " AND i.transaction_id IN (SELECT transaction_id FROM application"
    "  WHERE account_fingerprint = ?6)";
constexpr std::string_view deposited =
    " AND p.approved_by IS NOT NULL AND t.state IN ('deposited', 'posted')";
constexpr std::string_view of_document = " AND i.document_id = ?7";
constexpr std::string_view in_order =
    " ORDER BY business_day DESC, i.batch_id DESC, d.sequence DESC LIMIT ?8";

std::string query_for(const ItemSearch& search) {
  std::string sql{select_items};
  if (search.amount) sql += of_amount;
  if (search.from || search.to) sql += of_days;
  if (!search.ticket.empty()) sql += of_ticket;
  if (search.account) sql += of_account;
  if (search.only_deposited) sql += deposited;
  return sql.append(in_order);
}

std::optional<std::string> text_of(const std::optional<BusinessDay>& day) {
  if (!day) return std::nullopt;
  return day->to_string();
}

std::string tail_of(const std::string& digits) {
  constexpr std::size_t shown = 4;
  return digits.size() > shown ? digits.substr(digits.size() - shown) : std::string{};
}

/// The line that counts: the one that a person keyed, else what was read.
Result<std::optional<encode::MicrLine>> line_of(StoreContext& context, const Rows& rows) {
  if (!rows.is_null(8)) {
    return TRY(context.seal.open_micr(sealed_column::item_repaired_micr, rows.blob(8), {}));
  }
  if (rows.is_null(9)) return std::nullopt;
  return TRY(context.seal.open_micr(sealed_column::reading_micr, rows.blob(9), {}));
}

Result<FoundItem> item_of(StoreContext& context, const Rows& rows) {
  FoundItem item{.document = DocumentId{rows.integer(0)},
                 .envelope = {BatchId{rows.integer(1)}, rows.optional_integer(2).value_or(0)},
                 .sequence = rows.integer(3),
                 .lockbox = rows.text(4),
                 .day = TRY(BusinessDay::parse(rows.text(5))),
                 .amount = rows.optional_money(6),
                 .check_number = {},
                 .routing = {},
                 .account_tail = {},
                 .state = {},
                 .ticket = {},
                 .is_approved = !rows.is_null(12),
                 .return_number = rows.optional_integer(13).value_or(0),
                 .return_state = {}};
  if (const auto line = TRY(line_of(context, rows))) {
    item.check_number = line->serial;
    if (line->routing) item.routing = std::string{line->routing->digits()};
    item.account_tail = tail_of(line->account.reveal());
  }
  if (!rows.is_null(10)) {
    item.state = TRY(parse_name<TransactionState>(transaction_state_names, rows.text(10)));
  }
  if (!rows.is_null(11)) item.ticket = ticket_of(rows.integer(11));
  if (!rows.is_null(14)) {
    item.return_state =
        TRY(parse_name<ledger::ReturnState>(ledger::return_state_names, rows.text(14)));
  }
  return item;
}

std::string without_zeros(const std::string& number) {
  return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

bool fits(const FoundItem& item, const ItemSearch& search) {
  if (!search.check_number.empty() &&
      without_zeros(item.check_number) != without_zeros(search.check_number)) {
    return false;
  }
  if (!search.routing.empty() && item.routing != search.routing) return false;
  return search.account_tail.empty() ||
         (!item.account_tail.empty() && (item.account_tail.ends_with(search.account_tail) ||
                                         search.account_tail.ends_with(item.account_tail)));
}

Result<std::optional<std::int64_t>> ticket_number(const std::string& ticket) {
  if (ticket.empty()) return std::nullopt;
  std::int64_t number = 0;
  const auto* end = ticket.data() + ticket.size();
  const auto [stopped, fault] = std::from_chars(ticket.data(), end, number);
  if (fault == std::errc{} && stopped == end) return number;
  return fail(ErrorCode::InvalidInput, "A deposit is named by the number of its ticket.",
              "/ticket");
}

}  // namespace

Result<std::vector<FoundItem>> search_items(StoreContext& context, const std::string& site,
                                            const ItemSearch& search, std::size_t at_most) {
  if (!search.amount && !search.from && !search.to && search.ticket.empty() && !search.account) {
    return fail(ErrorCode::InvalidInput,
                "Give an amount, a day, a deposit or an account too; a check number alone is on "
                "many checks.");
  }
  std::optional<Sha256> account;
  if (search.account) account = context.seal.account_fingerprint(*search.account);
  const auto ticket = TRY(ticket_number(search.ticket));
  std::vector<FoundItem> found;
  auto rows = context.db.query(query_for(search), site, search.amount, text_of(search.from),
                               text_of(search.to), ticket, account, std::nullopt, candidates_max);
  while (found.size() < at_most && rows.next()) {
    auto item = TRY(item_of(context, rows));
    if (fits(item, search)) found.push_back(std::move(item));
  }
  return found;
}

Result<FoundItem> item_on(StoreContext& context, const std::string& site, DocumentId document) {
  const auto sql = std::string{select_items}.append(of_document).append(in_order);
  auto rows = context.db.query(sql, site, std::nullopt, std::nullopt, std::nullopt, std::nullopt,
                               std::nullopt, document.value(), 1);
  if (rows.next()) return item_of(context, rows);
  return fail(ErrorCode::NotFound,
              "Document " + std::to_string(document.value()) + " is no check of this site.",
              "/document_id");
}

}  // namespace lockbox::deposit
