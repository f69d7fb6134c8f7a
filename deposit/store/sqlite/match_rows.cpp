#include "deposit/store/sqlite/match_rows.h"

#include <sstream>

#include "deposit/store/sqlite/stored_names.h"
#include "deposit/store/sqlite/transaction_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view insert_match =
    "INSERT INTO transaction_match (transaction_id, ordinal, lockbox_id, document_id, rule,"
    " account_sealed, account_fingerprint, wrong_ppm) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view delete_match = "DELETE FROM transaction_match WHERE transaction_id = ?1";
constexpr std::string_view select_matches =
    "SELECT m.transaction_id, sequence, rule, account_sealed, wrong_ppm FROM lockbox_transaction e"
    " JOIN transaction_match m USING (transaction_id) JOIN document USING (document_id)"
    " WHERE e.batch_id = ?1 ORDER BY m.transaction_id, m.ordinal";
constexpr std::string_view select_rules =
    "SELECT version, rule_order, memory_confirmations_min, memory_needs_open_amount,"
    " split_confirmations_min, payer_holders_max, set_by, set_at, reason, show_min, accept_min"
    " FROM match_rules LEFT JOIN match_name_rules USING (match_rules_id)"
    " WHERE match_rules.lockbox_id = ?1 ORDER BY version DESC";
constexpr std::string_view insert_name_rules =
    "INSERT INTO match_name_rules (match_rules_id, lockbox_id, show_min, accept_min)"
    " VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view insert_rules =
    "INSERT INTO match_rules (lockbox_id, version, rule_order, memory_confirmations_min,"
    " memory_needs_open_amount, split_confirmations_min, payer_holders_max, set_by, set_at, reason)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

std::string order_text(const MatchRules& rules) {
  std::string text;
  for (const auto rule : rules.order) {
    if (!text.empty()) text += ' ';
    text += name_of(match_rule_names, rule);
  }
  return text;
}

Result<std::vector<MatchRule>> parse_order(const std::string& text) {
  std::vector<MatchRule> order;
  std::istringstream words{text};
  std::string word;
  while (words >> word) order.push_back(TRY(parse_name<MatchRule>(match_rule_names, word)));
  return order;
}

Result<MatchRulesVersion> version_of(const Rows& rows) {
  MatchRulesVersion version;
  version.version = rows.integer(0);
  version.rules.order = TRY(parse_order(rows.text(1)));
  version.rules.memory_confirmations_min = rows.integer(2);
  version.rules.memory_needs_open_amount = rows.boolean(3);
  version.rules.split_confirmations_min = rows.integer(4);
  version.rules.payer_holders_max = rows.integer(5);
  version.set_by = rows.text(6);
  version.set_at = rows.text(7);
  version.reason = rows.text(8);
  if (!rows.is_null(9)) {
    version.rules.name_show_min = rows.integer(9);
    version.rules.name_accept_min = rows.optional_integer(10);
  }
  return version;
}

}  // namespace

Result<void> insert_matches(StoreContext& context, const BatchRow& batch,
                            std::int64_t transaction_id, const std::vector<MatchRecord>& matches) {
  std::int64_t ordinal = 0;
  for (const auto& match : matches) {
    context.db.run(insert_match, transaction_id, ++ordinal, batch.lockbox_id,
                   TRY(document_row(context.db, batch, match.sequence)),
                   name_of(match_rule_names, match.rule),
                   context.seal.seal(sealed_column::match_account, match.account.reveal()),
                   context.seal.account_fingerprint(match.account), match.wrong_ppm);
  }
  return {};
}

void delete_matches(Connection& db, std::int64_t transaction_id) {
  db.run(delete_match, transaction_id);
}

Result<std::map<std::int64_t, std::vector<MatchRecord>>> read_matches(StoreContext& context,
                                                                      BatchId batch) {
  std::map<std::int64_t, std::vector<MatchRecord>> matches;
  auto rows = context.db.query(select_matches, batch.value());
  while (rows.next()) {
    auto account = TRY(context.seal.open(sealed_column::match_account, rows.blob(3)));
    matches[rows.integer(0)].push_back(
        {rows.integer(1), TRY(parse_name<MatchRule>(match_rule_names, rows.text(2))),
         AccountNumber{std::move(account)}, rows.optional_integer(4)});
  }
  return matches;
}

Result<MatchRules> read_match_rules(Connection& db, std::optional<std::int64_t> lockbox_id) {
  if (!lockbox_id) return MatchRules{};
  auto rows = db.query(select_rules, *lockbox_id);
  if (!rows.next()) return MatchRules{};
  return TRY(version_of(rows)).rules;
}

Result<std::vector<MatchRulesVersion>> read_match_rules_versions(Connection& db,
                                                                 std::int64_t lockbox_id) {
  std::vector<MatchRulesVersion> versions;
  auto rows = db.query(select_rules, lockbox_id);
  while (rows.next()) versions.push_back(TRY(version_of(rows)));
  return versions;
}

Result<void> add_match_rules(StoreContext& context, std::int64_t lockbox_id,
                             const WantedMatchRules& wanted) {
  const auto known = TRY(read_match_rules_versions(context.db, lockbox_id));
  const auto last = known.empty() ? 0 : known.front().version;
  if (wanted.version != last) {
    return fail(ErrorCode::Conflict, "The rules have changed meanwhile; look at them again.");
  }
  const auto& rules = wanted.rules;
  const auto id = context.db.insert(
      insert_rules, lockbox_id, last + 1, order_text(rules), rules.memory_confirmations_min,
      static_cast<int>(rules.memory_needs_open_amount), rules.split_confirmations_min,
      rules.payer_holders_max, context.audit.actor(), to_string(context.clock.now()),
      wanted.reason);
  context.db.run(insert_name_rules, id, lockbox_id, rules.name_show_min, rules.name_accept_min);
  context.audit.add(
      {Entity::MatchRules, lockbox_id, std::nullopt, id, "rules/" + std::to_string(last + 1)},
      "set");
  return {};
}

}  // namespace lockbox::deposit
