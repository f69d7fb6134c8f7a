#include "deposit/custody/work_unit.h"

namespace lockbox::deposit::custody {

std::string name_of_unit(const WorkUnit& unit) {
  auto name = "Unit " + std::to_string(unit.number);
  if (!unit.label.empty()) name += " (" + unit.label + ")";
  return name;
}

Money CashCount::total() const {
  constexpr std::int64_t cents_per_dollar = 100;
  auto sum = coin;
  for (std::size_t i = 0; i < bills.size(); ++i) {
    sum += Money::from_cents(bills.at(i) * bill_dollars.at(i) * cents_per_dollar);
  }
  return sum;
}

}  // namespace lockbox::deposit::custody
