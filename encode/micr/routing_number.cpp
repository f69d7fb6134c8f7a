#include "encode/micr/routing_number.h"

#include <algorithm>

namespace lockbox::encode {

Result<RoutingNumber> RoutingNumber::parse(std::string_view text) {
  constexpr std::array weights{3, 7, 1};
  if (text.size() != 9) return fail(ErrorCode::InvalidInput, "A routing number has nine digits.");
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') {
      return fail(ErrorCode::InvalidInput, "A routing number holds digits only.");
    }
    sum += weights[i % 3] * (text[i] - '0');
  }
  if (sum == 0 || sum % 10 != 0) {
    return fail(ErrorCode::InvalidInput, "The routing number's check digit does not match.");
  }
  RoutingNumber number;
  std::ranges::copy(text, number.digits_.begin());
  return number;
}

bool RoutingNumber::has_assigned_prefix() const {
  const int prefix = (digits_[0] - '0') * 10 + (digits_[1] - '0');
  const auto is_within = [prefix](int first, int last) {
    return first <= prefix && prefix <= last;
  };
  return is_within(0, 12) || is_within(21, 32) || is_within(61, 72) || prefix == 80;
}

}  // namespace lockbox::encode
