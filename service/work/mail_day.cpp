#include "service/work/mail_day.h"

#include <algorithm>

#include "deposit/planning/day_plan.h"

namespace lockbox::service::work {

const deposit::Day* current_day(const std::vector<deposit::Day>& newest_first) {
  for (const auto& day : newest_first) {
    if (day.state != deposit::DayState::Closed) return &day;
  }
  return newest_first.empty() ? nullptr : &newest_first.front();
}

BusinessDay mail_day(const deposit::Day& current, const deposit::Site& site,
                     const BusinessDay& today) {
  const bool takes =
      current.state == deposit::DayState::Open || current.state == deposit::DayState::Reopened;
  if (takes) return current.day;
  const auto next = deposit::next_banking_day(current.day, site);
  return current.state == deposit::DayState::Closed ? std::max(next, today) : next;
}

}  // namespace lockbox::service::work
