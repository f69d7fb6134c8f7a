#include "service/report/letters.h"

#include <algorithm>
#include <charconv>

#include "core/file.h"
#include "core/limits.h"
#include "deposit/ledger/legal_rules.h"
#include "deposit/output/letter_page.h"
#include "encode/micr/line_of_font.h"
#include "service/work/accounts.h"
#include "service/work/batch_view.h"
#include "service/work/exceptions.h"

namespace lockbox::service::report {

namespace {

using deposit::Letter;
using deposit::LetterAbout;
using deposit::LetterFields;

void put_account(LetterFields& fields, const deposit::Account& account) {
  fields["name"] = account.name;
  fields["address"] = account.address;
  fields["account"] = account.number.masked();
  fields["balance"] = "$" + account.balance_due.to_string();
  fields["due_date"] = account.due_date;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<void> put_account_of_ref(const LetterDesk& desk, const std::string& ref,
                                LetterFields& fields) {
  const auto found = TRY(work::account_by_ref(desk.books.store(), desk.site, ref));
  put_account(fields, found.account);
  return {};
}

/// "12/3": the envelope that begins with document 3 of batch 12.
Result<void> put_envelope(const LetterDesk& desk, const std::string& about, LetterFields& fields) {
  const auto slash = about.find('/');
  const auto batch = number_of(about.substr(0, slash));
  const auto key = slash == std::string::npos ? std::nullopt : number_of(about.substr(slash + 1));
  if (!batch || !key) {
    return fail(ErrorCode::InvalidInput, "An envelope is named BATCH/DOCUMENT.", "/about");
  }
  const auto loaded = TRY(work::load_proven(desk.books.store(), desk.site.id, BatchId{*batch}));
  const auto& contents = loaded.contents;
  const auto envelope = std::ranges::find(contents.transactions, *key, &deposit::Transaction::key);
  if (envelope == contents.transactions.end()) {
    return fail(ErrorCode::NotFound, "There is no envelope " + about + ".", "/about");
  }
  fields["amount"] = "$" + envelope->tender.to_string();
  for (const auto sequence : envelope->documents) {
    const work::BatchIndex index{contents};
    const auto* document = index.document(sequence);
    if (document == nullptr || !document->reading || !document->reading->micr) continue;
    const auto item = std::ranges::find(contents.items, sequence, &deposit::Item::sequence);
    const bool is_repaired = item != contents.items.end() && item->repaired_micr;
    const auto& line = is_repaired ? *item->repaired_micr : document->reading->micr->line;
    if (auto number = encode::check_number_of(line); !number.empty()) {
      fields["number"] = std::move(number);
    }
  }
  if (envelope->applied.empty()) return {};
  const auto accounts =
      TRY(desk.books.store().accounts(desk.site.id, contents.batch.header.lockbox));
  const auto account =
      std::ranges::find(accounts, envelope->applied.front().account, &deposit::Account::number);
  if (account != accounts.end()) put_account(fields, *account);
  return {};
}

Result<void> put_inquiry(const LetterDesk& desk, const std::string& about, LetterFields& fields) {
  const auto number = number_of(about);
  if (!number) return fail(ErrorCode::InvalidInput, "An inquiry is named by its number.", "/about");
  const auto inquiry = TRY(desk.books.correspondence().inquiry(desk.site.id, *number));
  fields["name"] = inquiry.asked_by;
  fields["question"] = inquiry.words;
  if (inquiry.account_ref.empty()) return {};
  TRY(put_account_of_ref(desk, inquiry.account_ref, fields));
  if (!inquiry.asked_by.empty()) fields["name"] = inquiry.asked_by;
  return {};
}

Result<void> put_about(const LetterDesk& desk, const WantedLetter& wanted, LetterFields& fields) {
  switch (wanted.about_kind) {
    case LetterAbout::Account:
      return put_account_of_ref(desk, wanted.about, fields);
    case LetterAbout::Envelope:
      return put_envelope(desk, wanted.about, fields);
    case LetterAbout::Inquiry:
      return put_inquiry(desk, wanted.about, fields);
  }
  return {};
}

const deposit::LetterTemplate* template_of(const deposit::OfficeRules& rules,
                                           const std::string& id) {
  const auto found = std::ranges::find(rules.letters, id, &deposit::LetterTemplate::id);
  return found == rules.letters.end() ? nullptr : &*found;
}

std::string reference_of(const WantedLetter& wanted, const BusinessDay& day) {
  // The ref of an account is no number that people may read out.
  const auto about =
      wanted.about_kind == LetterAbout::Account ? wanted.about.substr(0, 8) : wanted.about;
  return std::string{name_of(deposit::letter_about_names, wanted.about_kind)} + " " + about + " " +
         day.to_string();
}

Result<deposit::LetterText> written(const deposit::LetterTemplate& form,
                                    const LetterFields& fields) {
  const auto value = [&](std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string{} : found->second;
  };
  deposit::LetterText text{
      value("name"), value("address"), TRY(deposit::fill_in(form.subject, fields)), {}};
  for (const auto& paragraph : form.paragraphs) {
    text.paragraphs.push_back(TRY(deposit::fill_in(paragraph, fields)));
  }
  return text;
}

/// Named by its contents, so that nothing takes its place.
Result<void> keep_pdf(const LetterDesk& desk, const std::string& reference, Letter& letter) {
  const auto& text = letter.text;
  const auto pdf = TRY(deposit::render_letter_page(
      {.title = text.subject,
       .organisation = desk.organisation,
       .practice = desk.site.practice,
       .day = letter.day,
       .reference = reference,
       .recipient = text.recipient.empty() ? "To whom it concerns" : text.recipient,
       .address = text.address,
       .subject = text.subject,
       .paragraphs = text.paragraphs}));
  letter.sha256_hex = Sha256::of(pdf).hex();
  constexpr std::size_t name_digits = 16;
  letter.file = "letter-" + desk.site.id + "-" + letter.sha256_hex.substr(0, name_digits) + ".pdf";
  TRY(make_directory_durably(desk.folder));
  return write_file_durably(desk.folder / letter.file, pdf);
}

}  // namespace

Result<Letter> draft_letter(const LetterDesk& desk, const WantedLetter& wanted,
                            const deposit::Actor& actor) {
  const auto* form = template_of(desk.rules, wanted.letter_template);
  if (form == nullptr) {
    return fail(ErrorCode::NotFound, "There is no letter '" + wanted.letter_template +
                                         "'; the letters stand in SITE.toml.");
  }
  const auto day = TRY(work::working_day(desk.books, desk.site));
  Letter letter{.number = 0,
                .letter_template = form->id,
                .about_kind = wanted.about_kind,
                .about = wanted.about,
                .day = day,
                .text = {},
                .file = {},
                .sha256_hex = {},
                .reply_due = {},
                .drafted_by = actor.name,
                .drafted_at = {}};
  const auto reference = reference_of(wanted, day);
  LetterFields fields{
      {"organisation", desk.organisation}, {"date", day.to_string()}, {"reference", reference}};
  if (form->reply_days > 0) {
    using deposit::ledger::Span;
    letter.reply_due = deposit::ledger::day_after(day, form->reply_days, Span::Days);
    fields["reply_by"] = letter.reply_due->to_string();
  }
  TRY(put_about(desk, wanted, fields));
  for (const auto& [name, value] : wanted.fields) fields[name] = value;
  letter.text = TRY(written(*form, fields));
  TRY(keep_pdf(desk, reference, letter));
  return desk.books.correspondence().draft(desk.site.id, letter, actor);
}

Result<Bytes> letter_pdf(const LetterDesk& desk, const Letter& letter) {
  auto bytes = read_file(desk.folder / letter.file, limits::text_file_bytes_max);
  if (bytes && Sha256::of(*bytes).hex() == letter.sha256_hex) return bytes;
  return fail(ErrorCode::Conflict, letter.file +
                                       " is not in the output folder as it was drafted; "
                                       "restore it from a backup.");
}

}  // namespace lockbox::service::report
