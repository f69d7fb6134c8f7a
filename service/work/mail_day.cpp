#include "service/work/mail_day.h"

#include "deposit/planning/day_plan.h"

namespace lockbox::service::work {

const deposit::Day* current_day(const std::vector<deposit::Day>& newest_first) {
  for (const auto& day : newest_first) {
    if (day.state != deposit::DayState::Closed) return &day;
  }
  return newest_first.empty() ? nullptr : &newest_first.front();
}

BusinessDay mail_day(const deposit::Day& current, const deposit::Site& site) {
  const bool takes =
      current.state == deposit::DayState::Open || current.state == deposit::DayState::Reopened;
  return takes ? current.day : deposit::next_banking_day(current.day, site);
}

}  // namespace lockbox::service::work
