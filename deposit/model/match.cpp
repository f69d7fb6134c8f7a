#include "deposit/model/match.h"

#include <algorithm>
#include <charconv>

namespace lockbox::deposit {

namespace {

Result<Share> parse_share(std::string_view text) {
  const auto at = text.find('=');
  const auto number = text.substr(0, at);
  const auto digits = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
  std::int64_t cents = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, cents);
  if (number.empty() || error != std::errc{} || stopped != end || cents <= 0 ||
      Money::from_cents(cents) > item_max) {
    return fail(ErrorCode::InvalidInput,
                "A part of the list is not ACCOUNT=CENTS with at least one cent.");
  }
  return Share{AccountNumber{std::string{number}}, Money::from_cents(cents)};
}

}  // namespace

bool MatchRules::has(MatchRule rule) const {
  return std::ranges::find(order, rule) != order.end();
}

bool is_split(std::string_view answer) {
  return answer.find('=') != std::string_view::npos;
}

Result<std::vector<Share>> parse_split(std::string_view answer) {
  std::vector<Share> split;
  while (true) {
    const auto end = answer.find(';');
    auto share = TRY(parse_share(answer.substr(0, end)));
    if (std::ranges::find(split, share.account, &Share::account) != split.end()) {
      return fail(ErrorCode::InvalidInput,
                  "The account " + share.account.masked() + " stands twice in the list.");
    }
    split.push_back(std::move(share));
    if (end == std::string_view::npos) return split;
    answer.remove_prefix(end + 1);
  }
}

std::string to_answer(const std::vector<Share>& split) {
  std::string answer;
  for (const auto& share : split) {
    if (!answer.empty()) answer += ';';
    answer += share.account.reveal() + '=' + std::to_string(share.amount.cents());
  }
  return answer;
}

}  // namespace lockbox::deposit
