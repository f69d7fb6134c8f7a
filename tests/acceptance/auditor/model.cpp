#include "acceptance/auditor/model.h"

#include <algorithm>

namespace lockbox::auditor {

namespace {

const std::string suspense_fund = "999";
const std::string suspense_bank = "OPERATING";

bool is_live(const std::string& state) {
  return state != "cancelled" && state != "rejected";
}
bool is_booked(const std::string& state) {
  return is_live(state) && state != "draft";
}
bool is_approved(const std::string& state) {
  return is_booked(state) && state != "awaiting_approval";
}
bool is_confirmed(const std::string& state) {
  return state == "confirmed" || state == "confirmed_adjusted";
}

/// The first of the largest.
std::string largest(const std::vector<std::pair<std::string, Cents>>& sums) {
  auto best = sums.begin();
  for (auto one = sums.begin(); one != sums.end(); ++one) {
    if (one->second > best->second) best = one;
  }
  return best->first;
}

void add_to(std::vector<std::pair<std::string, Cents>>& sums, const std::string& name,
            Cents amount) {
  for (auto& one : sums) {
    if (one.first != name) continue;
    one.second += amount;
    return;
  }
  sums.emplace_back(name, amount);
}

Balances without_zeros(Balances balances) {
  std::erase_if(balances, [](const auto& one) { return one.second == 0; });
  return balances;
}

}  // namespace

void Model::blame(const std::string& what) {
  if (!fault_) fault_ = "Accepted, and should not have been: " + what;
}

const AccountCard* Model::card(const std::string& account) const {
  const auto found = cards_.find(account);
  return found == cards_.end() ? nullptr : &found->second;
}

const Model::Envelope& Model::envelope(const Place& place) const {
  const auto& envelopes = batches_.at(place.first).envelopes;
  return *std::find_if(envelopes.begin(), envelopes.end(), [&](const Envelope& one) {
    return place.second >= one.paper.key && place.second <= one.paper.check;
  });
}

Model::Envelope& Model::envelope_at(const Place& place) {
  return const_cast<Envelope&>(envelope(place));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

// ---- the mail ---------------------------------------------------------------------------------

void Model::take_batch(const BatchPaper& paper) {
  if (days_.contains(paper.day) && days_.at(paper.day) == DayLife::Closed) {
    blame("a batch of a closed day");
  }
  days_.emplace(paper.day, DayLife::Open);
  Batch batch{paper, {}, {}};
  for (const auto& one : paper.envelopes) {
    Envelope envelope;
    envelope.paper = one;
    envelope.amount = one.is_printed ? one.amount : 0;
    batch.envelopes.push_back(envelope);
  }
  settle(batches_.emplace(paper.number, std::move(batch)).first->second);
}

bool Model::holds(const Batch& batch) const {
  if (!batch.paper.declared) return true;
  std::int64_t documents = 0;
  Cents sum = 0;
  for (const auto& one : batch.envelopes) {
    documents += static_cast<std::int64_t>(one.paper.coupons.size()) + 1;
    sum += one.amount;
    if (one.amount == 0 && one.life != Life::Returned) return false;
  }
  const std::pair difference{documents - batch.paper.declared->first,
                             sum - batch.paper.declared->second};
  return difference == std::pair<std::int64_t, Cents>{0, 0} || difference == batch.accepted;
}

bool Model::wants_division(const Envelope& envelope) {
  Cents asked = 0;
  for (const auto& coupon : envelope.paper.coupons) asked += coupon.asked;
  if (envelope.paper.coupons.size() < 2 || asked == envelope.amount) return false;
  Cents given = 0;
  for (const auto& [account, amount] : envelope.division) given += amount;
  return given != envelope.amount;
}

void Model::divide(const Place& check, std::vector<std::pair<std::string, Cents>> division) {
  auto& envelope = envelope_at(check);
  if (!wants_division(envelope)) blame("a division that nobody asked for");
  envelope.division = std::move(division);
  if (wants_division(envelope)) blame("a division that does not come to the check");
  settle(batches_.at(check.first));
}

/// What balances may move money.
void Model::settle(Batch& batch) {
  if (!holds(batch)) return;
  for (auto& envelope : batch.envelopes) {
    const bool can_go = envelope.amount != 0 && !wants_division(envelope);
    if (envelope.life == Life::Waiting && can_go) release(batch, envelope);
  }
}

void Model::release(Batch& batch, Envelope& envelope) {
  envelope.life = Life::Released;
  const auto& coupons = envelope.paper.coupons;
  const auto amount = envelope.amount;
  const auto* first = coupons.empty() ? nullptr : card(coupons.front().account);
  if (coupons.size() > 1) {
    Cents asked = 0;
    for (const auto& coupon : coupons) asked += coupon.asked;
    for (const auto& coupon : coupons) {
      if (asked == amount) add_standing(envelope, coupon.account, coupon.asked);
    }
    for (const auto& [account, part] : envelope.division) {
      if (asked != amount && !account.empty()) add_standing(envelope, account, part);
    }
  } else if (!envelope.named.empty()) {
    add_standing(envelope, envelope.named, amount);
  } else if (first != nullptr && first->is_open) {
    add_standing(envelope, coupons.front().account, amount);
  }
  find_home(envelope);
  books_["undeposited_tender " + envelope.home_fund] += amount;
  for (const auto& share : envelope.standing) {
    owe(envelope.home_fund, share.fund, share.amount);
    books_["receivable " + share.fund] -= share.amount;
  }
  if (!envelope.standing.empty()) return;
  envelope.suspense = amount;
  add_standing(envelope, "", amount);
  books_["suspense " + suspense_fund] -= amount;
  move_suspense(batch.paper.day, false, Column::Added, amount);
}

/// The paper goes where most of it was applied; what nobody knows goes to the suspense account.
void Model::find_home(Envelope& envelope) {
  envelope.home_fund = suspense_fund;
  envelope.home_bank = suspense_bank;
  if (envelope.standing.empty()) return;
  std::vector<std::pair<std::string, Cents>> banks;
  for (const auto& share : envelope.standing) {
    add_to(banks, cards_.at(share.account).bank, share.amount);
  }
  envelope.home_bank = largest(banks);
  std::vector<std::pair<std::string, Cents>> funds;
  for (const auto& share : envelope.standing) {
    if (cards_.at(share.account).bank != envelope.home_bank) continue;
    add_to(funds, share.fund, share.amount);
  }
  envelope.home_fund = largest(funds);
}

void Model::owe(const std::string& from, const std::string& to, Cents amount) {
  if (from == to) return;
  books_["due_to " + from] -= amount;
  books_["due_from " + to] += amount;
}

void Model::key_amount(const Place& check, Cents amount) {
  auto& envelope = envelope_at(check);
  if (envelope.life == Life::Released) blame("an amount of money that is released");
  envelope.amount = amount;
  settle(batches_.at(check.first));
}

void Model::name_account(const Place& document, const std::string& account) {
  auto& envelope = envelope_at(document);
  const auto* known = card(account);
  if (known == nullptr || !known->is_open) blame("an answer that names no open account");
  envelope.named = account;
  if (envelope.life == Life::Released) reapply(document, envelope);
  settle(batches_.at(document.first));
}

/// Money leaves suspense for the account that was found.
void Model::reapply(const Place& place, Envelope& envelope) {
  Cents left = 0;
  for (const auto& one : envelope.standing) {
    if (one.account.empty()) left = one.amount;
  }
  if (left < envelope.suspense) blame("suspense that was paid out already");
  const auto amount = envelope.suspense;
  envelope.suspense = 0;
  take_standing(envelope, "", amount);
  add_standing(envelope, envelope.named, amount);
  const auto& fund = cards_.at(envelope.named).fund;
  books_["suspense " + suspense_fund] += amount;
  owe(suspense_fund, fund, amount);
  books_["receivable " + fund] -= amount;
  move_suspense(batches_.at(place.first).paper.day, false, Column::Applied, -amount);
}

void Model::decide(const Place& document, const std::string& what) {
  auto& envelope = envelope_at(document);
  if (envelope.life == Life::Released) blame("a decision about money that is released");
  if (what == "resume" && envelope.has_case) blame("an envelope resumed before its exception");
  envelope.life = what == "hold" ? Life::Held : Life::Waiting;
  settle(batches_.at(document.first));
}

void Model::raise_case(const Place& check) {
  auto& envelope = envelope_at(check);
  envelope.has_case = true;
  if (envelope.life == Life::Waiting) envelope.life = Life::Held;
}

void Model::step_case(const Place& check, const std::string& action) {
  auto& envelope = envelope_at(check);
  if (!envelope.has_case) blame("a step of an exception that is closed");
  if (action == "send_to_department") return;
  envelope.has_case = false;
  if (action == "return_to_payer") envelope.life = Life::Returned;
  if (action == "accept" && envelope.life == Life::Held) envelope.life = Life::Waiting;
  settle(batches_.at(check.first));
}

void Model::correct_control(std::int64_t number, std::int64_t documents, Cents amount) {
  auto& batch = batches_.at(number);
  batch.paper.declared = {documents, amount};
  settle(batch);
}

void Model::force(std::int64_t number) {
  auto& batch = batches_.at(number);
  std::int64_t documents = 0;
  Cents sum = 0;
  for (const auto& one : batch.envelopes) {
    documents += static_cast<std::int64_t>(one.paper.coupons.size()) + 1;
    sum += one.amount;
    if (one.amount == 0 && one.life != Life::Returned) blame("a difference nobody knows yet");
  }
  batch.accepted = {documents - batch.paper.declared->first, sum - batch.paper.declared->second};
  settle(batch);
}

// ---- deposits ---------------------------------------------------------------------------------

void Model::put_on(const std::string& ticket, const std::vector<Place>& items) {
  auto& deposit = tickets_[ticket];
  deposit.items = items;
  deposit.total = 0;
  for (const auto& item : items) {
    auto& envelope = envelope_at(item);
    if (envelope.life != Life::Released) blame("a deposit of money that is not released");
    if (!envelope.ticket.empty()) blame("one check in two deposits");
    if (deposit.bank.empty()) deposit.bank = envelope.home_bank;
    if (deposit.bank != envelope.home_bank) blame("a check in another bank's deposit");
    envelope.ticket = ticket;
    deposit.total += envelope.amount;
  }
}

void Model::build(const std::string& person,
                  const std::map<std::string, std::vector<Place>>& drafts) {
  for (auto& [number, ticket] : tickets_) {
    if (ticket.state != "draft") continue;
    for (const auto& item : ticket.items) envelope_at(item).ticket.clear();
    if (!drafts.contains(number)) ticket.state = "cancelled";
  }
  for (const auto& [number, items] : drafts) {
    const bool is_changed = tickets_[number].items != items;
    put_on(number, items);
    if (is_changed) tickets_.at(number).builder = person;
  }
}

void Model::build_alone(const std::string& person, const std::string& ticket,
                        const std::vector<Place>& items) {
  put_on(ticket, items);
  auto& deposit = tickets_.at(ticket);
  deposit.builder = person;
  deposit.state = "awaiting_approval";
  book_deposit(deposit, 1);
}

void Model::book_deposit(const Ticket& ticket, int sign) {
  for (const auto& item : ticket.items) {
    const auto& envelope = envelope_at(item);
    books_["bank " + envelope.home_fund] += sign * envelope.amount;
    books_["undeposited_tender " + envelope.home_fund] -= sign * envelope.amount;
  }
}

void Model::step_deposit(const std::string& number, const std::string& step,
                         const std::string& person) {
  static const std::map<std::string, std::map<std::string, std::string>> lives{
      {"submit", {{"draft", "awaiting_approval"}}},
      {"return", {{"awaiting_approval", "draft"}}},
      {"approve", {{"awaiting_approval", "approved"}}},
      {"send", {{"approved", "sent"}}},
      {"confirm", {{"sent", "confirmed"}}},
      {"reject", {{"sent", "rejected"}}},
      {"cancel", {{"draft", "cancelled"}}}};
  auto& ticket = tickets_.at(number);
  // Whoever approved it may say so again; nothing comes of it.
  if (step == "approve" && is_approved(ticket.state) && ticket.approver == person) return;
  const auto& ways = lives.at(step);
  if (!ways.contains(ticket.state)) return blame(step + " of a deposit that is " + ticket.state);
  if (step == "approve") ticket.approver = person;
  if (step == "approve" && ticket.is_prepared_by(person)) {
    blame("a deposit approved by who prepared it");
  }
  const bool was_booked = is_booked(ticket.state);
  ticket.state = ways.at(ticket.state);
  if (step == "submit") ticket.submitter = person;
  if (was_booked != is_booked(ticket.state)) book_deposit(ticket, was_booked ? -1 : 1);
  if (is_live(ticket.state)) return;
  for (const auto& item : ticket.items) envelope_at(item).ticket.clear();
}

void Model::adjust_deposit(const std::string& number, const Place& item, Cents amount) {
  auto& ticket = tickets_.at(number);
  if (ticket.state != "sent" && !is_confirmed(ticket.state)) {
    blame("a bank's correction of a deposit that is " + ticket.state);
  }
  ticket.state = "confirmed_adjusted";
  ticket.adjusted += amount;
  ticket.adjusted_of[item.first] += amount;
  const auto& fund = envelope_at(item).home_fund;
  books_["bank " + fund] += amount;
  books_["bank_adjustments " + fund] -= amount;
}

// ---- days -------------------------------------------------------------------------------------

void Model::step_day(const std::string& day, const std::string& step, const std::string& person) {
  auto& life = days_.at(day);
  const auto wish = wishes_.find(day);
  if (step == "cut-off") {
    if (life != DayLife::Open) blame("a cut-off of a day that is not open");
    life = DayLife::CutOff;
  } else if (step == "close") {
    check_close(day);
    life = DayLife::Closed;
  } else if (step == "reopen/decline") {
    if (wish == wishes_.end()) return blame("a refusal of what nobody asked for");
    wishes_.erase(wish);
  } else if (wish == wishes_.end()) {
    if (life != DayLife::Closed) blame("a reopening of a day that is not closed");
    wishes_[day] = person;
  } else {
    if (wish->second == person) blame("a day reopened by one person");
    wishes_.erase(wish);
    life = DayLife::Reopened;
  }
}

/// A day closes when each check of it went to the bank or back, and nothing else.
void Model::check_close(const std::string& day) {
  const auto life = days_.at(day);
  if (life != DayLife::CutOff && life != DayLife::Reopened) blame("a close before the cut-off");
  for (const auto& [number, batch] : batches_) {
    if (batch.paper.day != day) continue;
    if (batch.paper.declared && !holds(batch)) blame("a close over a batch out of balance");
    for (const auto& envelope : batch.envelopes) {
      if (envelope.life == Life::Returned) continue;
      if (envelope.ticket.empty() || !is_approved(tickets_.at(envelope.ticket).state)) {
        blame("a close over a check that is in no approved deposit");
      }
    }
  }
}

std::string Model::day_of(const SuspenseMove& move) const {
  if (move.is_fixed) return move.day;
  for (const auto& [day, life] : days_) {
    if (day >= move.day && !move.closed.contains(day)) return day;
  }
  return "";
}

void Model::move_suspense(const std::string& day, bool is_fixed, Column column, Cents amount) {
  std::set<std::string> closed;
  for (const auto& [one, life] : days_) {
    if (life == DayLife::Closed) closed.insert(one);
  }
  suspense_moves_.push_back({day, is_fixed, std::move(closed), column, amount});
}

// ---- what follows -----------------------------------------------------------------------------

Balances Model::balances() const {
  Balances sums = books_;
  for (const auto& [number, batch] : batches_) {
    for (const auto& envelope : batch.envelopes) {
      sums["tender captured"] += envelope.amount;
      if (envelope.life == Life::Held) sums["tender held"] += envelope.amount;
      if (envelope.life == Life::Returned) sums["tender returned"] += envelope.amount;
      if (envelope.life != Life::Released) continue;
      if (envelope.ticket.empty()) {
        sums["tender in no deposit"] += envelope.amount;
      } else {
        sums["tender in deposits " + tickets_.at(envelope.ticket).state] += envelope.amount;
      }
    }
  }
  return without_zeros(std::move(sums));
}

void Model::add_roll(Balances& sums, const std::string& day) const {
  for (const auto& move : suspense_moves_) {
    const auto on = day_of(move);
    if (on.empty() || on > day) continue;
    sums["suspense closing"] += move.amount;
    if (on < day) {
      sums["suspense opening"] += move.amount;
    } else if (move.column == Column::Added) {
      sums["suspense added"] += move.amount;
    } else if (move.column == Column::Applied) {
      sums["suspense applied"] -= move.amount;
    } else if (move.column == Column::Refunded) {
      sums["suspense refunded"] -= move.amount;
    } else {
      sums["suspense returned"] -= move.amount;
    }
  }
}

Balances Model::day_balances(const std::string& day) const {
  Balances sums;
  add_roll(sums, day);
  for (const auto& [number, batch] : batches_) {
    if (batch.paper.day != day) continue;
    if (batch.accepted && holds(batch) && batch.paper.declared) {
      Cents counted = 0;
      for (const auto& envelope : batch.envelopes) counted += envelope.amount;
      sums["line 12"] += counted - batch.paper.declared->second;
    }
    for (const auto& envelope : batch.envelopes) {
      sums["line 1"] += envelope.amount;
      if (envelope.life == Life::Returned) {
        sums["line 4"] += envelope.amount;
        continue;
      }
      if (envelope.ticket.empty()) {
        sums["line 3"] += envelope.amount;
        continue;
      }
      sums["line 2"] += envelope.amount;
      const auto& state = tickets_.at(envelope.ticket).state;
      if (is_confirmed(state)) sums["line 8"] += envelope.amount;
      if (is_approved(state) && !is_confirmed(state)) sums["line 10"] += envelope.amount;
    }
    for (const auto& [ticket, deposit] : tickets_) {
      const auto adjusted = deposit.adjusted_of.find(number);
      if (adjusted == deposit.adjusted_of.end()) continue;
      sums["line 8"] += adjusted->second;
      sums["line 9"] += adjusted->second;
    }
  }
  for (const auto& [number, ticket] : tickets_) {
    if (is_approved(ticket.state) && !is_confirmed(ticket.state)) sums["D9"] += ticket.total;
  }
  return without_zeros(std::move(sums));
}

Balances Model::account_balances() const {
  return without_zeros(accounts_);
}

std::optional<std::string> first_difference(const Balances& predicted, const Balances& seen) {
  std::set<std::string> names;
  for (const auto& [name, amount] : predicted) names.insert(name);
  for (const auto& [name, amount] : seen) names.insert(name);
  for (const auto& name : names) {
    const auto ours = predicted.contains(name) ? predicted.at(name) : 0;
    const auto theirs = seen.contains(name) ? seen.at(name) : 0;
    if (ours == theirs) continue;
    return name + ": the auditor has " + std::to_string(ours) + ", the books have " +
           std::to_string(theirs) + " cents.";
  }
  return std::nullopt;
}

}  // namespace lockbox::auditor
