#include "service/api/credit_shapes.h"

#include "service/api/shape_parts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

json::object account_parts(const work::FoundAccount& found) {
  return {{"ref", found.ref},
          {"lockbox", found.lockbox},
          {"account", shown(found.account.number)},
          {"name", found.account.name}};
}

template <class Event, std::size_t N>
json::array names_of(const std::vector<Event>& events, const Names<N>& names) {
  return array_of(events, [&](Event event) { return json::value(name_of(names, event)); });
}

template <class Step, std::size_t N>
json::array steps_shape(const std::vector<Step>& steps, const Names<N>& names) {
  return array_of(steps, [&](const Step& step) {
    return json::object{{"event", name_of(names, step.event)},
                        {"actor", step.actor},
                        {"at", step.at},
                        {"note", step.note}};
  });
}

json::object receipt_shape(const deposit::credit::Receipt& receipt) {
  return {{"day", receipt.day.to_string()},
          {"batch", receipt.envelope.batch.value()},
          {"transaction", receipt.envelope.transaction},
          {"amount_cents", receipt.amount.cents()}};
}

json::object installment_shape(const deposit::credit::InstallmentView& view) {
  return {{"due", view.installment.due.to_string()},
          {"amount_cents", view.installment.amount.cents()},
          {"limit", view.limit.to_string()},
          {"standing", name_of(deposit::credit::installment_standing_names, view.standing)},
          {"paid_cents", view.paid.cents()},
          {"short_cents", view.short_at_limit.cents()},
          {"parts", array_of(view.parts, [](const deposit::credit::PaidPart& part) {
             return receipt_shape(part.receipt);
           })}};
}

}  // namespace

json::array schedule_shape(const std::vector<deposit::credit::Installment>& installments) {
  return array_of(installments, [](const deposit::credit::Installment& one) {
    return json::object{{"due", one.due.to_string()}, {"amount_cents", one.amount.cents()}};
  });
}

json::object arrangement_shape(const credit::ArrangementView& view) {
  const auto& one = view.one;
  const auto& seen = view.assessment;
  auto shape = account_parts(view.account);
  shape["number"] = one.number;
  shape["total_cents"] = one.plan.total.cents();
  shape["grace_days"] = one.plan.grace_days;
  shape["active_from"] = one.plan.active_from.to_string();
  shape["terms"] = one.plan.terms;
  shape["state"] = name_of(deposit::credit::arrangement_state_names, one.state);
  shape["shows"] = name_of(deposit::credit::arrangement_state_names, view.shows);
  shape["version"] = one.version;
  shape["proposed_by"] = one.proposed_by;
  shape["proposed_at"] = one.proposed_at;
  shape["installments"] = array_of(seen.installments, installment_shape);
  shape["paid_cents"] = seen.paid.cents();
  shape["left_cents"] = seen.left.cents();
  shape["beyond_cents"] = seen.beyond.cents();
  shape["why"] = seen.why;
  shape["catch_up"] = day_or_null(deposit::credit::catch_up_of(one));
  shape["shares_with"] =
      view.shares_with == 0 ? json::value(nullptr) : json::value(view.shares_with);
  shape["next"] = names_of(view.next, deposit::credit::arrangement_event_names);
  shape["steps"] = steps_shape(one.steps, deposit::credit::arrangement_event_names);
  return shape;
}

json::object security_shape(const credit::SecurityView& view) {
  const auto& one = view.one;
  auto shape = account_parts(view.account);
  shape["number"] = one.number;
  shape["bill_type"] = one.wanted.bill_type;
  shape["basis"] = name_of(deposit::credit::security_basis_names, one.wanted.basis);
  shape["amount_cents"] = one.wanted.amount.cents();
  shape["why"] = one.wanted.why;
  shape["state"] = name_of(deposit::credit::security_state_names, one.state);
  shape["version"] = one.version;
  shape["proposed_by"] = one.proposed_by;
  shape["proposed_at"] = one.proposed_at;
  shape["received_cents"] = view.received.cents();
  shape["interest_cents"] = view.interest.cents();
  shape["interest_until"] = view.until.to_string();
  shape["uncovered_cents"] = view.uncovered.cents();
  shape["refund_due"] = nullptr;
  if (view.refund) {
    shape["refund_due"] =
        json::object{{"day", view.refund->day.to_string()}, {"why", view.refund->why}};
  }
  shape["receipts"] = array_of(one.receipts, [](const deposit::credit::SecurityReceipt& receipt) {
    json::object part{{"amount_cents", receipt.amount.cents()},
                      {"day", receipt.day.to_string()},
                      {"batch", nullptr},
                      {"transaction", nullptr},
                      {"receipt", text_or_null(receipt.receipt)},
                      {"added_by", receipt.added_by}};
    if (receipt.envelope) {
      part["batch"] = receipt.envelope->batch.value();
      part["transaction"] = receipt.envelope->transaction;
    }
    return part;
  });
  shape["release"] = nullptr;
  if (one.release) {
    const auto& release = *one.release;
    shape["release"] =
        json::object{{"kind", name_of(deposit::credit::release_kind_names, release.kind)},
                     {"amount_cents", release.amount.cents()},
                     {"interest_cents", release.interest.cents()},
                     {"until", release.until.to_string()},
                     {"adjustment", release.adjustment == 0 ? json::value(nullptr)
                                                            : json::value(release.adjustment)},
                     {"reference", text_or_null(release.reference)},
                     {"asked_by", release.asked_by}};
  }
  shape["next"] = names_of(view.next, deposit::credit::security_event_names);
  shape["waivers"] = json::value_from(view.waivers);
  shape["steps"] = steps_shape(one.steps, deposit::credit::security_event_names);
  return shape;
}

json::array security_rules_shape(const deposit::CreditRules& rules) {
  return array_of(rules.security, [](const deposit::SecurityRule& rule) {
    return json::object{
        {"bill_type", rule.bill_type},
        {"from", day_or_null(rule.from)},
        {"amount_cents", rule.amount ? json::value(rule.amount->cents()) : json::value(nullptr)},
        {"bills", rule.bills},
        {"percent", rule.percent},
        {"interest_basis_points", rule.interest_basis_points},
        {"refund_months", rule.refund_months},
        {"waivers", json::value_from(rule.waivers)}};
  });
}

json::object referral_shape(const credit::ReferralView& view) {
  const auto& one = view.one;
  auto shape = account_parts(view.account);
  shape["number"] = one.number;
  shape["day"] = one.wanted.day.to_string();
  shape["amount_cents"] = one.wanted.amount.cents();
  shape["points"] = one.wanted.points;
  shape["why"] = one.wanted.why;
  shape["state"] = name_of(deposit::credit::referral_state_names, one.state);
  shape["version"] = one.version;
  shape["proposed_by"] = one.proposed_by;
  shape["proposed_at"] = one.proposed_at;
  shape["file"] = text_or_null(one.file);
  shape["referred_on"] = day_or_null(one.referred_on);
  shape["recall_file"] = text_or_null(one.recall_file);
  shape["paid_since"] = array_of(view.paid_since, receipt_shape);
  shape["next"] = names_of(view.next, deposit::credit::referral_event_names);
  shape["steps"] = steps_shape(one.steps, deposit::credit::referral_event_names);
  return shape;
}

json::object referral_list_shape(const credit::ReferralList& list) {
  const auto accounts = array_of(list.accounts, [](const credit::ScoredAccount& scored) {
    auto shape = account_parts(scored.account);
    shape["amount_cents"] = scored.facts.amount.cents();
    shape["points"] = scored.score.points;
    shape["parts"] = array_of(scored.score.parts, [](const deposit::credit::ScorePart& part) {
      return json::object{{"factor", name_of(deposit::referral_factor_names, part.factor)},
                          {"points", part.points},
                          {"why", part.why}};
    });
    return shape;
  });
  return {{"day", list.day.to_string()},
          {"items", accounts},
          {"beyond", list.beyond},
          {"arranged", list.arranged},
          {"referred", list.referred}};
}

json::object referral_file_shape(const deposit::credit::ReferralFile& file) {
  return {{"number", file.number},
          {"kind", name_of(deposit::credit::referral_file_kind_names, file.kind)},
          {"day", file.day.to_string()},
          {"name", file.name},
          {"sha256", file.sha256_hex},
          {"amount_cents", file.amount.cents()},
          {"referrals", json::value_from(file.referrals)},
          {"made_by", file.made_by},
          {"made_at", file.made_at}};
}

json::object notice_shape(const credit::Notice& notice) {
  json::object shape{
      {"kind", name_of(credit::notice_kind_names, notice.kind)},
      {"since", notice.since.to_string()},
      {"age_days", notice.age_days},
      {"owner", notice.owner},
      {"ref", nullptr},
      {"account", nullptr},
      {"batch", nullptr},
      {"transaction", nullptr},
      {"number", notice.number == 0 ? json::value(nullptr) : json::value(notice.number)},
      {"amount_cents", notice.amount.cents()},
      {"text", notice.text}};
  if (notice.account) {
    shape["ref"] = notice.account->ref;
    shape["account"] = shown(notice.account->account.number);
  }
  if (notice.envelope) {
    shape["batch"] = notice.envelope->batch.value();
    shape["transaction"] = notice.envelope->transaction;
  }
  return shape;
}

}  // namespace lockbox::service::api
