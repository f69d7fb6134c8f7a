#include "service/close/recount_carried.h"

#include <map>
#include <string>

namespace lockbox::service::close {

namespace {

using Key = std::pair<std::int64_t, std::int64_t>;

/// The tender of a batch by what became of it.
struct BatchTender {
  std::int64_t waiting_cents = 0;
  std::int64_t waiting = 0;
  std::int64_t deposited = 0;
};

Key key_of(const SheetLine& line) {
  return {line.number("batch"), line.number("sequence")};
}

/// None where the packet has no such table.
Result<Lines> lines_if_there(const RecountRequest& request, std::string_view table,
                             const SheetColumns& columns) {
  if (!request.tables.contains(table)) return Lines{};
  return lines_in(request, table, columns);
}

std::map<std::int64_t, BatchTender> tender_in(const Lines& items) {
  std::map<std::int64_t, BatchTender> batches;
  for (const auto& line : items) {
    if (line.text("tender").empty()) continue;
    auto& batch = batches[line.number("batch")];
    const auto& fate = line.text("fate");
    if (fate == "deposited") ++batch.deposited;
    if (fate != "waiting") continue;
    ++batch.waiting;
    batch.waiting_cents += line.number("amount_cents");
  }
  return batches;
}

/// What came in is an item of the day, once, and became what the items say.
Result<std::set<Key>> check_brought(const Lines& brought, const Lines& items) {
  std::map<Key, const SheetLine*> pieces;
  for (const auto& line : items) pieces.emplace(key_of(line), &line);
  std::set<Key> seen;
  for (const auto& line : brought) {
    const auto key = key_of(line);
    if (!seen.insert(key).second) return line.fault("it is brought forward twice (D13)");
    const auto piece = pieces.find(key);
    if (piece == pieces.end() ||
        piece->second->number("amount_cents") != line.number("amount_cents") ||
        piece->second->text("fate") != line.text("fate") ||
        piece->second->text("ticket") != line.text("ticket")) {
      return line.fault("what became of it is not what the items say (D13)");
    }
  }
  return seen;
}

/// What was accepted on the day of batches that came in; of a closed day they balance (D3).
Result<std::int64_t> check_brought_batches(const Lines& batches, bool is_final) {
  std::int64_t accepted = 0;
  for (const auto& line : batches) {
    accepted += line.number("accepted_cents");
    const auto documents = line.number("declared_documents") +
                           line.number("accepted_before_documents") +
                           line.number("accepted_documents");
    const auto amount = line.number("declared_cents") + line.number("accepted_before_cents") +
                        line.number("accepted_cents");
    if (is_final &&
        (documents != line.number("documents") || amount != line.number("amount_cents"))) {
      return line.fault("it does not hold what was declared of it (D3)");
    }
  }
  return accepted;
}

}  // namespace

Result<CarriedTables> carried_tables_in(const RecountRequest& request) {
  return CarriedTables{
      .brought = TRY(lines_if_there(
          request, "brought-forward",
          {{"fate", "ticket"}, {"batch", "sequence", "brought_cents", "amount_cents"}})),
      .carried = TRY(lines_if_there(
          request, "carried-forward",
          {{"reason", "owner", "due", "carried_by"}, {"batch", "envelope", "amount_cents"}})),
      .batches =
          TRY(lines_if_there(request, "brought-batches",
                             {{"state"},
                              {"batch", "declared_documents", "declared_cents", "documents",
                               "amount_cents", "accepted_before_documents", "accepted_before_cents",
                               "accepted_documents", "accepted_cents"}}))};
}

Result<CarriedCount> recount_carried(const CarriedTables& tables, const Lines& items,
                                     bool is_final) {
  CarriedCount count;
  count.brought = TRY(check_brought(tables.brought, items));
  count.accepted_cents = TRY(check_brought_batches(tables.batches, is_final));
  auto batches = tender_in(items);
  for (const auto& line : tables.carried) {
    for (const auto* const column : {"reason", "owner", "due", "carried_by"}) {
      if (line.text(column).empty()) {
        return line.fault("it is carried forward without its " + std::string{column} + " (C5)");
      }
    }
    auto& batch = batches[line.number("batch")];
    batch.waiting_cents -= line.number("amount_cents");
    if (batch.deposited == 0) count.carried_whole.insert(line.number("batch"));
  }
  for (const auto& [number, batch] : batches) {
    if (!is_final || batch.waiting_cents == 0) continue;
    return fail(ErrorCode::InvalidInput,
                "Of batch " + std::to_string(number) + ", " + std::to_string(batch.waiting_cents) +
                    " cents wait that nobody carried forward, or more was carried than waits "
                    "(D13).");
  }
  return count;
}

}  // namespace lockbox::service::close
