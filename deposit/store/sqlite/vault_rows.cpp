#include "deposit/store/sqlite/vault_rows.h"

#include <algorithm>

#include "deposit/store/sqlite/stored_names.h"

namespace lockbox::deposit {

namespace {

// Tender of the envelope of a case, and the last move of each piece: what went in with an amount
// comes out with it, whatever is known of it by then.
constexpr std::string_view select_paper =
    "SELECT i.document_id, i.amount_cents, last.to_place, last.amount_cents,"
    " (SELECT moved_at FROM vault_move p WHERE p.document_id = i.document_id"
    "  AND p.way IN ('kept', 'pulled') ORDER BY vault_move_id DESC LIMIT 1)"
    " FROM exception_case c JOIN transaction_document mine ON mine.document_id = c.document_id"
    " JOIN transaction_document e ON e.transaction_id = mine.transaction_id"
    " JOIN item i ON i.document_id = e.document_id"
    " LEFT JOIN vault_move last ON last.vault_move_id = (SELECT max(vault_move_id)"
    "  FROM vault_move v WHERE v.document_id = i.document_id)"
    " WHERE c.case_id = ?1 AND i.kind = 'tender' AND i.state <> 'duplicate_confirmed'"
    " ORDER BY i.document_id";
constexpr std::string_view insert_move =
    "INSERT INTO vault_move (lockbox_id, case_id, document_id, business_day, from_place, to_place,"
    " way, amount_cents, recaptured_id, moved_by, moved_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
// The tender of the envelope that a paper came in with; nothing for a paper that is in none.
constexpr std::string_view select_recaptured =
    "SELECT d.batch_id, d.lockbox_id, (SELECT sum(i.amount_cents) FROM transaction_document e"
    "  JOIN item i ON i.document_id = e.document_id"
    "  WHERE e.transaction_id = mine.transaction_id AND i.kind = 'tender'"
    "  AND i.state NOT IN ('duplicate_confirmed', 'returned')),"
    " EXISTS (SELECT 1 FROM vault_move v JOIN transaction_document o"
    "  ON o.document_id = v.recaptured_id WHERE o.transaction_id = mine.transaction_id"
    "  AND v.case_id <> ?2),"
    " (SELECT min(at) FROM audit_event WHERE batch_id = d.batch_id AND entity = 'document'"
    "  AND row_id = d.document_id)"
    " FROM document d JOIN transaction_document mine USING (document_id) WHERE document_id = ?1";
constexpr std::string_view select_moves =
    "SELECT d.batch_id, d.sequence, l.name, v.case_id, v.business_day, v.from_place, v.to_place,"
    " v.way, v.amount_cents, v.recaptured_id, v.moved_by, v.moved_at FROM vault_move v"
    " JOIN document d USING (document_id) JOIN lockbox l ON l.lockbox_id = v.lockbox_id"
    " WHERE l.site = ?1 ORDER BY vault_move_id";

struct KeptPaper {
  std::int64_t document = 0;
  std::optional<Money> amount;  ///< As it is known now.
  std::optional<std::string> place;
  Money put_in;       ///< Where it has a place: the amount that it went there with.
  std::string since;  ///< When it was put away last; empty: it never was.

  [[nodiscard]] Money moved() const { return place ? put_in : amount.value_or(Money{}); }
};

std::vector<KeptPaper> paper_of(Connection& db, std::int64_t exception) {
  std::vector<KeptPaper> paper;
  auto rows = db.query(select_paper, exception);
  while (rows.next()) {
    KeptPaper one{rows.integer(0), rows.optional_money(1), std::nullopt, Money{}, {}};
    if (!rows.is_null(2)) one.place = rows.text(2);
    if (!rows.is_null(3)) one.put_in = rows.money(3);
    if (!rows.is_null(4)) one.since = rows.text(4);
    paper.push_back(std::move(one));
  }
  return paper;
}

Money known_of(const std::vector<KeptPaper>& paper) {
  Money sum;
  for (const auto& one : paper) sum += one.amount.value_or(Money{});
  return sum;
}

/// Whether that much can have come in again: all of it, or at least what is known of it.
bool may_be(const std::vector<KeptPaper>& paper, Money came_in) {
  const auto known = known_of(paper);
  const bool is_all =
      std::ranges::all_of(paper, [](const KeptPaper& one) { return one.amount.has_value(); });
  return is_all ? came_in == known : came_in > known;
}

Result<void> check_recaptured(Connection& db, const BatchRow& batch, std::int64_t exception,
                              DocumentId document, const std::vector<KeptPaper>& paper) {
  const auto refuse = [&](const std::string& why) {
    return fail(ErrorCode::Conflict, "Document " + std::to_string(document.value()) + " " + why,
                "/document_id");
  };
  auto rows = db.query(select_recaptured, document.value(), exception);
  if (!rows.next() || rows.integer(1) != batch.lockbox_id) {
    return refuse("is in no envelope of this lockbox; capture the paper again and name that one.");
  }
  if (rows.integer(0) == batch.id()) {
    return refuse("is of the batch that the paper left; capture it with another one.");
  }
  const auto captured_at = rows.text(4);
  for (const auto& one : paper) {
    if (document.value() < one.document || captured_at < one.since) {
      return refuse("was captured before the paper was put away, so it is other paper.");
    }
  }
  if (rows.is_null(2)) return refuse("has no amount yet; key it first.");
  if (!may_be(paper, rows.money(2))) {
    return refuse("came in with " + rows.money(2).to_string() + ", and what was kept is " +
                  known_of(paper).to_string() + ".");
  }
  if (rows.boolean(3)) return refuse("stands for other paper that was kept already.");
  return {};
}

std::optional<VaultPlace> place_at(const Rows& rows, int column) {
  if (rows.is_null(column)) return std::nullopt;
  const auto place = parse_name<VaultPlace>(vault_place_names, rows.text(column));
  return place ? std::optional{*place} : std::nullopt;
}

}  // namespace

Result<void> move_in_vault(StoreContext& context, const BatchRow& batch, std::int64_t exception,
                           const VaultStep& step) {
  const auto to = optional_name(vault_place_names, step.to);
  const auto paper = paper_of(context.db, exception);
  std::optional<std::int64_t> recaptured;
  if (step.recaptured) {
    TRY(check_recaptured(context.db, batch, exception, *step.recaptured, paper));
    recaptured = step.recaptured->value();
  }
  for (const auto& one : paper) {
    // Another case of the envelope has moved it there, or out, already.
    if (one.place == to) continue;
    context.db.run(insert_move, batch.lockbox_id, exception, one.document, step.on.to_string(),
                   one.place, to, name_of(vault_way_names, step.way), one.moved(), recaptured,
                   context.audit.actor(), to_string(context.clock.now()));
  }
  return {};
}

Result<std::vector<VaultMove>> read_vault(Connection& db, const std::string& site) {
  std::vector<VaultMove> moves;
  auto rows = db.query(select_moves, site);
  while (rows.next()) {
    VaultMove move{.batch = BatchId{rows.integer(0)},
                   .sequence = rows.integer(1),
                   .lockbox = rows.text(2),
                   .exception = rows.integer(3),
                   .day = TRY(BusinessDay::parse(rows.text(4))),
                   .from = place_at(rows, 5),
                   .to = place_at(rows, 6),
                   .way = TRY(parse_name<VaultWay>(vault_way_names, rows.text(7))),
                   .amount = rows.money(8),
                   .recaptured = {},
                   .moved_by = rows.text(10),
                   .at = rows.text(11)};
    if (!rows.is_null(9)) move.recaptured = DocumentId{rows.integer(9)};
    moves.push_back(std::move(move));
  }
  return moves;
}

}  // namespace lockbox::deposit
