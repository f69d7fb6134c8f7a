#include "service/work/task_view.h"

#include <algorithm>

#include "deposit/match/matching.h"
#include "deposit/match/successor.h"
#include "encode/check_crop.h"
#include "encode/micr/line_of_font.h"
#include "encode/page_on_side.h"

namespace lockbox::service::work {

using deposit::TaskField;

namespace {

const deposit::DocumentFacts* facts_of(const ProvenBatch& batch, std::int64_t sequence) {
  const auto found = std::ranges::find(batch.facts, sequence, &deposit::DocumentFacts::sequence);
  return found == batch.facts.end() ? nullptr : &*found;
}

/// The facts of the envelope in which the task's document lies, in physical order.
std::vector<const deposit::DocumentFacts*> envelope_of(const ProvenBatch& batch,
                                                       const deposit::Task& task) {
  std::vector<const deposit::DocumentFacts*> envelope;
  const BatchIndex index{batch.contents};
  const auto* transaction = index.transaction(task.sequence);
  if (transaction == nullptr) return envelope;
  for (const auto sequence : transaction->documents) {
    if (const auto* facts = facts_of(batch, sequence)) envelope.push_back(facts);
  }
  return envelope;
}

std::optional<EarlierCapture> earlier_in_batch(const ProvenBatch& batch,
                                               const deposit::DocumentFacts& facts) {
  if (!facts.duplicate_of) return std::nullopt;
  const auto& header = batch.contents.batch.header;
  return EarlierCapture{header.lockbox,      batch.contents.batch.id,
                        *facts.duplicate_of, header.business_day,
                        std::nullopt,        std::nullopt};
}

/// What is known by line and amount, with how alike the two pictures are; else what is known by
/// picture alone.
std::optional<EarlierCapture> with_likeness(std::optional<EarlierCapture> earlier,
                                            const std::optional<deposit::AlikeCapture>& alike) {
  if (!alike) return earlier;
  if (!earlier) {
    return EarlierCapture{alike->lockbox,      alike->batch,    alike->sequence,
                          alike->business_day, alike->likeness, std::nullopt};
  }
  const bool is_same = earlier->batch == alike->batch && earlier->sequence == alike->sequence;
  if (is_same) earlier->likeness = alike->likeness;
  return earlier;
}

Result<std::optional<EarlierCapture>> earlier_capture(deposit::Store& store,
                                                      const ProvenBatch& batch,
                                                      const deposit::DocumentFacts& facts) {
  if (auto earlier = earlier_in_batch(batch, facts)) return earlier;
  if (!facts.amount || !encode::is_whole_line(facts.micr)) return std::nullopt;
  const auto found = TRY(store.prior_checks(batch.contents.batch.id, facts.micr, *facts.amount));
  if (found.empty()) return std::nullopt;
  const auto& prior = found.front();
  const auto batches = TRY(store.batches());
  for (const auto& other : batches) {
    const auto& header = other.header;
    if (header.site == batch.contents.batch.header.site && header.lockbox == prior.lockbox &&
        header.source == prior.batch_source) {
      return EarlierCapture{prior.lockbox,      other.id,     prior.sequence,
                            prior.business_day, std::nullopt, std::nullopt};
    }
  }
  return std::nullopt;
}

void find_neighbours(TaskView& view, const std::vector<deposit::Document>& documents) {
  const auto here = std::ranges::find_if(documents, [&](const deposit::Document& document) {
    return document.captured.sequence == view.queued.task.sequence;
  });
  if (here == documents.end()) return;
  if (here != documents.begin()) view.previous = std::prev(here)->id;
  if (std::next(here) != documents.end()) view.next = std::next(here)->id;
}

/// A coupon of which nothing that was read counts.
bool is_unread_coupon(const ProvenBatch& batch, std::int64_t sequence) {
  const auto* facts = facts_of(batch, sequence);
  return facts != nullptr && facts->is_coupon() && !facts->coupon;
}

/// Puts the accounts that the readings name, as far as the file has them, before all others.
void offer_readings(const std::vector<CouponReading>& readings,
                    const deposit::AccountIndex& accounts, std::vector<Suggestion>& suggestions) {
  std::vector<Suggestion> offered;
  for (const auto& reading : readings) {
    const auto* account = accounts.find(deposit::living_number(reading.account, accounts));
    if (account == nullptr) continue;
    const auto number = account->number.reveal();
    if (std::ranges::find(offered, number, &Suggestion::value) != offered.end()) continue;
    offered.push_back(suggestion_of(*account, "What its " + reading.from + " says."));
  }
  for (auto& suggestion : suggestions) {
    if (std::ranges::find(offered, suggestion.value, &Suggestion::value) != offered.end()) continue;
    offered.push_back(std::move(suggestion));
  }
  suggestions = std::move(offered);
}

/// In one of the two fonts of magnetic ink.
bool is_micr_line(const encode::SeenLine& line) {
  return parse_name<encode::MicrFont>(encode::micr_font_names, line.type).has_value();
}

/// Adds those that are not there yet.
void add_suggestions(std::vector<Suggestion>& suggestions, std::vector<Suggestion> more) {
  for (auto& one : more) {
    const auto known = std::ranges::find(suggestions, one.value, &Suggestion::value);
    if (known == suggestions.end()) suggestions.push_back(std::move(one));
  }
}

}  // namespace

std::optional<FieldPlace> place_of_field(TaskField field, encode::PageKind kind) {
  if (kind != encode::PageKind::Check) return std::nullopt;
  switch (field) {
    case TaskField::Micr:  // The clear band, ANSI X9.100-160, with room for a skewed page.
      return FieldPlace{Side::Front, {.left = 0, .top = 0.84, .width = 1, .height = 0.16}};
    case TaskField::Amount:
    case TaskField::VerifyAmount:
    case TaskField::ThirdAmount:  // The convenience amount, and the end of the line in words.
      return FieldPlace{Side::Front, {.left = 0.55, .top = 0.25, .width = 0.45, .height = 0.35}};
    case TaskField::Account:
    case TaskField::Boundary:
    case TaskField::Duplicate:
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<Suggestion> suggest_amounts(const ProvenBatch& batch,
                                        const deposit::AccountIndex& accounts,
                                        const deposit::Task& task) {
  std::vector<Suggestion> suggestions;
  const auto offer = [&](Money amount, std::string reason) {
    const auto value = std::to_string(amount.cents());
    const auto known = std::ranges::find(suggestions, value, &Suggestion::value);
    if (amount <= Money{} || known != suggestions.end()) return;
    suggestions.push_back({value, amount.to_string(), std::move(reason)});
  };
  Money sum;
  std::size_t coupons = 0;
  for (const auto* facts : envelope_of(batch, task)) {
    if (!facts->is_coupon()) continue;
    const auto match = deposit::match_coupon(*facts, {accounts, deposit::no_knowledge()}, {});
    const auto coupon = "coupon " + std::to_string(facts->sequence);
    if (match.expected.empty()) continue;
    ++coupons;
    sum += match.expected.front();
    for (const auto expected : match.expected) offer(expected, "May be paid on " + coupon + ".");
  }
  if (coupons > 1) offer(sum, "Sum of the " + std::to_string(coupons) + " coupons.");
  return suggestions;
}

std::optional<FieldPlace> place_of_line(const encode::SeenPage& seen) {
  const auto line = std::ranges::find_if(seen.lines, is_micr_line);
  if (line == seen.lines.end()) return std::nullopt;
  return place_of_line(seen, *line);
}

std::optional<FieldPlace> place_of_line(const encode::SeenPage& seen,
                                        const encode::SeenLine& line) {
  constexpr double heights_around = 1;
  if (seen.width <= 0 || seen.height <= 0) return std::nullopt;
  const double around = heights_around * line.box.height;
  const auto part = [around](int from, int size, int of) {
    const double start = std::clamp((from - around) / of, 0.0, 1.0);
    return std::pair{start, std::clamp((from + size + around) / of, 0.0, 1.0) - start};
  };
  const auto [left, width] = part(line.box.x, line.box.width, seen.width);
  const auto [top, height] = part(line.box.y, line.box.height, seen.height);
  const Cut cut{.left = left, .top = top, .width = width, .height = height};
  if (!is_within(cut)) return std::nullopt;
  return FieldPlace{Side::Front, cut};
}

FieldPlace place_on_check(const encode::SeenPage& seen, const FieldPlace& usual) {
  const auto line = std::ranges::find_if(seen.lines, is_micr_line);
  if (line == seen.lines.end() || line->symbols.empty() || seen.height <= 0) return usual;
  Cut cut = usual.cut;
  const auto direction = encode::direction_of(line->symbols);
  switch (direction) {
    case encode::ReadingDirection::Right:
      break;
    case encode::ReadingDirection::Left:
      cut.left = 1 - cut.left - cut.width;
      cut.top = 1 - cut.top - cut.height;
      break;
    case encode::ReadingDirection::Down:
      cut = {1 - cut.top - cut.height, cut.left, cut.height, cut.width};
      break;
    case encode::ReadingDirection::Up:
      cut = {cut.top, 1 - cut.left - cut.width, cut.height, cut.width};
      break;
  }
  if (const auto check = encode::check_on_sheet(line->symbols, {seen.width, seen.height})) {
    const double share = static_cast<double>(check->height) / seen.height;
    cut.top = static_cast<double>(check->y) / seen.height + share * cut.top;
    cut.height *= share;
  }
  return is_within(cut) ? FieldPlace{usual.side, cut} : usual;
}

Result<void> add_symbols(deposit::Finder& finder, TaskView& view) {
  const auto field = view.queued.task.field;
  const bool is_amount_of_check = deposit::is_amount_field(field) && view.place;
  if (field != TaskField::Micr && !is_amount_of_check) return {};
  auto seen = TRY(finder.symbols_of(view.queued.document));
  if (!seen) return {};
  if (is_amount_of_check) {
    view.place = place_on_check(*seen, *view.place);
    return {};
  }
  if (const auto place = place_of_line(*seen)) view.place = place;
  view.seen = std::move(seen);
  return {};
}

Result<void> add_coupon_line(deposit::Finder& finder, const ProvenBatch& batch,
                             const CouponKnowledge& known, TaskView& view) {
  auto& task = view.queued.task;
  if (task.field != TaskField::Account || !is_unread_coupon(batch, task.sequence)) return {};
  auto seen = TRY(finder.symbols_of(view.queued.document));
  if (!seen) return {};
  const auto readings = coupon_readings(*seen, known.definitions);
  if (readings.size() == 1 && has_line_in_doubt(*seen, known.definitions)) {
    task.reason =
        "The scan line was read in part, and what was read is not the account of the "
        "barcode. Which is right?";
  }
  if (readings.size() > 1) {
    task.reason = tell_readings(readings);
    offer_readings(readings, known.accounts.index, view.suggestions);
  }
  view.coupon_line = coupon_line_to_complete(*seen, known.definitions);
  if (!view.coupon_line) return {};
  view.place = place_of_line(*seen, seen->lines[view.coupon_line->line]);
  view.seen = std::move(seen);
  return {};
}

Result<EarlierDocuments::BySequence> EarlierDocuments::documents_of(BatchId batch) {
  BySequence documents;
  const auto contents = TRY(store_.load_tally(batch));
  if (contents.batch.header.site != site_) return documents;
  for (const auto& document : contents.documents) {
    documents.emplace(document.captured.sequence, document.id);
  }
  return documents;
}

Result<void> EarlierDocuments::add_to(TaskView& view) {
  if (!view.prior) return {};
  auto& prior = *view.prior;
  auto batch = batches_.find(prior.batch);
  if (batch == batches_.end()) {
    auto documents = TRY(documents_of(prior.batch));
    batch = batches_.emplace(prior.batch, std::move(documents)).first;
  }
  const auto document = batch->second.find(prior.sequence);
  if (document != batch->second.end()) prior.document = document->second;
  return {};
}

Result<TaskView> view_task(deposit::Store& store, const ProvenBatch& batch,
                           const KnownAccounts& accounts, const deposit::QueuedTask& queued) {
  TaskView view;
  view.queued = queued;
  const auto& task = queued.task;
  find_neighbours(view, batch.contents.documents);
  const BatchIndex index{batch.contents};
  const auto* document = index.document(task.sequence);
  const auto* facts = facts_of(batch, task.sequence);
  if (document == nullptr || facts == nullptr) return view;
  const auto kind = document->reading ? document->reading->kind : encode::PageKind::Unknown;
  view.place = place_of_field(task.field, kind);
  switch (task.field) {
    case TaskField::Amount:
    case TaskField::VerifyAmount:
    case TaskField::ThirdAmount:
      view.suggestions = suggest_amounts(batch, accounts.index, task);
      break;
    case TaskField::Account:
      view.suggestions = TRY(suggest_paid_before(store, batch, accounts, task));
      add_suggestions(view.suggestions, suggest_accounts(batch, accounts.list, task));
      view.division = division_of(batch, accounts.index, task);
      break;
    case TaskField::Duplicate:
      view.prior = with_likeness(TRY(earlier_capture(store, batch, *facts)), facts->alike);
      break;
    case TaskField::Micr:
      view.is_unproved = encode::is_whole_line(facts->micr) && !facts->has_sure_line();
      break;
    case TaskField::Boundary:
      break;
  }
  return view;
}

}  // namespace lockbox::service::work
