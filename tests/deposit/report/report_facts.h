#pragma once

#include "deposit/report/reports.h"
#include "support/batch_builder.h"
#include "support/catch.h"

namespace lockbox::deposit::test {

inline BusinessDay day_of(const std::string& text) {
  return BusinessDay::parse(text).value();
}

inline report::Scope scope_of(const std::string& from, const std::string& to) {
  return {.site = "TEST", .from = day_of(from), .to = day_of(to)};
}

/// An item for each check and coupon, as the reader leaves them.
inline std::vector<Item> items_of(const BatchContents& contents) {
  std::vector<Item> items;
  for (const auto& document : contents.documents) {
    Item item;
    item.sequence = document.captured.sequence;
    const bool is_check = document.reading && document.reading->kind == encode::PageKind::Check;
    item.kind = is_check ? ItemKind::Tender : ItemKind::Coupon;
    if (is_check) {
      item.tender = TenderKind::Check;
      item.amount = document.reading->micr->line.amount;
      item.amount_source = AmountSource::MicrLine;
      item.state = ItemState::Cleared;
    }
    items.push_back(item);
  }
  return items;
}

/// The facts of a batch as its work was derived.
inline report::Facts facts_of(lockbox::test::BatchBuilder& mail) {
  auto& contents = mail.contents();
  const auto work = mail.work();
  contents.items = items_of(contents);
  contents.transactions = work.transactions;
  contents.tasks = work.tasks;
  report::Facts facts;
  add_batch(facts, contents, work.control);
  return facts;
}

/// What the report says in a row and column, as people read it.
inline std::string at(const report::Report& report, std::size_t row, const std::string& column) {
  for (std::size_t i = 0; i < report.columns.size(); ++i) {
    if (report.columns[i].name == column) {
      return report::shown(report.rows.at(row).at(i), report.columns[i].kind);
    }
  }
  FAIL("No such column: " << column);
  return {};
}

}  // namespace lockbox::deposit::test
