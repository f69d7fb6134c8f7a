#include "deposit/work/virtual_batch.h"

#include <algorithm>
#include <map>
#include <set>

namespace lockbox::deposit {

namespace {

/// What an envelope holds, as far as is known.
struct Contents {
  std::set<std::string> bill_types;
  bool has_unknown_bill = false;  ///< A coupon that nobody could read yet.
};

using FactsBySequence = std::map<std::int64_t, const DocumentFacts*>;

Contents contents_of(const Transaction& envelope, const FactsBySequence& facts) {
  Contents contents;
  for (const auto& application : envelope.applied) {
    contents.bill_types.insert(application.bill_type);
  }
  for (const auto sequence : envelope.documents) {
    const auto found = facts.find(sequence);
    if (found == facts.end() || !found->second->is_coupon()) continue;
    if (found->second->coupon) {
      contents.bill_types.insert(found->second->coupon->code.bill_type);
    } else if (envelope.applied.empty()) {
      contents.has_unknown_bill = true;
    }
  }
  return contents;
}

bool asks_for(const VirtualBatchRule& rule, WorkType type) {
  return rule.work_types.empty() ||
         std::ranges::find(rule.work_types, type) != rule.work_types.end();
}

bool asks_for(const VirtualBatchRule& rule, const Contents& contents) {
  if (rule.bill_types.empty()) return true;
  if (contents.has_unknown_bill || contents.bill_types.empty()) return false;
  return std::ranges::all_of(contents.bill_types, [&](const std::string& type) {
    return std::ranges::find(rule.bill_types, type) != rule.bill_types.end();
  });
}

/// Its place among the rules; one past them: other mail; two past: undecided.
std::size_t place_of(const Transaction& envelope, std::span<const VirtualBatchRule> rules,
                     const Contents& contents) {
  const auto undecided = rules.size() + 1;
  if (envelope.state == TransactionState::Assembled) return undecided;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (asks_for(rules[i], envelope.work_type) && asks_for(rules[i], contents)) return i;
  }
  return contents.has_unknown_bill ? undecided : rules.size();
}

void count(const DocumentFacts& document, VirtualBatch& part) {
  ++part.documents;
  if (document.has_certain_amount()) {
    part.amount += *document.amount;
  } else if (is_unkeyed(document)) {
    ++part.unkeyed;
  }
}

}  // namespace

std::vector<VirtualBatch> divide_batch(std::span<const VirtualBatchRule> rules,
                                       const BatchContents& contents,
                                       const std::vector<DocumentFacts>& documents) {
  if (rules.empty()) return {};
  FactsBySequence facts;
  for (const auto& document : documents) facts.emplace(document.sequence, &document);
  std::vector<VirtualBatch> parts;
  for (const auto& rule : rules) parts.emplace_back().name = rule.name;
  parts.emplace_back().name = other_mail;
  parts.emplace_back().name = undecided_mail;
  std::map<std::int64_t, VirtualBatch*> part_of_document;
  for (const auto& envelope : contents.transactions) {
    if (envelope.state == TransactionState::Voided) continue;
    auto& part = parts[place_of(envelope, rules, contents_of(envelope, facts))];
    part.envelopes.push_back(envelope.key);
    if (is_released(envelope.state)) part.released += envelope.tender;
    for (const auto sequence : envelope.documents) part_of_document.emplace(sequence, &part);
  }
  const auto part_of = [&](std::int64_t sequence) -> VirtualBatch& {
    const auto found = part_of_document.find(sequence);
    return found == part_of_document.end() ? parts.back() : *found->second;
  };
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (!is_counted(contents.documents[i], documents[i])) continue;
    count(documents[i], part_of(documents[i].sequence));
  }
  for (const auto& task : contents.tasks) {
    if (task.state == TaskState::Open) ++part_of(task.sequence).open_tasks;
  }
  for (auto& part : parts) std::ranges::sort(part.envelopes);
  return parts;
}

bool ties(std::span<const VirtualBatch> parts, const ControlProof& whole) {
  VirtualBatch sum;
  for (const auto& part : parts) {
    sum.documents += part.documents;
    sum.amount += part.amount;
    sum.unkeyed += part.unkeyed;
  }
  return sum.documents == whole.documents && sum.amount == whole.amount &&
         sum.unkeyed == whole.unkeyed;
}

}  // namespace lockbox::deposit
