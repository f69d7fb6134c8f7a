#include <array>

#include "core/text.h"
#include "deposit/store/sqlite/letter_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view inquiry_columns =
    "SELECT inquiry_id, kind, channel, day, account_ref, words_sealed, owner, due, state, version,"
    " logged_by, logged_at FROM inquiry WHERE site = ?1";
constexpr std::string_view insert_inquiry =
    "INSERT INTO inquiry (site, kind, channel, day, account_ref, words_sealed, owner, due, state,"
    " version, logged_by, logged_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, ?11)";
constexpr std::string_view update_inquiry =
    "UPDATE inquiry SET state = ?2, owner = ?3, due = ?4, version = version + 1"
    " WHERE inquiry_id = ?1";
constexpr std::string_view select_steps =
    "SELECT event, owner, due, note, actor, at FROM inquiry_step WHERE inquiry_id = ?1"
    " ORDER BY ordinal";
constexpr std::string_view insert_step =
    "INSERT INTO inquiry_step (inquiry_id, ordinal, event, owner, due, note, actor, at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

AuditSubject subject_of(const std::string& site, std::int64_t number) {
  return {Entity::Inquiry, std::nullopt, std::nullopt, number,
          site + "/inquiry/" + std::to_string(number)};
}

Result<Inquiry> inquiry_of(const StoreContext& context, const Rows& rows) {
  constexpr std::size_t sealed_fields = 2;  // Who asked, and what.
  const auto words =
      TRY(context.seal.open_record(sealed_column::inquiry_words, rows.blob(5), sealed_fields));
  return Inquiry{.number = rows.integer(0),
                 .kind = TRY(parse_name<InquiryKind>(inquiry_kind_names, rows.text(1))),
                 .channel = TRY(parse_name<InquiryChannel>(inquiry_channel_names, rows.text(2))),
                 .day = TRY(BusinessDay::parse(rows.text(3))),
                 .account_ref = rows.text(4),
                 .asked_by = words[0],
                 .words = words[1],
                 .owner = rows.text(6),
                 .due = TRY(BusinessDay::parse(rows.text(7))),
                 .state = TRY(parse_name<InquiryState>(inquiry_state_names, rows.text(8))),
                 .version = rows.integer(9),
                 .logged_by = rows.text(10),
                 .logged_at = rows.text(11)};
}

Result<void> add_steps(Connection& db, Inquiry& inquiry) {
  auto rows = db.query(select_steps, inquiry.number);
  while (rows.next()) {
    inquiry.steps.push_back({TRY(parse_name<InquiryEvent>(inquiry_event_names, rows.text(0))),
                             rows.text(1), TRY(BusinessDay::parse(rows.text(2))), rows.text(3),
                             rows.text(4), rows.text(5)});
  }
  return {};
}

Result<void> check_inquiry(const Inquiry& inquiry) {
  if (is_blank(inquiry.words)) {
    return fail(ErrorCode::InvalidInput, "Say what was asked.", "/words");
  }
  if (is_blank(inquiry.owner)) {
    return fail(ErrorCode::InvalidInput, "Say who looks after it.", "/owner");
  }
  if (inquiry.due < inquiry.day) {
    return fail(ErrorCode::InvalidInput, "It cannot be due before the day on which it was asked.",
                "/due");
  }
  return {};
}

}  // namespace

Result<std::vector<Inquiry>> read_inquiries(StoreContext& context, const std::string& site) {
  std::vector<Inquiry> inquiries;
  {
    auto rows = context.db.query(std::string{inquiry_columns} + " ORDER BY inquiry_id DESC", site);
    while (rows.next()) inquiries.push_back(TRY(inquiry_of(context, rows)));
  }
  for (auto& inquiry : inquiries) TRY(add_steps(context.db, inquiry));
  return inquiries;
}

Result<Inquiry> read_inquiry(StoreContext& context, const std::string& site, std::int64_t number) {
  std::optional<Inquiry> inquiry;
  {
    auto rows =
        context.db.query(std::string{inquiry_columns} + " AND inquiry_id = ?2", site, number);
    if (rows.next()) inquiry = TRY(inquiry_of(context, rows));
  }
  if (!inquiry) {
    return fail(ErrorCode::NotFound, "There is no inquiry " + std::to_string(number) + ".");
  }
  TRY(add_steps(context.db, *inquiry));
  return *std::move(inquiry);
}

Result<Inquiry> add_inquiry(StoreContext& context, const std::string& site,
                            const Inquiry& inquiry) {
  TRY(check_inquiry(inquiry));
  const auto state = name_of(inquiry_state_names, InquiryState::Open);
  const auto id = context.db.insert(
      insert_inquiry, site, name_of(inquiry_kind_names, inquiry.kind),
      name_of(inquiry_channel_names, inquiry.channel), inquiry.day.to_string(), inquiry.account_ref,
      context.seal.seal_record(sealed_column::inquiry_words, {inquiry.asked_by, inquiry.words}),
      inquiry.owner, inquiry.due.to_string(), state, context.audit.actor(),
      to_string(context.clock.now()));
  context.audit.add_in_state(subject_of(site, id), "log", std::nullopt, state);
  return read_inquiry(context, site, id);
}

Result<Inquiry> step_inquiry(StoreContext& context, const std::string& site, std::int64_t number,
                             const WantedInquiryStep& wanted) {
  auto inquiry = TRY(read_inquiry(context, site, number));
  if (wanted.version != inquiry.version) {
    return fail(ErrorCode::Conflict, "The inquiry has changed meanwhile; look at it again.");
  }
  if (is_blank(wanted.note)) {
    return fail(ErrorCode::InvalidInput, "Say what was answered, or why it is passed on.", "/note");
  }
  const auto from = inquiry.state;
  if (wanted.event == InquiryEvent::PassOn) {
    inquiry.owner = wanted.owner;
    inquiry.due = wanted.due.value_or(inquiry.due);
    TRY(check_inquiry(inquiry));
  }
  const auto next = TRY(next_state(inquiry_transitions, from, wanted.event));
  const std::array events{wanted.event};
  TRY(context.audit.walk<InquiryLife>(subject_of(site, number), from, events, next));
  context.db.run(insert_step, number, inquiry.steps.size() + 1,
                 name_of(inquiry_event_names, wanted.event), inquiry.owner, inquiry.due.to_string(),
                 wanted.note, context.audit.actor(), to_string(context.clock.now()));
  context.db.run(update_inquiry, number, name_of(inquiry_state_names, next), inquiry.owner,
                 inquiry.due.to_string());
  return read_inquiry(context, site, number);
}

}  // namespace lockbox::deposit
