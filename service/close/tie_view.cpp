#include "service/close/tie_view.h"

#include <set>

#include "service/work/day_view.h"

namespace lockbox::service::close {

namespace {

/// What a part or a row points at.
struct Target {
  BatchId batch;
  std::int64_t sequence;
  const std::string& ticket;
};

std::string href_of_target(const TieView& view, const Target& target) {
  const auto document = view.documents.find({target.batch, target.sequence});
  if (document != view.documents.end()) {
    return "/documents/" + std::to_string(document->second.value());
  }
  const auto lockbox = view.lockboxes.find(target.batch);
  if (!target.ticket.empty() && lockbox != view.lockboxes.end()) {
    return "/deposits/" + lockbox->second + "/" + target.ticket;
  }
  return "/batches/" + std::to_string(target.batch.value());
}

}  // namespace

std::string TieView::href_of(const deposit::close::TiePart& part) const {
  if (part.unit != 0) return "/units/" + std::to_string(part.unit);
  return href_of_target(*this, {part.batch, part.sequence, part.ticket});
}

std::string TieView::href_of(const deposit::close::CarriedRow& row) const {
  return href_of_target(*this, {row.batch, row.sequence, row.ticket});
}

Result<TieView> view_tie(deposit::Books& books, const deposit::Site& site, const BusinessDay& day) {
  auto batches = TRY(work::batches_of_day(books, site, day));
  auto record = TRY(record_of_batches(books, site, day, batches));
  auto tie = deposit::close::tie_of(record);
  TieView view{std::move(record), std::move(tie), {}, {}};
  // What came in from an earlier day leads to its paper too.
  std::set<BatchId> brought;
  for (const auto& piece : view.record.pieces) {
    if (piece.brought_from) brought.insert(piece.batch);
  }
  for (const auto id : brought) {
    batches.push_back(TRY(work::load_tallied(books.store(), site.id, id)));
  }
  for (const auto& batch : batches) {
    const auto id = batch.contents.batch.id;
    view.lockboxes.emplace(id, batch.contents.batch.header.lockbox);
    for (const auto& document : batch.contents.documents) {
      view.documents.emplace(std::pair{id, document.captured.sequence}, document.id);
    }
  }
  return view;
}

}  // namespace lockbox::service::close
