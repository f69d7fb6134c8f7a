#pragma once

#include <cstdint>
#include <vector>

#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// What says that these documents came in one envelope.
enum class GroupedBy {
  Separator,  ///< A sheet between envelopes.
  Scanner,    ///< The scanner's own transaction number.
  Person,     ///< Every boundary was answered.
  Proposal,   ///< Only the order of the documents; it may not stand by itself.
  Frozen,     ///< Released before: it stays as it is.
};

/// Documents that are, or are proposed to be, the contents of one envelope.
struct Group {
  GroupedBy by = GroupedBy::Proposal;
  std::vector<const DocumentFacts*> documents;  ///< In physical order; never empty.

  [[nodiscard]] std::int64_t key() const { return documents.front()->sequence; }
  [[nodiscard]] std::size_t count(ItemKind kind) const;
  /// A person said of each of its checks what goes where.
  [[nodiscard]] bool is_divided() const;
  /// Its money is booked.
  [[nodiscard]] bool is_frozen() const;
};

/// Splits a batch into groups.  Separators win, then the scanner's numbers, else the proposal:
/// coupons, then checks; a coupon after a check begins the next group; correspondence joins the
/// open group and closes it.  A person's boundary answers overrule the proposal.  Whatever they
/// say, booked money stays in its group, which takes no more.  Separators and confirmed duplicates
/// are in no group.  The groups point into `documents`.
[[nodiscard]] std::vector<Group> group_documents(const std::vector<DocumentFacts>& documents);

}  // namespace lockbox::deposit
