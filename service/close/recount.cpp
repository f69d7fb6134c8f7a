#include "service/close/recount.h"

#include <array>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "service/close/recount_carried.h"
#include "service/close/recount_counter.h"
#include "service/close/recount_sheet.h"

namespace lockbox::service::close {

namespace {

using Key = std::pair<std::int64_t, std::int64_t>;  ///< Batch and sequence, or envelope.
/// A batch's share in a deposit: batch and ticket.
using ShareKey = std::pair<std::int64_t, std::string>;

/// All tables that are counted.
struct Tables {
  Lines batches;
  Lines items;
  Lines deposits;
  Lines deposit_items;
  Lines journal;
  Lines files;
  Lines suspense;
  Lines ledger;
  Lines tie;
  std::optional<Lines> custody;          ///< Only where a mail log is kept.
  std::optional<CounterTables> counter;  ///< Only where there were cash drawers.
  CarriedTables carried;
};

Result<std::optional<Lines>> custody_in(const RecountRequest& request) {
  if (!request.tables.contains("custody")) return std::nullopt;
  return TRY(lines_in(request, "custody",
                      {{"stage"},
                       {"unit", "opening", "received", "discovered", "corrected", "returned",
                        "forwarded", "sent_to_bank", "destroyed", "closing"}}));
}

Result<Tables> tables_in(const RecountRequest& request) {
  return Tables{
      .batches = TRY(lines_in(request, "batches",
                              {{"declared_cents"},
                               {"batch", "declared_documents", "declared_cents", "documents",
                                "amount_cents", "accepted_documents", "accepted_cents"}})),
      .items = TRY(lines_in(request, "items",
                            {{"kind", "tender", "state", "ticket", "fate"},
                             {"batch", "sequence", "amount_cents", "transaction"}})),
      .deposits = TRY(lines_in(request, "deposits",
                               {{"lockbox", "ticket", "state", "prepared_by", "approved_by"},
                                {"batch", "items", "items_max", "total_cents"}})),
      .deposit_items = TRY(lines_in(
          request, "deposit-items",
          {{"lockbox", "ticket", "tender"}, {"ordinal", "batch", "sequence", "amount_cents"}})),
      .journal = TRY(lines_in(request, "journal",
                              {{"kind", "ledger", "fund", "ticket", "posted_in"},
                               {"batch", "entry", "transaction", "amount_cents"}})),
      .files =
          TRY(lines_in(request, "files", {{"name", "kind"}, {"batch", "lines", "amount_cents"}})),
      .suspense =
          TRY(lines_in(request, "suspense",
                       {{"since", "fund"},
                        {"batch", "transaction", "opening_cents", "added_cents", "applied_cents",
                         "refunded_cents", "returned_cents", "escheated_cents", "closing_cents"}})),
      .ledger = TRY(
          lines_in(request, "ledger",
                   {{"place", "fund", "file"}, {"entry", "batch", "transaction", "amount_cents"}})),
      .tie = TRY(lines_in(request, "tie",
                          {{"must_tie"}, {"line", "amount_cents", "pieces", "difference"}})),
      .custody = TRY(custody_in(request)),
      .counter = TRY(counter_tables_in(request)),
      .carried = TRY(carried_tables_in(request))};
}

std::string cents(std::int64_t value) {
  const auto sign = value < 0 ? "-" : "";
  const auto size = value < 0 ? -value : value;
  const auto small = std::to_string(size % 100);
  return sign + std::to_string(size / 100) + "." + (small.size() < 2 ? "0" + small : small);
}

class Recount {
 public:
  Recount(const RecountRequest& request, Tables tables)
      : day_{request.day}, is_final_{request.is_final}, tables_{std::move(tables)} {}

  Result<void> run() {
    carried_ = TRY(recount_carried(tables_.carried, tables_.items, is_final_));
    TRY(count_items());
    TRY(check_batches());
    TRY(check_deposits());
    TRY(check_journal());
    TRY(check_ledger());
    TRY(check_files());
    TRY(check_suspense());
    TRY(count_custody());
    TRY(count_drawers());
    return check_tie();
  }

 private:
  struct Piece {
    const SheetLine* line;
    std::int64_t amount;
  };

  Result<void> count_items() {
    for (const auto& line : tables_.items) {
      const Key key{line.number("batch"), line.number("sequence")};
      if (!pieces_.emplace(key, Piece{&line, line.number("amount_cents")}).second) {
        return line.fault("the document is there twice");
      }
      const auto& fate = line.text("fate");
      if (fate == "deposited") deposited_.emplace(key.first, line.number("transaction"));
      ++(fate == "waiting" ? waiting_pieces_ : gone_pieces_);
      // What was brought forward is in none of the day's batches.
      const bool is_own = !carried_.brought.contains(key);
      if (fate == "duplicate") {
        duplicates_ += is_own ? 1 : 0;
        continue;
      }
      if (is_own) ++documents_of_batch_[key.first];
      if (line.text("tender").empty()) continue;
      if (is_own) tender_of_batch_[key.first] += line.number("amount_cents");
      tie_[0] += line.number("amount_cents");
      if (fate == "waiting") tie_[2] += line.number("amount_cents");
      if (fate == "returned") tie_[3] += line.number("amount_cents");
    }
    return {};
  }

  /// D3.
  Result<void> check_batches() {
    tie_[11] += carried_.accepted_cents;
    for (const auto& line : tables_.batches) {
      const auto batch = line.number("batch");
      documents_ += line.number("documents");
      tie_[11] += line.number("accepted_cents");
      if (line.number("documents") != documents_of_batch_[batch]) {
        return line.fault("it counts " + std::to_string(line.number("documents")) +
                          " documents, the items are " +
                          std::to_string(documents_of_batch_[batch]));
      }
      if (line.number("amount_cents") != tender_of_batch_[batch]) {
        return line.fault("it holds " + cents(line.number("amount_cents")) + ", the items are " +
                          cents(tender_of_batch_[batch]));
      }
      documents_of_batch_.erase(batch);
      const bool goes_on = carried_.carried_whole.contains(batch);
      if (!is_final_ || line.text("declared_cents").empty() || goes_on) continue;
      if (line.number("declared_cents") + line.number("accepted_cents") !=
              line.number("amount_cents") ||
          line.number("declared_documents") + line.number("accepted_documents") !=
              line.number("documents")) {
        return line.fault("it does not hold what was declared of it (D3)");
      }
    }
    if (documents_of_batch_.empty()) return {};
    return fail(ErrorCode::InvalidInput, "Items are of batch " +
                                             std::to_string(documents_of_batch_.begin()->first) +
                                             ", which is not among the batches.");
  }

  /// The items in deposits: each once, as it was captured (D4), in order (D5).
  Result<void> check_lists() {
    std::set<Key> seen;
    std::map<ShareKey, std::int64_t> last_sequence;
    for (const auto& line : tables_.deposit_items) {
      const Key key{line.number("batch"), line.number("sequence")};
      const ShareKey ticket{line.number("batch"), line.text("ticket")};
      if (!seen.insert(key).second) return line.fault("the item lies in two deposits (D4)");
      const auto piece = pieces_.find(key);
      if (piece == pieces_.end() || piece->second.line->text("fate") != "deposited") {
        return line.fault("no such item was captured and released (D4)");
      }
      if (piece->second.amount != line.number("amount_cents") ||
          piece->second.line->text("ticket") != ticket.second ||
          piece->second.line->text("tender") != line.text("tender")) {
        return line.fault("it is another item than was captured (D4)");
      }
      auto& [count, sum] = lists_[ticket];
      const bool is_card = line.text("tender") == "card_slip";
      if (is_card && count == 0) settlements_.insert(ticket);
      if (is_card != settlements_.contains(ticket)) {
        return line.fault("card slips are on settlement lists alone (D6)");
      }
      ++count;
      sum += line.number("amount_cents");
      if (line.number("ordinal") != count || last_sequence[ticket] >= key.second) {
        return line.fault("the items are not in the order of the paper (D5)");
      }
      last_sequence[ticket] = key.second;
    }
    return check_released(seen);
  }

  /// What is deposited lies in a deposit, and of a closed day all that was released (D4).
  Result<void> check_released(const std::set<Key>& seen) const {
    for (const auto& line : tables_.items) {
      const bool is_released =
          line.text("state") == "cleared" || line.text("state") == "in_deposit";
      const bool is_in = seen.contains({line.number("batch"), line.number("sequence")});
      const bool is_deposited = line.text("fate") == "deposited";
      if (is_deposited != is_in) return line.fault("it is deposited and in no deposit (D4)");
      if (is_final_ && is_released && !line.text("tender").empty() && !is_in) {
        return line.fault("it is released and in no deposit (D4)");
      }
    }
    return {};
  }

  /// D5, D6.
  Result<void> check_deposits() {
    TRY(check_lists());
    for (const auto& line : tables_.deposits) {
      const ShareKey ticket{line.number("batch"), line.text("ticket")};
      const auto [count, sum] = lists_[ticket];
      lists_.erase(ticket);
      const auto total = line.number("total_cents");
      if (count != line.number("items")) return line.fault("its list has another count (D5)");
      if (line.number("items_max") > 0 && count > line.number("items_max")) {
        return line.fault("a ticket takes fewer items (D5)");
      }
      if (sum != total) {
        return line.fault("it is " + cents(total) + ", its items add up to " + cents(sum) +
                          " (D6)");
      }
      const auto& state = line.text("state");
      const bool is_confirmed = state == "confirmed" || state == "confirmed_adjusted";
      const bool is_in_transit = state == "approved" || state == "sent";
      if (is_final_ && !is_confirmed && !is_in_transit) return line.fault("nobody approved it");
      tie_[settlements_.contains(ticket) ? 12 : 1] += total;
      if (is_confirmed) tie_[7] += total;
      if (is_in_transit) tie_[9] += total;
      if (state != "draft") bank_[ticket] -= total;  // A draft is not booked.
    }
    if (lists_.empty()) return {};
    return fail(ErrorCode::InvalidInput, "Items are listed for deposit " +
                                             lists_.begin()->first.second +
                                             ", which is not among the deposits (D5).");
  }

  /// What a deposit or its withdrawal books, D8; what the bank corrected, lines 8 and 9.
  void count_at_bank(const SheetLine& line, std::int64_t batch, std::int64_t amount) {
    if (line.text("kind") != "bank_adjustment") {
      bank_[{batch, line.text("ticket")}] += amount;
      return;
    }
    tie_[7] += amount;
    tie_[8] += amount;
  }

  /// D8, and what the journal says of posting files and suspense.
  Result<void> check_journal() {
    std::map<std::tuple<std::int64_t, std::int64_t, std::string>, std::int64_t> funds;
    for (const auto& line : tables_.journal) {
      const auto batch = line.number("batch");
      const auto amount = line.number("amount_cents");
      const auto& ledger = line.text("ledger");
      funds[{batch, line.number("entry"), line.text("fund")}] += amount;
      if (ledger == "bank") count_at_bank(line, batch, amount);
      const bool is_deposited = deposited_.contains({batch, line.number("transaction")});
      if (ledger == "suspense") {
        moved_[{batch, line.number("transaction"), line.text("fund")}] -= amount;
        if (is_deposited) tie_[6] -= amount;
      }
      if ((ledger == "revenue" || ledger == "over_short") && is_deposited) tie_[5] -= amount;
      if (ledger != "receivable" || line.text("posted_in").empty()) continue;
      auto& [count, sum] = posted_[{batch, line.text("posted_in")}];
      ++count;
      sum -= amount;
      if (is_deposited) tie_[4] -= amount;
    }
    for (const auto& [key, sum] : funds) {
      if (sum == 0) continue;
      return fail(ErrorCode::InvalidInput,
                  "Entry " + std::to_string(std::get<1>(key)) + " of batch " +
                      std::to_string(std::get<0>(key)) + " in the journal sums to " + cents(sum) +
                      " in fund " + std::get<2>(key) + ", not to zero (D8).");
    }
    for (const auto& [key, rest] : bank_) {
      if (rest == 0) continue;
      return fail(ErrorCode::InvalidInput, "The journal and deposit " + key.second + " differ by " +
                                               cents(rest) + " at the bank (D8).");
    }
    return {};
  }

  /// Entries after the deposit: D8, and what they took out of suspense.
  Result<void> check_ledger() {
    std::map<std::pair<std::int64_t, std::string>, std::int64_t> funds;
    for (const auto& line : tables_.ledger) {
      const auto amount = line.number("amount_cents");
      funds[{line.number("entry"), line.text("fund")}] += amount;
      const auto& place = line.text("place");
      if (place == "suspense") {
        moved_[{line.number("batch"), line.number("transaction"), line.text("fund")}] -= amount;
      }
      if (place != "receivable" || line.text("file").empty()) continue;
      auto& [count, sum] = told_[line.text("file")];
      ++count;
      sum -= amount;
    }
    for (const auto& [key, sum] : funds) {
      if (sum == 0) continue;
      return fail(ErrorCode::InvalidInput, "Entry " + std::to_string(key.first) +
                                               " in the ledger sums to " + cents(sum) +
                                               " in fund " + key.second + ", not to zero (D8).");
    }
    return {};
  }

  /// D7.
  Result<void> check_files() {
    for (const auto& line : tables_.files) {
      if (line.text("kind") == "adjustments") {
        const auto [told_lines, told_sum] = told_[line.text("name")];
        told_.erase(line.text("name"));
        if (told_lines != line.number("lines") || told_sum != line.number("amount_cents")) {
          return line.fault("it holds " + cents(line.number("amount_cents")) +
                            ", the ledger tells " + cents(told_sum) + " in it (D7)");
        }
      }
      if (line.text("kind") != "posting") continue;
      const std::pair key{line.number("batch"), line.text("name")};
      const auto [count, sum] = posted_[key];
      posted_.erase(key);
      if (count != line.number("lines") || sum != line.number("amount_cents")) {
        return line.fault("it holds " + cents(line.number("amount_cents")) +
                          ", the journal posts " + cents(sum) + " in it (D7)");
      }
    }
    if (!told_.empty()) {
      return fail(ErrorCode::InvalidInput, "The ledger tells in " + told_.begin()->first +
                                               ", which is not among the files (D7).");
    }
    if (posted_.empty()) return {};
    return fail(ErrorCode::InvalidInput, "The journal posts in " + posted_.begin()->first.second +
                                             ", which is not among the files (D7).");
  }

  /// D10.
  Result<void> check_suspense() {
    for (const auto& line : tables_.suspense) {
      const auto moved = line.number("added_cents") - line.number("applied_cents") -
                         line.number("refunded_cents") - line.number("returned_cents") -
                         line.number("escheated_cents");
      if (line.number("opening_cents") + moved != line.number("closing_cents")) {
        return line.fault("it does not roll to its closing (D10)");
      }
      const std::tuple key{line.number("batch"), line.number("transaction"), line.text("fund")};
      if (line.text("since") == day_ && moved_[key] != moved) {
        return line.fault("it moved by " + cents(moved) + ", the journal says " +
                          cents(moved_[key]) + " (D10)");
      }
      moved_.erase(key);
    }
    for (const auto& [key, moved] : moved_) {
      if (moved == 0) continue;
      return fail(ErrorCode::InvalidInput,
                  "The suspense of batch " + std::to_string(std::get<0>(key)) + ", document " +
                      std::to_string(std::get<1>(key)) + " is booked and not listed (D10).");
    }
    return {};
  }

  /// What line 1, 2, 8 or 11 is above the rest of its equation.
  [[nodiscard]] std::int64_t difference_of(std::int64_t number) const {
    switch (number) {
      case 1:
        return tie_[0] - tie_[1] - tie_[12] - tie_[2] - tie_[3];
      case 2:
        return tie_[1] + tie_[12] - tie_[4] - tie_[5] - tie_[6];
      case 8:
        return tie_[7] - tie_[1] - tie_[12] - tie_[8] + tie_[9];
      case 11:
        return pieces_in_ - pieces_out_;
      default:
        return 0;
    }
  }

  /// D11 where a mail log is kept; else the documents of the batches are the pieces.
  Result<void> count_custody() {
    if (!tables_.custody) {
      pieces_in_ = documents_ + duplicates_ + std::ssize(tables_.carried.brought);
      pieces_out_ = waiting_pieces_ + gone_pieces_;
      return {};
    }
    for (const auto& line : *tables_.custody) {
      const auto in = line.number("opening") + line.number("received") + line.number("discovered") +
                      line.number("corrected");
      const auto out = line.number("returned") + line.number("forwarded") +
                       line.number("sent_to_bank") + line.number("destroyed") +
                       line.number("closing");
      if (in != out) return line.fault("its pieces do not roll to its closing (D11)");
      pieces_in_ += in;
      pieces_out_ += out;
    }
    return {};
  }

  /// D12: over and short by drawer are part of line 12.
  Result<void> count_drawers() {
    if (!tables_.counter) return {};
    tie_[11] += TRY(recount_counter({.tables = *tables_.counter,
                                     .items = tables_.items,
                                     .journal = tables_.journal,
                                     .is_final = is_final_}));
    return {};
  }

  /// D13.  Without card slips the tie has no thirteenth line.
  Result<void> check_tie() {
    std::int64_t number = 0;
    for (const auto& line : tables_.tie) {
      if (line.number("line") != ++number || number > std::ssize(tie_)) {
        return line.fault("it is not the next line of the tie (D13)");
      }
      const auto amount = tie_.at(static_cast<std::size_t>(number - 1));
      if (line.number("amount_cents") != amount) {
        return line.fault("it is " + cents(line.number("amount_cents")) + ", added again " +
                          cents(amount) + " (D13)");
      }
      if (number == 11 && line.number("pieces") != pieces_in_) {
        return line.fault("it counts other pieces than the batches or the mail log (D13)");
      }
      const auto difference = difference_of(number);
      if (line.number("difference") != difference) {
        return line.fault("its difference is another when it is added again (D13)");
      }
      const bool must_tie = number == 1 || number == 2 || number == 11;
      if (is_final_ && must_tie && difference != 0) {
        return line.fault("the day was closed and does not tie (D13)");
      }
    }
    const bool has_cards = tie_[12] != 0;
    if (number == std::ssize(tie_) || (number == std::ssize(tie_) - 1 && !has_cards)) return {};
    return fail(ErrorCode::InvalidInput, "The tie has " + std::to_string(number) +
                                             " lines; twelve, or thirteen with card slips (D13).");
  }

  std::string day_;
  bool is_final_;
  Tables tables_;
  CarriedCount carried_;
  std::map<Key, Piece> pieces_;
  std::set<Key> deposited_;
  std::map<std::int64_t, std::int64_t> documents_of_batch_;
  std::map<std::int64_t, std::int64_t> tender_of_batch_;
  std::map<ShareKey, std::pair<std::int64_t, std::int64_t>> lists_;
  std::set<ShareKey> settlements_;  ///< Of card slips.
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> bank_;
  std::map<std::pair<std::int64_t, std::string>, std::pair<std::int64_t, std::int64_t>> posted_;
  std::map<std::tuple<std::int64_t, std::int64_t, std::string>, std::int64_t> moved_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> told_;
  std::int64_t documents_ = 0;
  std::int64_t duplicates_ = 0;
  std::int64_t waiting_pieces_ = 0;
  std::int64_t gone_pieces_ = 0;
  std::int64_t pieces_in_ = 0;
  std::int64_t pieces_out_ = 0;
  std::array<std::int64_t, 13> tie_{};
};

}  // namespace

std::optional<std::string> recount(const RecountRequest& request) {
  auto tables = tables_in(request);
  if (!tables) return tables.error().message;
  Recount count{request, *std::move(tables)};
  if (const auto done = count.run(); !done) return done.error().message;
  return std::nullopt;
}

}  // namespace lockbox::service::close
