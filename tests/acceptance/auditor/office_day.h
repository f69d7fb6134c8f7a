#pragma once

/// @file
/// People of five roles at work in one office, by random steps: most of them right, some by the
/// wrong person, out of turn, stale or with a wrong amount.  Each is asked of the program as a page
/// would ask, told to the auditor when it was accepted, and followed by a comparison.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "acceptance/auditor/model.h"
#include "acceptance/auditor/seen.h"
#include "service/api/office.h"

namespace lockbox::auditor {

/// What is done, and by whom it may be.
enum class Duty { Key, Force, Build, Close, Ask, Adjust, Raise, StepCase };

struct Person {
  std::string_view name;
  std::string_view role;
};
inline constexpr std::array people{Person{"mia", "mailroom"},    Person{"max", "mailroom"},
                                   Person{"tess", "treasury"},   Person{"theo", "treasury"},
                                   Person{"sam", "supervisor"},  Person{"sue", "supervisor"},
                                   Person{"dora", "department"}, Person{"alan", "auditor"}};

/// What came of many steps.
struct Report {
  std::int64_t steps = 0;
  std::int64_t accepted = 0;
  std::int64_t refused = 0;
  std::int64_t days_closed = 0;
  std::int64_t envelopes = 0;
  std::optional<std::string> fault;
};

class OfficeDay {
 public:
  explicit OfficeDay(std::uint64_t seed);
  /// Works for so many steps and has the last day's accounts compared.
  Report work(std::int64_t steps);

 private:
  using Json = boost::json::object;
  struct Answer {
    bool is_accepted = false;
    Json body;
  };

  // ---- the dice ----
  std::int64_t draw(std::int64_t below) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(below));
  }
  bool chance(int percent) { return draw(100) < percent; }
  template <class T>
  const T& any_of(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(draw(static_cast<std::int64_t>(all.size())))];
  }

  // ---- the office ----
  void sign_in();
  Answer ask(Duty duty, const std::string& path, Json body);
  /// Somebody who may, or, now and then, anybody.
  std::string person_for(Duty duty);
  void look(const std::string& what);
  void look_at_day(const std::string& day);
  void found(const std::string& fault);

  // ---- the work ----
  void step();
  void mail_step();
  void treasury_step();
  void after_step();
  void day_step();
  void finish_day();
  void capture();
  EnvelopePaper draw_envelope(std::int64_t key);
  void key(const Place& check);
  void correct_amount();
  void name_account();
  void divide_check();
  void decide_envelope();
  void raise_exception();
  void step_exception(const Place& check, const std::string& action);
  void control(std::int64_t batch);
  void build();
  void build_alone();
  void deposit_step(const std::string& ticket, const std::string& step);
  void bank_step(const std::string& ticket);
  void adjust(const std::string& ticket);
  void ask_correction();
  void decide_correction();
  void receive_return();
  void step_return();
  void close_step(const std::string& day, const std::string& step);

  // ---- what lies about ----
  [[nodiscard]] std::vector<Place> checks(Model::Life life, bool is_known) const;
  [[nodiscard]] std::vector<std::string> tickets(std::string_view state) const;
  [[nodiscard]] std::map<std::string, std::vector<Place>> drafts();
  [[nodiscard]] bool is_stuck(const std::string& ticket) const;
  /// Whether money of the day is released and in no deposit.
  [[nodiscard]] bool has_free_money(const std::string& day) const;
  [[nodiscard]] std::int64_t document(const Place& place);
  [[nodiscard]] const std::string& ref_of(const std::string& account);
  [[nodiscard]] const std::string& any_account() { return any_of(open_accounts_); }

  std::mt19937_64 random_;
  deposit::Site site_;
  test::Office office_;
  std::map<std::string, std::string> sessions_;
  std::map<std::string, std::string> refs_;
  std::vector<std::string> open_accounts_;
  std::vector<std::string> closed_accounts_;
  std::unique_ptr<Model> model_;
  std::unique_ptr<Seen> seen_;
  std::string who_;  ///< Of the last request.
  std::string today_ = "2026-11-23";
  int steps_today_ = 0;
  std::int64_t next_look_ = 0;
  std::int64_t serial_ = 1000;
  Report report_;
};

}  // namespace lockbox::auditor
