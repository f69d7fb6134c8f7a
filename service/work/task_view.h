#pragma once

/// @file
/// A task with what helps a person to answer it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/image_store.h"
#include "deposit/store/finder.h"
#include "deposit/store/store.h"
#include "deposit/store/task_queue.h"
#include "deposit/work/facts.h"
#include "service/work/batch_view.h"
#include "service/work/coupon_repair.h"
#include "service/work/picture.h"

namespace lockbox::service::work {

/// A value that may be right, in the spelling of an answer.
struct Suggestion {
  std::string value;
  std::string label;   ///< For people.
  std::string reason;  ///< Why it is offered.
};

/// Where on the document the field is.
struct FieldPlace {
  Side side = Side::Front;
  Cut cut;
};

/// The earlier capture that a possible duplicate is held against.
struct EarlierCapture {
  std::string lockbox;
  BatchId batch{0};
  std::int64_t sequence = 0;
  BusinessDay business_day;
  std::optional<int> likeness;  ///< Of 100; absent where the two pictures are not alike.
  /// Set by `EarlierDocuments`; absent where this site has no such document.
  std::optional<DocumentId> document;
};

/// A check of several coupons that do not add up to it.
struct Division {
  Money amount;  ///< Of the check.
  struct Line {
    Suggestion account;  ///< Of a coupon of the envelope, in physical order.
    std::vector<Money> expected;
  };
  std::vector<Line> lines;
};

struct TaskView {
  deposit::QueuedTask queued;
  std::vector<Suggestion> suggestions;
  std::optional<FieldPlace> place;  ///< Absent: look at the whole page.
  std::optional<DocumentId> previous;
  std::optional<DocumentId> next;
  std::optional<EarlierCapture> prior;
  /// The symbols of a line that is to be repaired; absent when they were not kept.
  std::optional<encode::SeenPage> seen;
  /// Which of them is a coupon's scan line to complete, and what its places mean.
  std::optional<encode::LineToComplete> coupon_line;
  std::optional<Division> division = {};
  /// A MICR line of which every symbol was read and nothing proves it: a person says yes or no.
  bool is_unproved = false;
};

/// The accounts of a lockbox, as a list to search and by number.
struct KnownAccounts {
  explicit KnownAccounts(std::vector<deposit::Account> all) : list{std::move(all)}, index{list} {}

  std::vector<deposit::Account> list;
  deposit::AccountIndex index;
};

[[nodiscard]] Result<TaskView> view_task(deposit::Store& store, const ProvenBatch& batch,
                                         const KnownAccounts& accounts,
                                         const deposit::QueuedTask& task);

/// Finds which documents earlier captures are; looks into each batch once.
class EarlierDocuments {
 public:
  EarlierDocuments(deposit::Store& store, std::string site)
      : store_{store}, site_{std::move(site)} {}

  /// Adds nothing for a capture of another site: nobody learns what other sites have.
  [[nodiscard]] Result<void> add_to(TaskView& view);

 private:
  using BySequence = std::map<std::int64_t, DocumentId>;

  [[nodiscard]] Result<BySequence> documents_of(BatchId batch);

  deposit::Store& store_;
  std::string site_;
  std::map<BatchId, BySequence> batches_;
};

/// What may be paid: the amounts that the coupons of the same envelope ask for.
[[nodiscard]] std::vector<Suggestion> suggest_amounts(const ProvenBatch& batch,
                                                      const deposit::AccountIndex& accounts,
                                                      const deposit::Task& task);

[[nodiscard]] Suggestion suggestion_of(const deposit::Account& account, std::string reason);

/// Accounts like the number that was read on the envelope's coupons (the same but for one digit or
/// two neighbours swapped, or beginning or ending like it); without one, those that owe exactly
/// what the envelope pays.
[[nodiscard]] std::vector<Suggestion> suggest_accounts(
    const ProvenBatch& batch, const std::vector<deposit::Account>& accounts,
    const deposit::Task& task);

/// Open accounts that the payers of the envelope's checks paid before, each with how often; a
/// consolidator's are not offered.
[[nodiscard]] Result<std::vector<Suggestion>> suggest_paid_before(deposit::Store& store,
                                                                  const ProvenBatch& batch,
                                                                  const KnownAccounts& accounts,
                                                                  const deposit::Task& task);

/// What the check of an account's task can be divided over; absent where its envelope has not
/// several coupons.
[[nodiscard]] std::optional<Division> division_of(const ProvenBatch& batch,
                                                  const deposit::AccountIndex& accounts,
                                                  const deposit::Task& task);

/// Adds what was seen of a MICR line that is to be repaired, and where, and corrects the place of a
/// check's amount by its line; nothing to other tasks.
[[nodiscard]] Result<void> add_symbols(deposit::Finder& finder, TaskView& view);

/// Where a field is whose usual place on a check is known, when the check lies upside down or is a
/// part of a voucher's sheet.
[[nodiscard]] FieldPlace place_on_check(const encode::SeenPage& seen, const FieldPlace& usual);

/// What is known for reading a coupon.
struct CouponKnowledge {
  const KnownAccounts& accounts;
  const std::vector<encode::CouponDefinition>& definitions;
};

/// Adds, for the account of a coupon that was not read, its scan line when only symbols of it are
/// in doubt, else what its readings say when they contradict each other; nothing to other tasks.
[[nodiscard]] Result<void> add_coupon_line(deposit::Finder& finder, const ProvenBatch& batch,
                                           const CouponKnowledge& known, TaskView& view);

/// Where the MICR line was seen, with as much paper around it as shows what it is written on;
/// absent when none was.
[[nodiscard]] std::optional<FieldPlace> place_of_line(const encode::SeenPage& seen);
/// The same for a line of the page.
[[nodiscard]] std::optional<FieldPlace> place_of_line(const encode::SeenPage& seen,
                                                      const encode::SeenLine& line);

/// The usual place of the field on such a document; absent for fields that concern the page.
[[nodiscard]] std::optional<FieldPlace> place_of_field(deposit::TaskField field,
                                                       encode::PageKind kind);

}  // namespace lockbox::service::work
