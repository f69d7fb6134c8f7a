#include "deposit/credit/referral.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/csv.h"
#include "core/text.h"
#include "deposit/ledger/legal_rules.h"
#include "deposit/model/person.h"

namespace lockbox::deposit::credit {

namespace {

/// The value of the factor with its sentence; nothing where the books do not know it.
struct Value {
  std::int64_t value = 0;
  std::string why;
};

Value age_of(const ReferralFacts& facts, const BusinessDay& today) {
  if (!facts.oldest) return {0, "When the oldest open amount was due is not known."};
  const auto days = std::max<std::int64_t>(0, days_between(*facts.oldest, today));
  return {days, fmt::format("The oldest open amount was due on {}, {} days ago.",
                            facts.oldest->to_string(), days)};
}

Value unpaid_of(const ReferralFacts& facts, const BusinessDay& today) {
  if (facts.last_paid) {
    const auto days = std::max<std::int64_t>(0, days_between(*facts.last_paid, today));
    return {days, fmt::format("The last payment came on {}, {} days ago.",
                              facts.last_paid->to_string(), days)};
  }
  if (!facts.oldest) return {0, "No payment is in the books."};
  const auto days = std::max<std::int64_t>(0, days_between(*facts.oldest, today));
  return {days,
          fmt::format("No payment is in the books; the oldest open amount is {} days old.", days)};
}

Value value_of(ReferralFactor factor, const ReferralFacts& facts, const BusinessDay& today) {
  switch (factor) {
    case ReferralFactor::AgeDays:
      return age_of(facts, today);
    case ReferralFactor::Amount:
      return {facts.amount.cents(), fmt::format("{} is open.", facts.amount.to_string())};
    case ReferralFactor::Broken:
      return {facts.broken,
              fmt::format("Payment arrangements that were broken: {}.", facts.broken)};
    case ReferralFactor::Returns:
      return {facts.returns,
              fmt::format("Checks that came back in twelve months: {}.", facts.returns)};
    case ReferralFactor::UnpaidDays:
      break;
  }
  return unpaid_of(facts, today);
}

/// The points of the highest step that the value reaches; nothing where no step is of the factor.
std::optional<std::int64_t> points_of(const ReferralRules& rules, ReferralFactor factor,
                                      std::int64_t value) {
  std::optional<std::int64_t> points;
  std::int64_t reached = -1;
  for (const auto& step : rules.steps) {
    if (step.factor != factor) continue;
    if (!points) points = 0;
    if (value < step.from || step.from <= reached) continue;
    reached = step.from;
    points = step.points;
  }
  return points;
}

}  // namespace

std::optional<BusinessDay> oldest_open(const Account& account) {
  std::optional<BusinessDay> oldest;
  const auto look = [&](const std::string& text) {
    const auto day = BusinessDay::parse(text);
    if (day && (!oldest || *day < *oldest)) oldest = *day;
  };
  for (const auto& charge : account.charges) look(charge.due_on);
  if (account.charges.empty()) look(account.due_date);
  return oldest;
}

ReferralScore score(const ReferralFacts& facts, const ReferralRules& rules,
                    const BusinessDay& today) {
  ReferralScore score;
  for (std::size_t i = 0; i < referral_factor_names.size(); ++i) {
    const auto factor = static_cast<ReferralFactor>(i);
    auto value = value_of(factor, facts, today);
    const auto points = points_of(rules, factor, value.value);
    if (!points) continue;
    score.points += *points;
    score.parts.push_back({factor, value.value, *points, std::move(value.why)});
  }
  return score;
}

std::string explain(const ReferralScore& score) {
  std::string text = fmt::format("{} points.", score.points);
  for (const auto& part : score.parts) {
    if (part.points > 0) text += fmt::format(" {} ({})", part.why, part.points);
  }
  return text;
}

Result<void> check_referral(const NewReferral& wanted) {
  if (wanted.amount <= Money{} || wanted.amount > item_max) {
    return fail(ErrorCode::InvalidInput, "An account that owes nothing is not referred.",
                "/amount_cents");
  }
  if (!is_blank(wanted.why)) return {};
  return fail(ErrorCode::InvalidInput, "Say why the account is referred.", "/reason");
}

bool is_live(ReferralState state) {
  return state != ReferralState::Closed && state != ReferralState::Rejected;
}

Result<void> check_second_person(const Referral& referral, ReferralEvent event,
                                 const std::string& person) {
  if (event != ReferralEvent::Approve || !is_same_person(referral.proposed_by, person)) return {};
  return fail(ErrorCode::NotPermitted,
              "Another person than who proposed the referral approves it.");
}

std::string file_name(const std::string& site, const ReferralFile& file) {
  constexpr std::size_t shown_digits = 8;
  return fmt::format("{}-{}-{:04}-{}.csv", name_of(referral_file_kind_names, file.kind), site,
                     file.number, file.sha256_hex.substr(0, shown_digits));
}

std::string render_referral_file(const std::string& site, const ReferralFile& file,
                                 std::span<const ReferralLine> lines) {
  auto text =
      fmt::format("H,1,{},{},{},{}\n", csv_field(site),
                  name_of(referral_file_kind_names, file.kind), file.day.to_string(), file.number);
  Money total;
  for (const auto& line : lines) {
    text +=
        fmt::format("D,{},{},{},{},{},{},{},{}\n", line.referral, csv_field(line.lockbox),
                    csv_field(line.account.reveal()), csv_field(line.name), csv_field(line.address),
                    line.amount.cents(), line.day.to_string(), csv_field(line.reason));
    total += line.amount;
  }
  return text + fmt::format("T,{},{}\n", lines.size(), total.cents());
}

}  // namespace lockbox::deposit::credit
