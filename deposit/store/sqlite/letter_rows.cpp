#include "deposit/store/sqlite/letter_rows.h"

#include <array>

#include "core/text.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view letter_columns =
    "SELECT letter_id, template, about_kind, about, day, text_sealed, paragraphs, file, sha256,"
    " reply_due, state, version, drafted_by, drafted_at FROM letter WHERE site = ?1";
constexpr std::string_view insert_letter =
    "INSERT INTO letter (site, template, about_kind, about, day, text_sealed, paragraphs, file,"
    " sha256, reply_due, state, version, drafted_by, drafted_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1, ?12, ?13)";
constexpr std::string_view update_letter =
    "UPDATE letter SET state = ?2, version = version + 1 WHERE letter_id = ?1";
constexpr std::string_view select_same_file = "SELECT letter_id FROM letter WHERE file = ?1";
constexpr std::string_view select_steps =
    "SELECT event, note, actor, at FROM letter_step WHERE letter_id = ?1 ORDER BY ordinal";
constexpr std::string_view insert_step =
    "INSERT INTO letter_step (letter_id, ordinal, event, note, actor, at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

/// Recipient, address and subject stand before the paragraphs.
constexpr std::size_t head_fields = 3;

AuditSubject subject_of(const std::string& site, std::int64_t number) {
  return {Entity::Letter, std::nullopt, std::nullopt, number,
          site + "/letter/" + std::to_string(number)};
}

Result<LetterText> text_of(const StoreContext& context, const Rows& rows) {
  auto fields =
      TRY(context.seal.open_record(sealed_column::letter_text, rows.blob(5),
                                   head_fields + static_cast<std::size_t>(rows.integer(6))));
  LetterText text{fields[0], fields[1], fields[2], {}};
  text.paragraphs.assign(fields.begin() + head_fields, fields.end());
  return text;
}

Result<Letter> letter_of(const StoreContext& context, const Rows& rows) {
  Letter letter{.number = rows.integer(0),
                .letter_template = rows.text(1),
                .about_kind = TRY(parse_name<LetterAbout>(letter_about_names, rows.text(2))),
                .about = rows.text(3),
                .day = TRY(BusinessDay::parse(rows.text(4))),
                .text = TRY(text_of(context, rows)),
                .file = rows.text(7),
                .sha256_hex = rows.sha256(8).hex(),
                .reply_due = {},
                .state = TRY(parse_name<LetterState>(letter_state_names, rows.text(10))),
                .version = rows.integer(11),
                .drafted_by = rows.text(12),
                .drafted_at = rows.text(13)};
  if (!rows.is_null(9)) letter.reply_due = TRY(BusinessDay::parse(rows.text(9)));
  return letter;
}

Result<void> add_steps(Connection& db, Letter& letter) {
  auto rows = db.query(select_steps, letter.number);
  while (rows.next()) {
    letter.steps.push_back({TRY(parse_name<LetterEvent>(letter_event_names, rows.text(0))),
                            rows.text(1), rows.text(2), rows.text(3)});
  }
  return {};
}

}  // namespace

Result<std::vector<Letter>> read_letters(StoreContext& context, const std::string& site) {
  std::vector<Letter> letters;
  {
    auto rows = context.db.query(std::string{letter_columns} + " ORDER BY letter_id DESC", site);
    while (rows.next()) letters.push_back(TRY(letter_of(context, rows)));
  }
  for (auto& letter : letters) TRY(add_steps(context.db, letter));
  return letters;
}

Result<Letter> read_letter(StoreContext& context, const std::string& site, std::int64_t number) {
  std::optional<Letter> letter;
  {
    auto rows = context.db.query(std::string{letter_columns} + " AND letter_id = ?2", site, number);
    if (rows.next()) letter = TRY(letter_of(context, rows));
  }
  if (!letter) {
    return fail(ErrorCode::NotFound, "There is no letter " + std::to_string(number) + ".");
  }
  TRY(add_steps(context.db, *letter));
  return *std::move(letter);
}

Result<Letter> add_letter(StoreContext& context, const std::string& site, const Letter& letter) {
  if (const auto same = context.db.find_integer(select_same_file, letter.file)) {
    return fail(ErrorCode::Conflict,
                "The same letter is drafted already: letter " + std::to_string(*same) + ".");
  }
  const auto& text = letter.text;
  std::vector<std::string> fields{text.recipient, text.address, text.subject};
  fields.insert(fields.end(), text.paragraphs.begin(), text.paragraphs.end());
  std::optional<std::string> due;
  if (letter.reply_due) due = letter.reply_due->to_string();
  const auto hash = TRY(Sha256::parse_hex(letter.sha256_hex));
  const auto state = name_of(letter_state_names, LetterState::Drafted);
  const auto id = context.db.insert(
      insert_letter, site, letter.letter_template, name_of(letter_about_names, letter.about_kind),
      letter.about, letter.day.to_string(),
      context.seal.seal_record(sealed_column::letter_text, fields), text.paragraphs.size(),
      letter.file, hash, due, state, context.audit.actor(), to_string(context.clock.now()));
  context.audit.add_in_state(subject_of(site, id), "draft", std::nullopt, state);
  return read_letter(context, site, id);
}

Result<Letter> step_letter(StoreContext& context, const std::string& site, std::int64_t number,
                           const WantedLetterStep& wanted) {
  const auto letter = TRY(read_letter(context, site, number));
  if (wanted.version != letter.version) {
    return fail(ErrorCode::Conflict, "The letter has changed meanwhile; look at it again.");
  }
  if (wanted.event != LetterEvent::Send && is_blank(wanted.note)) {
    return fail(ErrorCode::InvalidInput, "Say what the answer was, or why it is withdrawn.",
                "/note");
  }
  const auto next = TRY(next_state(letter_transitions, letter.state, wanted.event));
  const std::array events{wanted.event};
  TRY(context.audit.walk<LetterLife>(subject_of(site, number), letter.state, events, next));
  context.db.run(insert_step, number, letter.steps.size() + 1,
                 name_of(letter_event_names, wanted.event), wanted.note, context.audit.actor(),
                 to_string(context.clock.now()));
  context.db.run(update_letter, number, name_of(letter_state_names, next));
  return read_letter(context, site, number);
}

}  // namespace lockbox::deposit
