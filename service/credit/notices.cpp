#include "service/credit/notices.h"

#include <algorithm>

#include <fmt/format.h>

#include "deposit/ledger/legal_rules.h"
#include "service/work/adjustments.h"

namespace lockbox::service::credit {

namespace {

using deposit::credit::ArrangementState;
using deposit::credit::InstallmentView;

constexpr std::string_view usual_owner = "treasury";

class NoticeMaker {
 public:
  NoticeMaker(const CreditDesk& desk, const BusinessDay& today) : desk_{desk}, today_{today} {}

  Result<void> add_arrangements() {
    for (const auto& view : TRY(view_arrangements(desk_, {.only_live = true}))) {
      if (view.shows == ArrangementState::Broken) add_broken(view);
      if (view.shows == ArrangementState::Active) add_due(view);
    }
    return {};
  }

  Result<void> add_returns(const work::CorrectionDesk& corrections) {
    for (const auto& view : TRY(work::list_returns(corrections))) {
      if (!view.due || *view.due > today_) continue;
      add({.kind = NoticeKind::ReturnClock,
           .since = *view.due,
           .owner = std::string{usual_owner},
           .envelope = view.item.envelope,
           .number = view.item.number,
           .amount = view.item.notice.amount,
           .text = view.waits_for});
    }
    return {};
  }

  Result<void> add_suspense() {
    for (const auto& item : TRY(work::suspense_items(desk_.books, desk_.site))) {
      const auto since = item.care ? item.care->next_day : item.since;
      if (since > today_) continue;
      add({.kind = NoticeKind::SuspenseInquiry,
           .since = since,
           .owner = item.care ? item.care->owner : std::string{usual_owner},
           .envelope = item.envelope,
           .amount = item.amount,
           .text = fmt::format("{} is in suspense since {}.", item.amount.to_string(),
                               item.since.to_string())});
    }
    return {};
  }

  Result<void> add_refunds() {
    for (const auto& view : TRY(view_securities(desk_, {.only_live = true}))) {
      if (!view.refund || view.refund->day > today_) continue;
      add({.kind = NoticeKind::RefundDue,
           .since = view.refund->day,
           .owner = std::string{usual_owner},
           .account = view.account,
           .number = view.one.number,
           .amount = view.received + view.interest,
           .text = "The security deposit goes back " + view.refund->why});
    }
    return {};
  }

  [[nodiscard]] std::vector<Notice> take() {
    std::ranges::stable_sort(notices_, {}, &Notice::since);
    return std::move(notices_);
  }

 private:
  void add(Notice notice) {
    notice.age_days = days_between(notice.since, today_);
    notices_.push_back(std::move(notice));
  }

  void add_broken(const ArrangementView& view) {
    const auto& installments = view.assessment.installments;
    const auto first = std::ranges::find_if(
        installments, [](const InstallmentView& one) { return one.short_at_limit > Money{}; });
    add({.kind = NoticeKind::ArrangementBroken,
         .since = first == installments.end() ? today_ : first->limit,
         .owner = std::string{usual_owner},
         .account = view.account,
         .number = view.one.number,
         .amount = view.assessment.left,
         .text = view.assessment.why});
  }

  void add_due(const ArrangementView& view) {
    const auto until =
        deposit::ledger::day_after(today_, desk_.rules.notice_days, deposit::ledger::Span::Days);
    for (const auto& one : view.assessment.installments) {
      const auto open = one.installment.amount - one.paid;
      if (open == Money{} || one.installment.due > until) continue;
      add({.kind = NoticeKind::InstallmentDue,
           .since = one.installment.due,
           .owner = std::string{usual_owner},
           .account = view.account,
           .number = view.one.number,
           .amount = open,
           .text = fmt::format("{} is due on {}, in time until {}.", open.to_string(),
                               one.installment.due.to_string(), one.limit.to_string())});
    }
  }

  const CreditDesk& desk_;
  BusinessDay today_;
  std::vector<Notice> notices_;
};

}  // namespace

Result<std::vector<Notice>> notices_due(const CreditDesk& desk,
                                        const deposit::ledger::CorrectionPolicy& corrections) {
  NoticeMaker maker{desk, TRY(today_at(desk))};
  TRY(maker.add_arrangements());
  TRY(maker.add_returns({desk.books, desk.keys, desk.site, corrections}));
  TRY(maker.add_suspense());
  TRY(maker.add_refunds());
  return maker.take();
}

}  // namespace lockbox::service::credit
