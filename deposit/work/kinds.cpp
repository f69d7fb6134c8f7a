#include "deposit/work/kinds.h"

#include <algorithm>
#include <string>

#include "core/text.h"
#include "deposit/decide/envelope.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

namespace {

std::optional<PaperKind> kind_of(const BatchContents& contents, const Item& item) {
  if (item.kind == ItemKind::Tender) {
    return item.tender == TenderKind::MoneyOrder ? PaperKind::MoneyOrder : PaperKind::Check;
  }
  if (item.kind == ItemKind::Coupon) return PaperKind::Coupon;
  const bool is_settled = std::ranges::any_of(contents.tasks, [&](const Task& task) {
    return task.sequence == item.sequence && task.field == TaskField::Boundary &&
           task.state == TaskState::Answered;
  });
  if (item.kind == ItemKind::Correspondence || is_settled) return PaperKind::Correspondence;
  return std::nullopt;  // Nobody has said what it is.
}

const Item* item_of(const BatchContents& contents, std::int64_t sequence) {
  const auto found = std::ranges::find(contents.items, sequence, &Item::sequence);
  return found == contents.items.end() ? nullptr : &*found;
}

/// Why it must stay what it is, or nothing.
std::string objection_to(const BatchContents& contents, const Item& item, PaperKind kind) {
  const auto* envelope = envelope_of(contents, item.sequence);
  if (envelope != nullptr && is_frozen(*envelope)) {
    return "The money of this envelope is released; what its papers are stays as it is.";
  }
  if (envelope != nullptr && envelope->state == TransactionState::Returned) {
    return "This envelope goes back to its payer; take that back first.";
  }
  if (item.state == ItemState::DuplicateConfirmed) {
    return "This is the second capture of a paper; correct the first.";
  }
  return kind_of(contents, item) == kind ? "It counts as this already." : "";
}

bool is_money(PaperKind kind) {
  return kind == PaperKind::Check || kind == PaperKind::MoneyOrder;
}

/// An answer about something that the paper is not says nothing.  A check that is called a money
/// order is the same paper: what one person keyed of it and another verified stands.
bool is_void(TaskField field, const Item& item, PaperKind kind) {
  const bool stays_money = item.kind == ItemKind::Tender && is_money(kind);
  return field != TaskField::Boundary && !stays_money;
}

}  // namespace

bool takes_money_away(const BatchContents& contents, const KindCorrection& wanted) {
  const auto* item = item_of(contents, wanted.sequence);
  return item != nullptr && item->kind == ItemKind::Tender && !is_money(wanted.kind);
}

Result<WorkChanges> correct_kind(const BatchContents& contents, const KindCorrection& wanted) {
  const auto name = std::to_string(wanted.sequence);
  const auto found = std::ranges::find_if(contents.documents, [&](const Document& document) {
    return document.captured.sequence == wanted.sequence;
  });
  if (found == contents.documents.end()) {
    return fail(ErrorCode::NotFound, "The batch has no document " + name + ".");
  }
  if (is_blank(wanted.reason)) {
    return fail(ErrorCode::InvalidInput, "Whoever corrects what a paper is must say why.",
                "/reason");
  }
  const auto* item = item_of(contents, wanted.sequence);
  if (item == nullptr || found->captured.is_separator) {
    return fail(ErrorCode::Conflict, "Document " + name + " must be scanned again first.");
  }
  if (auto reason = objection_to(contents, *item, wanted.kind); !reason.empty()) {
    return fail(ErrorCode::Conflict, std::move(reason));
  }
  WorkChanges changes;
  changes.kind_corrections.push_back(wanted);
  changes.reason =
      "It is a " + std::string{name_of(paper_kind_names, wanted.kind)} + ": " + wanted.reason;
  for (const auto& task : contents.tasks) {
    const bool is_of_it =
        task.sequence == wanted.sequence && is_void(task.field, *item, wanted.kind);
    if (!is_of_it || task.state != TaskState::Answered) continue;
    auto after = task;
    after.state = TaskState::Withdrawn;
    after.answer.clear();
    after.answered_by.clear();
    changes.tasks.push_back({std::move(after), {TaskEvent::Reopen, TaskEvent::Withdraw}});
  }
  return changes;
}

}  // namespace lockbox::deposit
