#include "deposit/close/tie.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lockbox::deposit::close {

namespace {

struct LineWords {
  std::string_view name;
  std::string_view explanation;
  int equation;
  std::string_view equation_text;
};
constexpr std::array<LineWords, tie_lines> words{{
    {"Captured tender and held brought forward",
     "Amounts of checks and other tender of the day's batches, second scans left out, and of what "
     "an earlier day held and carried forward into this one, with what has become known of it.",
     1, "1 = 2 + 3 + 4"},
    {"Deposited", "Totals of the day's deposits, approved or not.", 2, "2 = 5 + 6 + 7"},
    {"Held and carried forward",
     "Tender that is in no deposit and goes back to nobody. What is carried forward comes into the "
     "next day's line 1.",
     1, ""},
    {"Pulled and returned", "Tender that goes back to its payer by a person's decision.", 1, ""},
    {"Posted to the billers", "Applied to customers' accounts and named in a posting file.", 2, ""},
    {"Miscellaneous revenue",
     "Deposited, and booked to the general ledger without an account: charges of the counter, and "
     "cash over.",
     2, ""},
    {"Suspense", "Deposited, and waiting in suspense for the account it belongs to.", 2, ""},
    {"Confirmed by the bank",
     "What the bank says that it has of the day's deposits. What it has not confirmed stays in "
     "transit. This line may carry over the close.",
     8, "8 = 2 + 9 - 10"},
    {"Adjustments by the bank",
     "What the bank took off (negative) or added in confirming the day's deposits.", 8, ""},
    {"In transit to the bank", "Approved deposits that the bank has not confirmed, D9.", 8, ""},
    {"Pieces of paper",
     "No mail log is kept: documents counted at the scanner, second scans among them, against "
     "those "
     "deposited, filed, returned, found twice or waiting.",
     11, "11 = out + carried"},
    {"Over and short",
     "Differences from declared totals that a supervisor accepted, and what each cash drawer was "
     "over or short by its accepted count (D12); no drawer is netted with another.",
     0, ""},
}};

constexpr std::string_view settled_name = "Card settlement";
constexpr std::string_view settled_explanation =
    "Card slips of the day on settlement lists, approved or not. They are captured tender that no "
    "bank takes on a ticket.";
/// The equations of a day with card slips.
constexpr std::array<std::pair<int, std::string_view>, 3> equations_with_cards{
    {{1, "1 = 2 + 3 + 4 + 13"}, {2, "2 + 13 = 5 + 6 + 7"}, {8, "8 = 2 + 13 + 9 - 10"}}};

constexpr std::string_view custody_explanation =
    "By the mail log: pieces in custody at opening, received and discovered, against those "
    "returned, forwarded, sent to the bank, destroyed and in custody at closing (D11).";

std::string unit_text(const custody::UnitRoll& unit) {
  auto text = "Unit " + std::to_string(unit.number);
  if (!unit.label.empty()) text += " (" + unit.label + ")";
  text += ", " + std::string{name_of(custody::sort_class_names, unit.sort_class)} + ", " +
          std::string{name_of(custody::stage_names, unit.stage)};
  if (unit.out() > 0) text += ", " + std::to_string(unit.out()) + " left";
  return text;
}

std::string piece_text(const PieceRow& piece) {
  const auto kind = piece.tender ? name_of(tender_kind_names, *piece.tender)
                                 : name_of(item_kind_names, piece.kind);
  const auto fate = piece.is_carried ? "carried forward" : name_of(fate_names, piece.fate);
  return std::string{kind} + ", " + std::string{fate};
}

TiePart part_of(const PieceRow& piece) {
  return {piece.batch,
          piece.sequence,
          piece.ticket,
          piece_text(piece),
          piece.amount.value_or(Money{}),
          1};
}

using Envelope = std::pair<BatchId, std::int64_t>;

std::set<Envelope> deposited_envelopes(const DayRecord& record) {
  std::set<Envelope> envelopes;
  for (const auto& piece : record.pieces) {
    if (piece.fate == Fate::Deposited) envelopes.emplace(piece.batch, piece.transaction);
  }
  return envelopes;
}

class TieMaker {
 public:
  explicit TieMaker(const DayRecord& record) : record_{record} {
    for (int number = 1; number <= tie_lines; ++number) {
      const auto& word = words.at(static_cast<std::size_t>(number - 1));
      tie_.lines.push_back({.number = number,
                            .name = word.name,
                            .explanation = word.explanation,
                            .amount = {},
                            .pieces = 0,
                            .equation = word.equation,
                            .equation_text = word.equation_text,
                            .difference = {},
                            .must_tie = number == 1 || number == 2 || number == 11,
                            .parts = {}});
    }
  }

  DayTie make() {
    find_settlements();
    add_pieces();
    add_deposits();
    add_journal();
    add_over_short();
    count_paper();
    const auto cents = [&](int number) { return line(number).amount.cents(); };
    const auto away = cents(2) + tie_.settled().cents();
    line(1).difference = cents(1) - (away + cents(3) + cents(4));
    line(2).difference = away - (cents(5) + cents(6) + cents(7));
    line(8).difference = cents(8) - (away + cents(9) - cents(10));
    return std::move(tie_);
  }

 private:
  TieLine& line(int number) { return tie_.lines.at(static_cast<std::size_t>(number - 1)); }

  void add(int number, TiePart part) {
    auto& to = line(number);
    to.amount += part.amount;
    to.pieces += part.pieces;
    to.parts.push_back(std::move(part));
  }

  /// Line 13 stands where there are card slips.
  void find_settlements() {
    for (const auto& item : record_.deposit_items) {
      if (item.tender == TenderKind::CardSlip) settlements_.emplace(item.batch, item.ticket);
    }
    const bool has_cards = std::ranges::any_of(
        record_.pieces, [](const PieceRow& piece) { return piece.tender == TenderKind::CardSlip; });
    if (!has_cards) return;
    tie_.lines.push_back({.number = card_line,
                          .name = settled_name,
                          .explanation = settled_explanation,
                          .amount = {},
                          .pieces = 0,
                          .equation = 1,
                          .equation_text = "",
                          .difference = {},
                          .must_tie = false,
                          .parts = {}});
    for (const auto& [number, text] : equations_with_cards) line(number).equation_text = text;
  }

  void add_pieces() {
    for (const auto& piece : record_.pieces) {
      if (!piece.tender) continue;
      if (piece.brought_from) {
        add_brought(piece);
      } else if (piece.fate != Fate::Duplicate) {
        add(1, part_of(piece));
      }
      if (piece.fate == Fate::Duplicate) continue;
      if (piece.fate == Fate::Waiting) add(3, part_of(piece));
      if (piece.fate == Fate::Returned) add(4, part_of(piece));
    }
  }

  /// As it came in, and what has become known of its amount since: keyed, corrected, or nothing
  /// since it was a second scan.
  void add_brought(const PieceRow& piece) {
    auto part = part_of(piece);
    part.text += ", brought forward from " + piece.brought_from->to_string();
    part.amount = piece.brought_amount.value_or(Money{});
    const auto now = piece.fate == Fate::Duplicate ? Money{} : piece.amount.value_or(Money{});
    const auto known_since = now - part.amount;
    add(1, part);
    if (known_since.is_zero()) return;
    part.text = "its amount, as it has become known since";
    part.amount = known_since;
    part.pieces = 0;
    add(1, std::move(part));
  }

  void add_deposits() {
    for (const auto& deposit : record_.deposits) {
      const TiePart part{deposit.batch,  0,
                         deposit.ticket, std::string{name_of(deposit_state_names, deposit.state)},
                         deposit.total,  deposit.items};
      add(settlements_.contains({deposit.batch, deposit.ticket}) ? card_line : 2, part);
      if (is_confirmed(deposit.state)) {
        add_confirmed(deposit, part);
      } else if (is_approved(deposit.state)) {
        add(10, part);
      }
    }
  }

  /// The bank's own amount, and what it corrected to come to it.
  void add_confirmed(const DepositRow& deposit, TiePart part) {
    part.amount += deposit.adjusted;
    add(8, part);
    if (deposit.adjusted.is_zero()) return;
    part.amount = deposit.adjusted;
    part.pieces = 0;
    add(9, std::move(part));
  }

  void add_journal() {
    const auto deposited = deposited_envelopes(record_);
    for (const auto& row : record_.journal) {
      if (!deposited.contains({row.batch, row.transaction})) continue;
      const TiePart part{row.batch, row.transaction, "", row.posted_in, Money{} - row.amount, 0};
      if (row.ledger == Ledger::Suspense) {
        add(7, part);
      } else if (row.ledger == Ledger::Revenue || row.ledger == Ledger::OverShort) {
        add(6, part);
      } else if (row.ledger == Ledger::Receivable && !row.posted_in.empty()) {
        add(5, part);
      } else if (row.ledger == Ledger::Receivable) {
        tie_.to_be_posted += part.amount;
      }
    }
  }

  void add_over_short() {
    for (const auto& batch : record_.batches) {
      if (batch.accepted == ControlTotals{}) continue;
      add(12, {batch.batch, 0, "", "accepted difference", batch.accepted.amount,
               batch.accepted.documents});
    }
    for (const auto& batch : record_.brought_batches) {
      if (batch.accepted == ControlTotals{}) continue;
      add(12, {batch.batch, 0, "", "accepted difference of a batch that was carried forward",
               batch.accepted.amount, batch.accepted.documents});
    }
    for (const auto& drawer : record_.drawers) {
      if (drawer.over_short.is_zero()) continue;
      add(12, {drawer.batch, 0, "",
               "drawer session " + std::to_string(drawer.session) + " of " + drawer.person,
               drawer.over_short, 0});
    }
  }

  /// By the mail log where one is kept.
  void count_paper() {
    if (record_.custody) {
      count_custody(*record_.custody);
    } else {
      count_documents();
    }
  }

  /// D11: what was in custody and came in, against what left and what is there.
  void count_custody(const custody::DayCustody& custody) {
    auto& paper = line(11);
    paper.explanation = custody_explanation;
    std::int64_t away = 0;
    for (const auto& unit : custody.units) {
      paper.pieces += unit.in();
      away += unit.out() + unit.closing;
      paper.parts.push_back({.batch = BatchId{0},
                             .sequence = 0,
                             .ticket = {},
                             .text = unit_text(unit),
                             .amount = {},
                             .pieces = unit.in(),
                             .unit = unit.unit.value()});
    }
    paper.difference = paper.pieces - away;
  }

  /// Counted by the proof of the batches, and piece by piece: two counts of one mail.
  void count_documents() {
    auto& paper = line(11);
    for (const auto& batch : record_.batches) paper.pieces += batch.counted.documents;
    std::int64_t out = 0;
    std::int64_t carried = 0;
    for (const auto& piece : record_.pieces) {
      auto part = part_of(piece);
      part.amount = {};
      paper.parts.push_back(std::move(part));
      // Pieces of an earlier day are in none of the day's batches.
      if (piece.fate == Fate::Duplicate || piece.brought_from) ++paper.pieces;
      ++(piece.fate == Fate::Waiting ? carried : out);
    }
    paper.difference = paper.pieces - (out + carried);
  }

  const DayRecord& record_;
  std::set<std::pair<BatchId, std::string>> settlements_;
  DayTie tie_;
};

}  // namespace

DayTie tie_of(const DayRecord& record) {
  return TieMaker{record}.make();
}

}  // namespace lockbox::deposit::close
