#pragma once

/// @file
/// The books as an auditor would keep them on paper: maps and sums, slow and plain.  Written apart
/// from what it checks: it shares no type and no line with the program, and is told only what was
/// done and that it was accepted.  Amounts are whole cents.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lockbox::auditor {

using Cents = std::int64_t;
/// What stands where, by a name in words; what is zero is left out.
using Balances = std::map<std::string, Cents>;

/// Where an account's money goes.
struct AccountCard {
  std::string fund;
  std::string bank;
  bool is_open = true;
};

struct CouponPaper {
  std::string account;
  Cents asked = 0;
};

/// One envelope: coupons, then its check.
struct EnvelopePaper {
  std::int64_t key = 0;    ///< Number of its first document.
  std::int64_t check = 0;  ///< Number of its check.
  std::vector<CouponPaper> coupons;
  Cents amount = 0;
  bool is_printed = false;  ///< The amount stands in the check's MICR line; else it is keyed.
};

struct BatchPaper {
  std::int64_t number = 0;
  std::string day;
  std::vector<EnvelopePaper> envelopes;
  std::optional<std::pair<std::int64_t, Cents>> declared;  ///< Documents and money.
};

/// A piece of tender: its batch and the number of its document.
using Place = std::pair<std::int64_t, std::int64_t>;

/// What somebody asks to be moved.
struct Wish {
  std::string kind;  ///< "transfer", "apply", "credit", "debit", "refund", "write_off".
  Cents amount = 0;
  std::optional<Place> envelope;  ///< By its batch and key.
  std::string from;
  std::string to;
  std::string asked_by;
};

class Model {
 public:
  enum class Life { Waiting, Held, Returned, Released };

  /// Money of an envelope on an account, or in suspense (no account).
  struct Standing {
    std::string account;
    std::string fund;
    Cents amount = 0;
  };
  struct Envelope {
    EnvelopePaper paper;
    Cents amount = 0;  ///< As it was keyed or printed; 0 while nobody knows.
    Life life = Life::Waiting;
    bool has_case = false;
    std::string named;  ///< The account that somebody said it is for.
    /// What somebody said goes to each account, of coupons that do not add up; "" is suspense.
    std::vector<std::pair<std::string, Cents>> division;
    std::string home_fund;
    std::string home_bank;
    Cents suspense = 0;              ///< What the envelope itself has there.
    std::vector<Standing> standing;  ///< In order of first appearance.
    std::string ticket;              ///< Of the live deposit that holds its check.
    std::int64_t return_number = 0;
  };
  struct Batch {
    BatchPaper paper;
    std::optional<std::pair<std::int64_t, Cents>> accepted;
    std::vector<Envelope> envelopes;
  };
  struct Ticket {
    std::string bank;
    std::vector<Place> items;
    std::string state = "draft";
    std::string builder = {};    ///< Of the items as they are.
    std::string submitter = {};  ///< The last one.
    std::string approver = {};
    Cents total = 0;
    Cents adjusted = 0;
    std::map<std::int64_t, Cents> adjusted_of;  ///< By batch.

    [[nodiscard]] bool is_prepared_by(const std::string& person) const {
      return builder == person || submitter == person;
    }
  };
  struct Returned {
    Place envelope;
    Cents amount = 0;
    std::string reason;
    std::string state = "identified";
    int presentments = 1;
    std::vector<std::pair<std::string, Cents>> taken;  ///< From accounts, when charged back.
    Cents taken_suspense = 0;
    Cents fee = 0;
    std::string fee_account;
    std::string wanted;  ///< The step that somebody asked for; empty while nobody does.
    std::string asked_by;
  };
  struct Adjustment {
    Wish wish;
    std::string state = "requested";
  };
  enum class DayLife { Open, CutOff, Closed, Reopened };

  explicit Model(std::map<std::string, AccountCard> cards) : cards_{std::move(cards)} {}

  /// Several coupons that do not add up to the check, and nobody has said what goes where.
  [[nodiscard]] static bool wants_division(const Envelope& envelope);

  // ---- what was done ----
  void take_batch(const BatchPaper& paper);
  void key_amount(const Place& check, Cents amount);
  void name_account(const Place& document, const std::string& account);
  void divide(const Place& check, std::vector<std::pair<std::string, Cents>> division);
  void decide(const Place& document, const std::string& what);  ///< "hold" or "resume".
  void raise_case(const Place& check);
  void step_case(const Place& check, const std::string& action);
  void correct_control(std::int64_t batch, std::int64_t documents, Cents amount);
  void force(std::int64_t batch);
  /// The drafts as they lie on the table after a plan was built.
  void build(const std::string& person, const std::map<std::string, std::vector<Place>>& drafts);
  /// A ticket of one batch, which awaits approval at once.
  void build_alone(const std::string& person, const std::string& ticket,
                   const std::vector<Place>& items);
  void step_deposit(const std::string& ticket, const std::string& step, const std::string& person);
  void adjust_deposit(const std::string& ticket, const Place& item, Cents amount);
  void ask(std::int64_t number, const Wish& wish);
  void decide_adjustment(std::int64_t number, bool is_approved, const std::string& person);
  void receive_return(std::int64_t number, const Place& check, const std::string& reason);
  void step_return(std::int64_t number, const std::string& event, const std::string& person);
  void step_day(const std::string& day, const std::string& step, const std::string& person);

  // ---- what follows ----
  [[nodiscard]] Balances balances() const;
  /// D4, D9, D10 and the lines of D13 of one day.
  [[nodiscard]] Balances day_balances(const std::string& day) const;
  /// What was credited to each account, less what was taken again.
  [[nodiscard]] Balances account_balances() const;
  /// The first thing that was accepted and should not have been.
  [[nodiscard]] const std::optional<std::string>& fault() const { return fault_; }

  [[nodiscard]] const std::map<std::int64_t, Batch>& batches() const { return batches_; }
  [[nodiscard]] const std::map<std::string, Ticket>& tickets() const { return tickets_; }
  [[nodiscard]] const std::map<std::int64_t, Returned>& returns() const { return returns_; }
  [[nodiscard]] const std::map<std::int64_t, Adjustment>& adjustments() const {
    return adjustments_;
  }
  [[nodiscard]] const std::map<std::string, DayLife>& days() const { return days_; }
  [[nodiscard]] const AccountCard* card(const std::string& account) const;
  [[nodiscard]] const Envelope& envelope(const Place& place) const;
  /// Declared and counted agree, or a supervisor took the difference, and every amount is known.
  [[nodiscard]] bool holds(const Batch& batch) const;

 private:
  enum class Column { Added, Applied, Refunded, Returned };
  /// Money into suspense (positive) or out of it.
  struct SuspenseMove {
    std::string day;               ///< In which it counts, or from which the search begins.
    bool is_fixed = false;         ///< The day is final.
    std::set<std::string> closed;  ///< The days that were closed then.
    Column column = Column::Added;
    Cents amount = 0;
  };

  Envelope& envelope_at(const Place& place);
  void settle(Batch& batch);
  void release(Batch& batch, Envelope& envelope);
  void find_home(Envelope& envelope);
  void owe(const std::string& from, const std::string& to, Cents amount);
  void reapply(const Place& place, Envelope& envelope);
  void book_deposit(const Ticket& ticket, int sign);
  void put_on(const std::string& ticket, const std::vector<Place>& items);
  /// Debits one place of a fund and credits another, in the ledger behind the deposits.
  void move(const std::string& from, const std::string& from_fund, const std::string& to,
            const std::string& to_fund, Cents amount);
  void take_standing(Envelope& envelope, const std::string& account, Cents amount);
  void add_standing(Envelope& envelope, const std::string& account, Cents amount);
  void charge_back(Returned& item);
  void post_fee(Returned& item);
  void reverse(Returned& item);
  [[nodiscard]] std::string ledger_day(const std::string& from);
  void move_suspense(const std::string& day, bool is_fixed, Column column, Cents amount);
  [[nodiscard]] std::string day_of(const SuspenseMove& move) const;
  void add_roll(Balances& sums, const std::string& day) const;
  void check_close(const std::string& day);
  void blame(const std::string& what);

  std::map<std::string, AccountCard> cards_;
  std::map<std::int64_t, Batch> batches_;
  std::map<std::string, Ticket> tickets_;
  std::map<std::int64_t, Returned> returns_;
  std::map<std::int64_t, Adjustment> adjustments_;
  std::map<std::string, DayLife> days_;
  std::map<std::string, std::string> wishes_;  ///< Who wants a closed day reopened.
  std::vector<SuspenseMove> suspense_moves_;
  Balances books_;     ///< What was booked, by ledger and fund.
  Balances accounts_;  ///< What was credited, by account.
  std::optional<std::string> fault_;
};

/// The first line on which two accounts of the same books differ, in words; nothing where they
/// agree.
[[nodiscard]] std::optional<std::string> first_difference(const Balances& predicted,
                                                          const Balances& seen);

}  // namespace lockbox::auditor
