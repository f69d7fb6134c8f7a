#include "deposit/close/rolls.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace lockbox::deposit::close {

namespace {

using PaperKey = std::pair<BatchId, std::int64_t>;

std::string words_of(std::string_view name) {
  std::string words{name};
  std::ranges::replace(words, '_', ' ');
  return words;
}

/// When each day was last closed, those that are reopened left out.
std::map<BusinessDay, std::string> closes_of(const DaySources& sources) {
  std::map<BusinessDay, std::string> closes;
  for (const auto& mark : sources.marks) {
    if (mark.event == DayEvent::Close) closes.insert_or_assign(mark.day, mark.point.at);
    if (mark.event == DayEvent::Reopen) closes.erase(mark.day);
  }
  return closes;
}

/// The day in which a move counts: a closed day speaks of the moment of its close, and what is
/// moved later is the next day's.  Nothing while there is none.
std::optional<BusinessDay> counted_on(const VaultMove& move, const DaySources& sources) {
  const auto closes = closes_of(sources);
  const auto close = closes.find(move.day);
  if (close == closes.end() || move.at <= close->second) return move.day;
  for (const auto& day : sources.days) {
    if (day > move.day) return day;
  }
  return std::nullopt;
}

/// The paper's rows by place.
class PaperRoll {
 public:
  PaperRoll(std::vector<RollRow>& rows, const BusinessDay& today) : rows_{rows}, today_{today} {}

  void add(const VaultMove& move, const BusinessDay& counted) {
    if (counted > today_) return;
    const bool is_before = counted < today_;
    if (move.from) {
      auto& row = row_of(*move.from, move);
      (is_before ? row.opening : row.out) += is_before ? Money{} - move.amount : move.amount;
      if (!is_before) add_words(row, move);
    }
    if (move.to) {
      auto& row = row_of(*move.to, move);
      (is_before ? row.opening : row.in) += move.amount;
      if (!is_before) add_words(row, move);
    }
    last_.insert_or_assign(PaperKey{move.batch, move.sequence}, move);
  }

  /// What is where by the last move of each paper, whatever the moves before it say.
  void close() {
    for (const auto& [key, move] : last_) {
      if (!move.to) continue;
      auto& row = row_of(*move.to, move);
      row.closing = move.amount;
      row.pieces = 1;
    }
  }

 private:
  RollRow& row_of(VaultPlace place, const VaultMove& move) {
    const auto name = std::string{name_of(vault_place_names, place)};
    const auto found = std::ranges::find_if(rows_, [&](const RollRow& row) {
      return row.place == name && row.batch == move.batch && row.sequence == move.sequence;
    });
    if (found != rows_.end()) return *found;
    return rows_.emplace_back(RollRow{
        .place = name, .lockbox = move.lockbox, .batch = move.batch, .sequence = move.sequence});
  }

  static void add_words(RollRow& row, const VaultMove& move) {
    if (!row.what.empty()) row.what += "; ";
    row.what += words_of(name_of(vault_way_names, move.way)) + " by " + move.moved_by;
    if (move.recaptured) row.what += fmt::format(" as document {}", move.recaptured->value());
  }

  std::vector<RollRow>& rows_;
  const BusinessDay& today_;
  std::map<PaperKey, VaultMove> last_;
};

/// One line of what a drawer owes; of the day itself when `is_today`.
void add_owed(RollRow& row, const ledger::Entry& entry, Money amount, bool is_today) {
  row.place = returned_items_place;
  row.lockbox = entry.lockbox;
  row.return_number = entry.return_number;
  row.closing += amount;
  row.pieces = row.closing.is_zero() ? 0 : 1;
  if (!is_today) {
    row.opening += amount;
    return;
  }
  if (amount > Money{}) {
    row.in += amount;
  } else {
    row.out -= amount;
  }
  if (!row.what.empty()) row.what += "; ";
  row.what += words_of(name_of(ledger::entry_kind_names, entry.kind)) + " by " + entry.made_by;
}

/// What drawers of returned checks owe, return by return.
void roll_returns(std::vector<RollRow>& rows, const DaySources& sources) {
  const auto& today = sources.day.day;
  std::map<std::int64_t, RollRow> returns;
  for (const auto& entry : sources.ledger) {
    if (entry.return_number == 0 || entry.day > today) continue;
    for (const auto& line : entry.lines) {
      if (line.spot.place != ledger::Place::ReturnedItems) continue;
      add_owed(returns[entry.return_number], entry, line.amount, entry.day == today);
    }
  }
  for (auto& [number, row] : returns) rows.push_back(std::move(row));
}

/// From when the day counts, to when: the last close of the day before it, and its own.
struct DayWindow {
  std::string from;   ///< Empty: all that was before.
  std::string until;  ///< Empty: now.
};

DayWindow window_of(const DaySources& sources) {
  const auto& today = sources.day.day;
  const auto closes = closes_of(sources);
  DayWindow window;
  for (const auto& [day, at] : closes) {
    if (day < today) window.from = std::max(window.from, at);
  }
  const auto close = closes.find(today);
  if (sources.day.state == DayState::Closed && close != closes.end()) {
    window.until = close->second;
  }
  return window;
}

/// What the bank sent back waits for another deposit, whatever day it was of.
void roll_rejected(std::vector<RollRow>& rows, const DaySources& sources) {
  const auto window = window_of(sources);
  const auto is_by_now = [&](const std::string& at) {
    return !at.empty() && (window.until.empty() || at <= window.until);
  };
  const auto is_before = [&](const std::string& at) { return !at.empty() && at <= window.from; };
  for (const auto& item : sources.rejected) {
    if (item.batch_day > sources.day.day || !is_by_now(item.rejected_at)) continue;
    if (is_before(item.resubmitted_at)) continue;
    RollRow row{.place = std::string{rejected_place},
                .lockbox = item.lockbox,
                .batch = item.batch,
                .sequence = item.sequence};
    const bool was_there = is_before(item.rejected_at);
    (was_there ? row.opening : row.in) = item.amount;
    if (!was_there) row.what = "deposit " + item.ticket + " rejected, told by " + item.rejected_by;
    if (is_by_now(item.resubmitted_at)) {
      row.out = item.amount;
      if (!row.what.empty()) row.what += "; ";
      row.what += "in another deposit, approved by " + item.resubmitted_by;
    } else {
      row.closing = item.amount;
      row.pieces = 1;
    }
    rows.push_back(std::move(row));
  }
}

bool is_quiet(const RollRow& row) {
  return row.opening.is_zero() && row.in.is_zero() && row.out.is_zero() && row.pieces == 0 &&
         row.what.empty();
}

std::string name_of_row(const RollRow& row) {
  if (row.return_number != 0) return fmt::format("Return {}", row.return_number);
  return fmt::format("Batch {}, document {}", row.batch.value(), row.sequence);
}

}  // namespace

std::vector<RollRow> rolls_of(const DaySources& sources) {
  std::vector<RollRow> rows;
  PaperRoll paper{rows, sources.day.day};
  for (const auto& move : sources.vault) {
    if (const auto day = counted_on(move, sources)) paper.add(move, *day);
  }
  paper.close();
  roll_returns(rows, sources);
  roll_rejected(rows, sources);
  std::erase_if(rows, is_quiet);
  return rows;
}

std::vector<RollSum> sums_of(const std::vector<RollRow>& rolls) {
  std::vector<RollSum> sums;
  for (const auto& row : rolls) {
    auto found = std::ranges::find(sums, row.place, &RollSum::place);
    if (found == sums.end()) found = sums.insert(sums.end(), RollSum{.place = row.place});
    found->pieces += row.pieces;
    found->opening += row.opening;
    found->in += row.in;
    found->out += row.out;
    found->closing += row.closing;
  }
  return sums;
}

std::optional<std::string> first_roll_fault(const DayRecord& record) {
  std::map<std::int64_t, Money> booked;
  for (const auto& row : record.ledger) {
    if (row.place == ledger::Place::ReturnedItems) booked[row.return_number] += row.amount;
  }
  for (const auto& row : record.rolls) {
    const auto rolled = row.opening + row.in - row.out;
    if (rolled != row.closing) {
      return fmt::format("{} rolls in {} to {} and closes at {}.", name_of_row(row),
                         words_of(row.place), rolled.to_string(), row.closing.to_string());
    }
    if (row.return_number == 0) continue;
    const auto moved = booked[row.return_number];
    booked.erase(row.return_number);
    if (row.in - row.out == moved) continue;
    return fmt::format("{} moved by {}, its entries say {}.", name_of_row(row),
                       (row.in - row.out).to_string(), moved.to_string());
  }
  for (const auto& [number, amount] : booked) {
    if (!amount.is_zero()) return fmt::format("Return {} is booked and not listed.", number);
  }
  return std::nullopt;
}

}  // namespace lockbox::deposit::close
