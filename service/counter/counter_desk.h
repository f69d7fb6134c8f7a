#pragma once

/// @file
/// The counter as people work it: a drawer is opened, money is taken with receipts, the drawer is
/// counted blind, and another person accepts the count.

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/image_store.h"
#include "core/keys.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"

namespace lockbox::service::counter {

struct CounterDesk {
  deposit::Books& books;
  ImageStore& images;
  Keys& keys;
  const deposit::Site& site;
  const Clock& clock;
};

struct AskedDrawer {
  std::string lockbox;             ///< Empty: the site's first.
  std::optional<BusinessDay> day;  ///< Nothing: the newest day that is not closed, else today.
  deposit::counter::CashCount opening;
};
/// Conflict where the site keeps no counter, and as Drawers::open.
[[nodiscard]] Result<deposit::counter::DrawerId> open_drawer(const CounterDesk& desk,
                                                             const AskedDrawer& asked,
                                                             const deposit::Actor& actor);

/// What a line of a receipt is for: an account by its ref, or a charge by its code.
struct AskedLine {
  std::string account_ref;
  std::string charge_code;
  std::optional<Money> amount;  ///< May be left out of a charge with a price.
};
struct AskedReceipt {
  std::int64_t version = 0;  ///< Of the drawer as it was seen.
  std::string payer;
  std::string note;
  std::vector<deposit::counter::ReceiptTender> tenders;
  std::vector<AskedLine> lines;
};
/// Issues a receipt of the actor's open drawer, with a slip for each tender.  Conflict where the
/// drawer has changed since it was seen, so that a repeated request takes money once.  Refuses as
/// deposit::counter::check_receipt and Drawers::issue do, before anything is stored.
[[nodiscard]] Result<deposit::counter::Receipt> take_receipt(const CounterDesk& desk,
                                                             const AskedReceipt& asked,
                                                             const deposit::Actor& actor);

struct AskedAcceptance {
  std::int64_t version = 0;
  std::string bag_number;
  std::optional<std::vector<deposit::counter::CashBag>> bags;  ///< Nothing: as proposed.
};
[[nodiscard]] Result<void> accept_count(const CounterDesk& desk, deposit::counter::DrawerId drawer,
                                        const AskedAcceptance& asked, const deposit::Actor& actor);

/// The receipt for its payer, as a PDF.
[[nodiscard]] Result<Bytes> receipt_paper(const CounterDesk& desk,
                                          const deposit::counter::Receipt& receipt);

/// Cash that two people counted in the mail alike and that is on no receipt.
struct MailCash {
  std::int64_t finding = 0;
  std::int64_t unit_number = 0;
  Money amount;
};
[[nodiscard]] Result<std::vector<MailCash>> mail_cash(deposit::Books& books,
                                                      const std::string& site,
                                                      const BusinessDay& day);

/// Card slips of the day by brand, voided receipts left out.
struct BrandTotal {
  std::string brand;
  std::int64_t slips = 0;
  Money amount;
};
[[nodiscard]] std::vector<BrandTotal> brand_totals(
    const std::vector<deposit::counter::CounterWork>& sessions);

/// Sessions of other days than this one that wait for a count, its acceptance or an explanation.
[[nodiscard]] Result<std::vector<deposit::counter::CounterWork>> waiting_of_other_days(
    const CounterDesk& desk, const BusinessDay& day);

/// Where the counter's clock stands: the newest day of the site that is not closed, else today.
[[nodiscard]] Result<BusinessDay> counter_day(const CounterDesk& desk);
/// Of a drawer that is opened now: once that day is cut off the next banking day (C-26).
[[nodiscard]] Result<BusinessDay> next_counter_day(const CounterDesk& desk);

}  // namespace lockbox::service::counter
