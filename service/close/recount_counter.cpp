#include "service/close/recount_counter.h"

#include <array>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>

namespace lockbox::service::close {

namespace {

using Key = std::pair<std::int64_t, std::int64_t>;  ///< Batch and envelope.
constexpr std::array<std::int64_t, 7> bill_dollars{100, 50, 20, 10, 5, 2, 1};
constexpr std::int64_t cents_per_dollar = 100;

struct Sums {
  std::int64_t cash = 0;
  std::int64_t checks = 0;
  std::int64_t money_orders = 0;
  std::int64_t cards = 0;
  friend bool operator==(const Sums&, const Sums&) = default;
};

void add(Sums& sums, const std::string& tender, std::int64_t amount) {
  if (tender == "cash") sums.cash += amount;
  if (tender == "check") sums.checks += amount;
  if (tender == "money_order") sums.money_orders += amount;
  if (tender == "card_slip") sums.cards += amount;
}

class CounterRecount {
 public:
  explicit CounterRecount(const CounterRequest& request) : request_{request} {}

  Result<std::int64_t> run() {
    for (const auto& line : request_.items) {
      add(items_[{line.number("batch"), line.number("transaction")}], line.text("tender"),
          line.number("amount_cents"));
    }
    TRY(check_receipts());
    TRY(check_revenue());
    TRY(check_bags());
    return check_drawers();
  }

 private:
  /// D2 and D14: a receipt's tenders are its items, kind by kind, and what it is given to.
  Result<void> check_receipts() {
    std::int64_t before = 0;
    for (const auto& line : request_.tables.receipts) {
      const Sums said{line.number("cash_cents"), line.number("checks_cents"),
                      line.number("money_orders_cents"), line.number("cards_cents")};
      const auto total = said.cash + said.checks + said.money_orders + said.cards;
      if (line.number("applied_cents") + line.number("revenue_cents") != total) {
        return line.fault("its tenders are " + std::to_string(total) +
                          " cents, its lines another sum (D2)");
      }
      if (items_[{line.number("batch"), line.number("transaction")}] != said) {
        return line.fault("its tenders are not the items of its envelope (D14)");
      }
      if (line.number("session") == before_session_ && line.number("receipt") <= before) {
        return line.fault("the receipts are not in the order of their numbers (C-06)");
      }
      before = line.number("receipt");
      before_session_ = line.number("session");
      if (line.text("state") == "issued") received_[line.number("session")] += said.cash;
    }
    return {};
  }

  /// Every line of the general ledger is in the journal, entry by entry and fund by fund (D8).
  Result<void> check_revenue() {
    std::map<std::tuple<std::int64_t, std::int64_t, std::string, std::string>, std::int64_t> rest;
    for (const auto& line : request_.journal) {
      const auto& ledger = line.text("ledger");
      if (ledger != "revenue" && ledger != "over_short") continue;
      rest[{line.number("batch"), line.number("entry"), ledger, line.text("fund")}] +=
          line.number("amount_cents");
    }
    for (const auto& line : request_.tables.revenue) {
      rest[{line.number("batch"), line.number("entry"), line.text("ledger"), line.text("fund")}] -=
          line.number("amount_cents");
      if (line.text("ledger") == "over_short") {
        booked_[line.number("batch")] -= line.number("amount_cents");
      }
    }
    for (const auto& [key, difference] : rest) {
      if (difference == 0) continue;
      return fail(ErrorCode::InvalidInput,
                  "The journal and the general ledger's lines differ in entry " +
                      std::to_string(std::get<1>(key)) + " of batch " +
                      std::to_string(std::get<0>(key)) + ", fund " + std::get<3>(key) + " (D8).");
    }
    return {};
  }

  /// A bag is its bills and coin.
  Result<void> check_bags() {
    for (const auto& line : request_.tables.bags) {
      std::istringstream words{line.text("bills")};
      auto sum = line.number("coin_cents");
      for (const auto dollars : bill_dollars) {
        std::int64_t bills = 0;
        words >> bills;
        sum += bills * dollars * cents_per_dollar;
      }
      if (!words || sum != line.number("amount_cents")) {
        return line.fault("its bills and coin come to " + std::to_string(sum) + " cents (D5)");
      }
      bagged_[line.number("session")] += sum;
    }
    return {};
  }

  /// D12.
  Result<std::int64_t> check_drawers() {
    std::int64_t all = 0;
    for (const auto& line : request_.tables.drawers) {
      const auto session = line.number("session");
      const auto over_short = line.number("over_short_cents");
      const bool is_accepted = line.text("state") == "accepted";
      all += over_short;
      if (line.number("received_cents") != received_[session]) {
        return line.fault("its receipts took " + std::to_string(received_[session]) +
                          " cents of cash (D12)");
      }
      if (!is_accepted && request_.is_final) return line.fault("nobody accepted its count (D12)");
      if (!is_accepted) continue;
      const auto expected = line.number("opening_cents") + line.number("received_cents") +
                            line.number("paid_in_cents") - line.number("paid_out_cents") -
                            line.number("dropped_cents");
      if (line.number("counted_cents") - expected != over_short) {
        return line.fault("counted less expected is not its over or short (D12)");
      }
      if (booked_[line.number("batch")] != over_short) {
        return line.fault("its over or short is booked as another sum (D12)");
      }
      const auto over = over_short > 0 ? over_short : 0;
      if (bagged_[session] != line.number("bagged_cents") ||
          bagged_[session] != received_[session] + over) {
        return line.fault("its bags do not hold what it took (D14)");
      }
    }
    return all;
  }

  const CounterRequest& request_;
  std::int64_t before_session_ = 0;
  std::map<Key, Sums> items_;
  std::map<std::int64_t, std::int64_t> received_;
  std::map<std::int64_t, std::int64_t> bagged_;
  std::map<std::int64_t, std::int64_t> booked_;  ///< Over and short, by batch.
};

}  // namespace

Result<Lines> lines_in(const RecountRequest& request, std::string_view table,
                       const SheetColumns& columns) {
  const auto file = request.packet + "-" + std::string{table} + ".csv";
  const auto found = request.tables.find(table);
  if (found == request.tables.end()) {
    return fail(ErrorCode::InvalidInput, file + " is not in the packet.");
  }
  return read_sheet(file, found->second, columns);
}

Result<std::optional<CounterTables>> counter_tables_in(const RecountRequest& request) {
  if (!request.tables.contains("drawers")) return std::nullopt;
  return CounterTables{
      .drawers = TRY(lines_in(request, "drawers",
                              {{"state"},
                               {"session", "batch", "opening_cents", "received_cents",
                                "paid_in_cents", "paid_out_cents", "dropped_cents", "counted_cents",
                                "over_short_cents", "bagged_cents"}})),
      .receipts =
          TRY(lines_in(request, "receipts",
                       {{"state"},
                        {"receipt", "session", "batch", "transaction", "cash_cents", "checks_cents",
                         "money_orders_cents", "cards_cents", "applied_cents", "revenue_cents"}})),
      .bags = TRY(
          lines_in(request, "drawer-bags", {{"bills"}, {"session", "coin_cents", "amount_cents"}})),
      .revenue = TRY(
          lines_in(request, "revenue", {{"ledger", "fund"}, {"batch", "entry", "amount_cents"}}))};
}

Result<std::int64_t> recount_counter(const CounterRequest& request) {
  return CounterRecount{request}.run();
}

}  // namespace lockbox::service::close
