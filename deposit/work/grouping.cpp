#include "deposit/work/grouping.h"

#include <algorithm>
#include <optional>

namespace lockbox::deposit {

bool Group::is_divided() const {
  return count(ItemKind::Tender) > 0 &&
         std::ranges::all_of(documents, [](const DocumentFacts* document) {
           return !document->is_tender() || document->is_divided();
         });
}

std::size_t Group::count(ItemKind kind) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      documents, [kind](const DocumentFacts* document) { return document->kind == kind; }));
}

bool Group::is_frozen() const {
  return documents.front()->frozen_transaction == key();
}

namespace {

/// Builds groups one document at a time.
class Assembler {
 public:
  void begin(const DocumentFacts& document, GroupedBy by) {
    groups_.push_back(Group{by, {&document}});
    closed_ = document.kind == ItemKind::Correspondence;
  }

  void join(const DocumentFacts& document) {
    groups_.back().documents.push_back(&document);
    if (document.kind == ItemKind::Correspondence) closed_ = true;
  }

  /// After a separator the next document begins a group.
  void close() { closed_by_separator_ = true; }

  [[nodiscard]] bool take_separator() {
    const bool was_closed = closed_by_separator_;
    closed_by_separator_ = false;
    return was_closed;
  }

  [[nodiscard]] bool is_empty() const { return groups_.empty(); }
  [[nodiscard]] const Group& open() const { return groups_.back(); }
  [[nodiscard]] std::optional<std::int64_t> open_frozen() const {
    return open().documents.front()->frozen_transaction;
  }
  [[nodiscard]] bool is_closed() const { return closed_; }
  [[nodiscard]] std::vector<Group> take() { return std::move(groups_); }

 private:
  std::vector<Group> groups_;
  bool closed_ = false;
  bool closed_by_separator_ = false;
};

bool is_grouped(const DocumentFacts& document) {
  return !document.is_separator && !document.is_confirmed_duplicate();
}

/// Whether the order of documents alone proposes that this one begins an envelope.
bool proposal_begins(const Assembler& assembler, const DocumentFacts& document) {
  if (assembler.is_closed()) return true;
  switch (document.kind) {
    case ItemKind::Coupon:
      return assembler.open().count(ItemKind::Tender) > 0;
    case ItemKind::Tender:
    case ItemKind::Correspondence:
    case ItemKind::Unknown:
      return false;
  }
  return true;
}

/// A person's word wins over the order.
bool order_begins(Assembler& assembler, const DocumentFacts& document) {
  if (document.boundary) return *document.boundary == "first";
  return proposal_begins(assembler, document);
}

bool separator_begins(Assembler& assembler, const DocumentFacts& /*document*/) {
  return assembler.take_separator();
}

bool number_begins(Assembler& assembler, const DocumentFacts& document) {
  return assembler.open().documents.back()->scanner_transaction != document.scanner_transaction;
}

/// As what a document begins a group; nothing where it joins the open one.  Booked money stays
/// where it is whatever the rule says, and its envelope takes no more; only a letter may still come
/// or go.
std::optional<GroupedBy> begins_as(const Assembler& assembler, const DocumentFacts& document,
                                   bool does_begin, GroupedBy by) {
  const bool is_letter = document.kind == ItemKind::Correspondence;
  const bool is_first = assembler.is_empty();
  if (!is_letter && document.frozen_transaction) {
    if (!is_first && assembler.open_frozen() == document.frozen_transaction) return std::nullopt;
    return by == GroupedBy::Proposal ? GroupedBy::Frozen : by;
  }
  if (!is_letter && !is_first && assembler.open().is_frozen()) {
    return does_begin ? by : GroupedBy::Proposal;
  }
  return does_begin ? std::optional{by} : std::nullopt;
}

/// Splits by a rule that says whether a document begins a group after the open one.
std::vector<Group> split(const std::vector<DocumentFacts>& documents, GroupedBy by,
                         bool (*begins)(Assembler&, const DocumentFacts&)) {
  Assembler assembler;
  for (const auto& document : documents) {
    if (document.is_separator && !assembler.is_empty()) assembler.close();
    if (!is_grouped(document)) continue;
    const bool does_begin = assembler.is_empty() || begins(assembler, document);
    if (const auto as = begins_as(assembler, document, does_begin, by)) {
      assembler.begin(document, *as);
    } else {
      assembler.join(document);
    }
  }
  return assembler.take();
}

bool answered_by_person(const Group& group) {
  return std::ranges::all_of(group.documents, [&](const DocumentFacts* document) {
    return document->boundary == (document == group.documents.front() ? "first" : "joins");
  });
}

std::vector<Group> split_by_proposal(const std::vector<DocumentFacts>& documents) {
  auto groups = split(documents, GroupedBy::Proposal, order_begins);
  for (auto& group : groups) {
    if (group.by == GroupedBy::Proposal && answered_by_person(group)) group.by = GroupedBy::Person;
  }
  return groups;
}

}  // namespace

std::vector<Group> group_documents(const std::vector<DocumentFacts>& documents) {
  const auto is_separator = [](const DocumentFacts& document) { return document.is_separator; };
  if (std::ranges::any_of(documents, is_separator)) {
    return split(documents, GroupedBy::Separator, separator_begins);
  }
  const auto is_numbered = [](const DocumentFacts& document) {
    return document.scanner_transaction.has_value();
  };
  if (!documents.empty() && std::ranges::all_of(documents, is_numbered)) {
    return split(documents, GroupedBy::Scanner, number_begins);
  }
  return split_by_proposal(documents);
}

}  // namespace lockbox::deposit
