// What happens after the deposit, as the auditor has it.

#include <algorithm>

#include "acceptance/auditor/model.h"

namespace lockbox::auditor {

namespace {

const std::string suspense_fund = "999";
constexpr Cents one_person_max = 25'00;
constexpr Cents write_off_max = 5'00;
constexpr int presentments_max = 2;
constexpr Cents charge_back_one_person_max = 1'000'00;

/// What goes to the bank once more, what undoes a return, and a large charge-back.
bool needs_two(const std::string& event, Cents amount) {
  if (event == "charge_back") return amount > charge_back_one_person_max;
  return event == "redeposit" || event == "reverse";
}

/// No money, uncollected, stopped, closed, unknown: what the drawer answers for.
const std::string reasons_with_fee = "ABCDE";

/// F.S. 68.065: 25, 30 or 40 dollars by amount, or 5 % if that is more.
Cents fee_of(Cents item) {
  const Cents least = item <= 50'00 ? 25'00 : item <= 300'00 ? 30'00 : 40'00;
  return std::max(least, item * 5 / 100);
}

}  // namespace

void Model::add_standing(Envelope& envelope, const std::string& account, Cents amount) {
  if (!account.empty()) accounts_[account] += amount;
  for (auto& one : envelope.standing) {
    if (one.account != account) continue;
    one.amount += amount;
    return;
  }
  const auto fund = account.empty() ? suspense_fund : cards_.at(account).fund;
  envelope.standing.push_back({account, fund, amount});
}

void Model::take_standing(Envelope& envelope, const std::string& account, Cents amount) {
  if (!account.empty()) accounts_[account] -= amount;
  for (auto& one : envelope.standing) {
    if (one.account != account) continue;
    if (one.amount < amount) blame("more taken from an account than stands there");
    one.amount -= amount;
    return;
  }
  blame("money taken from where it never was");
}

void Model::move(const std::string& from, const std::string& from_fund, const std::string& to,
                 const std::string& to_fund, Cents amount) {
  books_["after " + from + " " + from_fund] += amount;
  books_["after " + to + " " + to_fund] -= amount;
  if (from_fund == to_fund) return;
  books_["after due_to " + from_fund] -= amount;
  books_["after due_from " + to_fund] += amount;
}

/// The newest day that is not closed, and not before the mail's own.
std::string Model::ledger_day(const std::string& from) {
  std::string newest;
  for (const auto& [day, life] : days_) {
    if (day >= from && life != DayLife::Closed) newest = day;
  }
  if (newest.empty()) blame("an entry while every day is closed");
  return newest;
}

void Model::ask(std::int64_t number, const Wish& wish) {
  if (wish.kind == "write_off" && wish.amount > write_off_max) blame("a large write-off");
  adjustments_[number] = {wish, "requested"};
}

void Model::decide_adjustment(std::int64_t number, bool is_approval, const std::string& person) {
  auto& adjustment = adjustments_.at(number);
  const auto& wish = adjustment.wish;
  if (adjustment.state != "requested") blame("a second decision about a correction");
  adjustment.state = is_approval ? "posted" : "rejected";
  if (!is_approval) return;
  if (wish.amount > one_person_max && person == wish.asked_by) {
    blame("a correction approved by who asked for it");
  }
  const auto to_fund = wish.to.empty() ? suspense_fund : cards_.at(wish.to).fund;
  if (wish.kind == "credit" || wish.kind == "write_off") {
    const auto side = wish.kind == "credit" ? "account_adjustments" : "write_off";
    accounts_[wish.to] += wish.amount;
    return move(side, to_fund, "receivable", to_fund, wish.amount);
  }
  if (wish.kind == "debit") {
    accounts_[wish.to] -= wish.amount;
    return move("receivable", to_fund, "account_adjustments", to_fund, wish.amount);
  }
  auto& envelope = envelope_at(*wish.envelope);
  const auto day = ledger_day(batches_.at(wish.envelope->first).paper.day);
  take_standing(envelope, wish.from, wish.amount);
  if (wish.kind == "refund") {
    move("suspense", suspense_fund, "refunds_payable", suspense_fund, wish.amount);
    return move_suspense(day, true, Column::Refunded, -wish.amount);
  }
  add_standing(envelope, wish.to, wish.amount);
  if (wish.kind == "transfer") {
    return move("receivable", cards_.at(wish.from).fund, "receivable", to_fund, wish.amount);
  }
  move("suspense", suspense_fund, "receivable", to_fund, wish.amount);
  move_suspense(day, true, Column::Applied, -wish.amount);
}

void Model::receive_return(std::int64_t number, const Place& check, const std::string& reason) {
  auto& envelope = envelope_at(check);
  if (envelope.return_number != 0) blame("one paper that comes back under two numbers");
  if (envelope.ticket.empty() || tickets_.at(envelope.ticket).state == "draft" ||
      tickets_.at(envelope.ticket).state == "awaiting_approval") {
    blame("a return of what no bank was given");
  }
  if (ledger_day(batches_.at(check.first).paper.day).empty()) return;
  envelope.return_number = number;
  auto& item = returns_[number];
  item.envelope = check;
  item.amount = envelope.amount;
  item.reason = reason;
  move("returned_items", envelope.home_fund, "bank", envelope.home_fund, envelope.amount);
}

void Model::step_return(std::int64_t number, const std::string& event, const std::string& person) {
  static const std::map<std::string, std::map<std::string, std::string>> lives{
      {"redeposit", {{"identified", "redeposited"}}},
      {"clear", {{"redeposited", "cleared"}}},
      {"return_again", {{"redeposited", "identified"}, {"cleared", "identified"}}},
      {"charge_back", {{"identified", "charged_back"}}},
      {"post_fee", {{"charged_back", "fee_posted"}}},
      {"reverse",
       {{"identified", "reversed"}, {"charged_back", "reversed"}, {"fee_posted", "reversed"}}}};
  auto& item = returns_.at(number);
  if (event == "decline") {
    if (item.wanted.empty()) blame("an answer that nobody asked for");
    return item.wanted.clear();
  }
  const auto& ways = lives.at(event);
  if (!ways.contains(item.state)) return blame(event + " of a return that is " + item.state);
  if (!item.wanted.empty()) {
    if (item.wanted != event) return blame(event + " while somebody asks for " + item.wanted);
    if (item.asked_by == person) return blame(event + " by one person who would be two");
    item.wanted.clear();
  } else if (needs_two(event, item.amount)) {
    item.wanted = event;
    item.asked_by = person;
    return;
  }
  item.state = ways.at(item.state);
  const auto& fund = envelope_at(item.envelope).home_fund;
  if (event == "redeposit") {
    if (item.presentments >= presentments_max) blame("a third presentment");
    ++item.presentments;
    move("bank", fund, "returned_items", fund, item.amount);
  } else if (event == "return_again") {
    move("returned_items", fund, "bank", fund, item.amount);
  } else if (event == "charge_back") {
    charge_back(item);
  } else if (event == "post_fee") {
    post_fee(item);
  } else if (event == "reverse") {
    reverse(item);
  }
}

/// Takes what nobody was credited with first, then from the last account to the first.
void Model::charge_back(Returned& item) {
  auto& envelope = envelope_at(item.envelope);
  const auto day = ledger_day(batches_.at(item.envelope.first).paper.day);
  Cents left = item.amount;
  const auto take = [&](const Standing& one, const std::string& place) {
    const auto share = std::min(one.amount, left);
    if (share == 0) return;
    left -= share;
    const auto account = one.account;
    move(place, one.fund, "returned_items", envelope.home_fund, share);
    take_standing(envelope, account, share);
    if (account.empty()) {
      item.taken_suspense += share;
      return move_suspense(day, true, Column::Returned, -share);
    }
    item.taken.emplace_back(account, share);
  };
  for (std::size_t i = 0; i < envelope.standing.size(); ++i) {
    if (envelope.standing[i].account.empty()) take(envelope.standing[i], "suspense");
  }
  for (std::size_t i = envelope.standing.size(); i > 0; --i) {
    const auto& one = envelope.standing[i - 1];
    if (!one.account.empty()) take(one, "receivable");
  }
}

/// To the account that most was taken from.
void Model::post_fee(Returned& item) {
  if (reasons_with_fee.find(item.reason) == std::string::npos) return;
  const std::pair<std::string, Cents>* most = nullptr;
  for (const auto& one : item.taken) {
    if (most == nullptr || one.second > most->second) most = &one;
  }
  if (most == nullptr) return;
  const auto fee = fee_of(item.amount);
  const auto& fund = cards_.at(most->first).fund;
  item.fee = fee;
  item.fee_account = most->first;
  accounts_[most->first] -= fee;
  move("receivable", fund, "fee_revenue", fund, fee);
}

/// Everything as if it had never come back; the paper may come back yet.
void Model::reverse(Returned& item) {
  auto& envelope = envelope_at(item.envelope);
  const auto day = ledger_day(batches_.at(item.envelope.first).paper.day);
  const auto& home = envelope.home_fund;
  move("returned_items", home, "bank", home, -item.amount);
  for (const auto& [account, share] : item.taken) {
    move("receivable", cards_.at(account).fund, "returned_items", home, -share);
    add_standing(envelope, account, share);
  }
  if (item.taken_suspense != 0) {
    move("suspense", suspense_fund, "returned_items", home, -item.taken_suspense);
    add_standing(envelope, "", item.taken_suspense);
    move_suspense(day, true, Column::Returned, item.taken_suspense);
  }
  if (item.fee != 0) {
    const auto& fund = cards_.at(item.fee_account).fund;
    move("receivable", fund, "fee_revenue", fund, -item.fee);
    accounts_[item.fee_account] += item.fee;
  }
  envelope.return_number = 0;
}

}  // namespace lockbox::auditor
