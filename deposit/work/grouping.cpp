#include "deposit/work/grouping.h"

#include <algorithm>

namespace lockbox::deposit {

std::size_t Group::count(ItemKind kind) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      documents, [kind](const DocumentFacts* document) { return document->kind == kind; }));
}

namespace {

/// Builds groups one document at a time.
class Assembler {
 public:
  explicit Assembler(GroupedBy by) : by_{by} {}

  void begin(const DocumentFacts& document, GroupedBy by) {
    groups_.push_back(Group{by, {&document}});
    closed_ = document.kind == ItemKind::Correspondence;
  }

  void begin(const DocumentFacts& document) { begin(document, by_); }

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
  [[nodiscard]] bool is_closed() const { return closed_; }
  [[nodiscard]] std::vector<Group> take() { return std::move(groups_); }

 private:
  GroupedBy by_;
  std::vector<Group> groups_;
  bool closed_ = false;
  bool closed_by_separator_ = false;
};

bool is_grouped(const DocumentFacts& document) {
  return !document.is_separator && !document.is_confirmed_duplicate();
}

std::vector<Group> group_by_separator(const std::vector<DocumentFacts>& documents) {
  Assembler assembler{GroupedBy::Separator};
  for (const auto& document : documents) {
    if (document.is_separator) assembler.close();
    if (!is_grouped(document)) continue;
    if (assembler.take_separator() || assembler.is_empty()) {
      assembler.begin(document);
    } else {
      assembler.join(document);
    }
  }
  return assembler.take();
}

std::vector<Group> group_by_scanner(const std::vector<DocumentFacts>& documents) {
  Assembler assembler{GroupedBy::Scanner};
  for (const auto& document : documents) {
    if (!is_grouped(document)) continue;
    if (!assembler.is_empty() &&
        assembler.open().documents.back()->scanner_transaction == document.scanner_transaction) {
      assembler.join(document);
    } else {
      assembler.begin(document);
    }
  }
  return assembler.take();
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

/// A released envelope takes no more money; a letter may still turn out to belong to it.
bool begins(const Assembler& assembler, const DocumentFacts& document) {
  if (assembler.is_empty()) return true;
  if (assembler.open().by == GroupedBy::Frozen && document.kind != ItemKind::Correspondence) {
    return true;
  }
  if (document.boundary) return *document.boundary == "first";
  return proposal_begins(assembler, document);
}

bool answered_by_person(const Group& group) {
  return std::ranges::all_of(group.documents, [&](const DocumentFacts* document) {
    return document->boundary == (document == group.documents.front() ? "first" : "joins");
  });
}

std::vector<Group> group_by_proposal(const std::vector<DocumentFacts>& documents) {
  Assembler assembler{GroupedBy::Proposal};
  for (const auto& document : documents) {
    if (!is_grouped(document)) continue;
    const bool stays = document.frozen_transaction && document.kind != ItemKind::Correspondence;
    if (stays && !assembler.is_empty() &&
        assembler.open().documents.front()->frozen_transaction == document.frozen_transaction) {
      assembler.join(document);
    } else if (stays) {
      assembler.begin(document, GroupedBy::Frozen);
    } else if (begins(assembler, document)) {
      assembler.begin(document);
    } else {
      assembler.join(document);
    }
  }
  auto groups = assembler.take();
  for (auto& group : groups) {
    if (group.by == GroupedBy::Proposal && answered_by_person(group)) group.by = GroupedBy::Person;
  }
  return groups;
}

}  // namespace

std::vector<Group> group_documents(const std::vector<DocumentFacts>& documents) {
  const auto is_separator = [](const DocumentFacts& document) { return document.is_separator; };
  if (std::ranges::any_of(documents, is_separator)) return group_by_separator(documents);
  const auto is_numbered = [](const DocumentFacts& document) {
    return document.scanner_transaction.has_value();
  };
  if (!documents.empty() && std::ranges::all_of(documents, is_numbered)) {
    return group_by_scanner(documents);
  }
  return group_by_proposal(documents);
}

}  // namespace lockbox::deposit
