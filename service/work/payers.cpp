#include "service/work/payers.h"

#include <algorithm>

#include "service/process/settle.h"
#include "service/work/checks.h"

namespace lockbox::service::work {

Result<std::string> lockbox_of(deposit::Books& books, const deposit::Site& site,
                               DocumentId document) {
  const auto place = TRY(books.finder().place_of(document));
  if (!place) return fail(ErrorCode::NotFound, "There is no such document.");
  return TRY(load_proven(books.store(), site.id, place->batch)).contents.batch.header.lockbox;
}

Result<PayerView> view_payer(deposit::Books& books, const deposit::Site& site,
                             const KnownAccounts& accounts, DocumentId document) {
  const auto check = TRY(find_check(books, site, document));
  const auto& contents = check.batch.contents;
  PayerView view;
  view.lockbox = contents.batch.header.lockbox;
  view.is_whole = check.facts()->micr.is_complete() && check.facts()->has_sure_line();
  if (!view.is_whole) return view;
  auto& store = books.store();
  const auto history =
      TRY(store.payer_history(contents.batch.id, check.facts()->micr, deposit::PayersAsOf::Now));
  view.payer = deposit::recall(history, TRY(store.match_rules(contents.batch.id)), accounts.index);
  return view;
}

Result<void> mark_payer(deposit::Books& books, const deposit::Site& site,
                        const KnownAccounts& accounts, const PayerWord& word,
                        const deposit::Actor& person) {
  const auto& [document, mark] = word;
  const auto check = TRY(find_check(books, site, document));
  if (mark.kind == deposit::PayerMarkKind::NotThisAccount) {
    const auto view = TRY(view_payer(books, site, accounts, document));
    const auto link =
        std::ranges::find(view.payer.links, mark.account, &deposit::PayerLink::account);
    if (link == view.payer.links.end()) {
      return fail(ErrorCode::NotFound, "This payer is not known to pay that account.");
    }
  }
  const auto batch = check.batch.contents.batch.id;
  TRY(books.matching().mark_payer(batch, check.facts()->micr, mark, person));
  TRY(settle_batch(books.store(), batch, site, accounts.index, {}));
  return {};
}

std::vector<ListedRow> read_list(std::string_view text, const KnownAccounts& accounts) {
  std::vector<ListedRow> rows;
  for (auto& row : deposit::parse_payment_list(text)) {
    auto match = row.is_total ? deposit::ListMatch{}
                              : deposit::match_list_row(row, accounts.list, accounts.index);
    rows.push_back({std::move(row), std::move(match)});
  }
  return rows;
}

}  // namespace lockbox::service::work
