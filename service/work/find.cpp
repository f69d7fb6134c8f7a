#include "service/work/find.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "deposit/model/person.h"

namespace lockbox::service::work {

namespace {

constexpr std::size_t accounts_max = 5;
constexpr std::size_t ticket_digits = 6;

struct Page {
  std::string_view name;
  std::string_view href;
};
constexpr std::array pages{Page{"Work", "/"},
                           Page{"Scan", "/scan"},
                           Page{"Key", "/key"},
                           Page{"Batches", "/batches"},
                           Page{"Deposits", "/deposits"},
                           Page{"Day", "/day"},
                           Page{"Accounts", "/accounts"},
                           Page{"Audit trail", "/audit"},
                           Page{"Reports", "/reports"},
                           Page{"Setup", "/setup"}};

std::optional<std::int64_t> number_in(std::string_view words) {
  std::int64_t number = 0;
  const auto* const last = words.data() + words.size();
  const auto [end, error] = std::from_chars(words.data(), last, number);
  if (error != std::errc{} || end != last || number <= 0) return std::nullopt;
  return number;
}

void find_pages(std::string_view words, std::vector<Hit>& hits) {
  const auto wanted = deposit::folded_name(words);
  for (const auto& page : pages) {
    if (!deposit::folded_name(page.name).starts_with(wanted)) continue;
    hits.push_back({HitKind::Page, std::string{page.name}, std::string{page.href}});
  }
}

/// Nothing for a number that no batch of the site has.
Result<std::optional<deposit::Batch>> batch_of(deposit::Books& books, const deposit::Site& site,
                                               BatchId number) {
  auto batch = books.store().batch(number);
  if (!batch && batch.error().code != ErrorCode::NotFound) return tl::unexpected{batch.error()};
  if (!batch || batch->header.site != site.id) return std::nullopt;
  return *std::move(batch);
}

Result<void> find_batch(deposit::Books& books, const deposit::Site& site, std::int64_t number,
                        std::vector<Hit>& hits) {
  const auto found = TRY(batch_of(books, site, BatchId{number}));
  if (!found) return {};
  hits.push_back({HitKind::Batch,
                  "Batch " + std::to_string(number) + ", " + found->header.lockbox + ", " +
                      found->header.business_day.to_string(),
                  "/batches/" + std::to_string(number)});
  return {};
}

Result<void> find_document(deposit::Books& books, const deposit::Site& site, std::int64_t number,
                           std::vector<Hit>& hits) {
  const auto place = TRY(books.finder().place_of(DocumentId{number}));
  if (!place || !TRY(batch_of(books, site, place->batch))) return {};
  hits.push_back({HitKind::Document,
                  "Document " + std::to_string(number) + ", number " +
                      std::to_string(place->sequence) + " of batch " +
                      std::to_string(place->batch.value()),
                  "/documents/" + std::to_string(number)});
  return {};
}

Result<void> find_deposit(deposit::Books& books, const deposit::Site& site, std::string_view words,
                          std::vector<Hit>& hits) {
  const auto zeros = words.size() < ticket_digits ? ticket_digits - words.size() : 0;
  const auto ticket = std::string(zeros, '0') + std::string{words};
  for (const auto& lockbox : site.lockboxes) {
    const auto batch = TRY(books.finder().batch_of(site.id, lockbox, ticket));
    if (!batch) continue;
    hits.push_back({HitKind::Deposit, fmt::format("Deposit {} of {}", ticket, lockbox),
                    fmt::format("/deposits/{}/{}", lockbox, ticket)});
  }
  return {};
}

}  // namespace

Result<std::vector<Hit>> find_anything(const AccountDesk& desk, std::string_view words) {
  std::vector<Hit> hits;
  if (deposit::folded_name(words).empty()) return hits;
  find_pages(words, hits);
  if (const auto number = number_in(words)) {
    TRY(find_batch(desk.books, desk.site, *number, hits));
    TRY(find_document(desk.books, desk.site, *number, hits));
    TRY(find_deposit(desk.books, desk.site, words, hits));
  }
  for (const auto& found : TRY(find_accounts(desk, words, accounts_max))) {
    hits.push_back({HitKind::Account, found.account.name + ", " + found.account.number.masked(),
                    "/accounts/" + found.ref});
  }
  return hits;
}

}  // namespace lockbox::service::work
