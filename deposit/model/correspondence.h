#pragma once

/// @file
/// What is written to payers and asked by them, with the lives of a letter and of an inquiry.  A
/// step that is not listed cannot happen; the order of enumerators is never changed.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/state_table.h"

namespace lockbox::deposit {

enum class LetterState { Drafted, Sent, Answered, Withdrawn };
inline constexpr Names<4> letter_state_names{"drafted", "sent", "answered", "withdrawn"};
enum class LetterEvent { Send, Answer, Withdraw };
inline constexpr Names<3> letter_event_names{"send", "answer", "withdraw"};
inline constexpr std::array letter_transitions{
    Transition{LetterState::Drafted, LetterEvent::Send, LetterState::Sent},
    Transition{LetterState::Drafted, LetterEvent::Withdraw, LetterState::Withdrawn},
    Transition{LetterState::Sent, LetterEvent::Answer, LetterState::Answered},
};

/// What a letter is about.
enum class LetterAbout { Account, Envelope, Inquiry };
inline constexpr Names<3> letter_about_names{"account", "envelope", "inquiry"};

struct LetterStep {
  LetterEvent event = LetterEvent::Send;
  std::string note;  ///< Never empty but for Send.
  std::string actor;
  std::string at;
};

/// The words of a letter as they were written, their fields filled in.
struct LetterText {
  std::string recipient;  ///< May be empty: to whom it concerns.
  std::string address;
  std::string subject;
  std::vector<std::string> paragraphs;
};

struct Letter {
  std::int64_t number = 0;
  std::string letter_template;  ///< Its id.
  LetterAbout about_kind = LetterAbout::Account;
  std::string about;  ///< Ref of an account, "batch/document", or the number of an inquiry.
  BusinessDay day;
  LetterText text;
  std::string file;                      ///< Name of its PDF.
  std::string sha256_hex;                ///< Of the PDF.
  std::optional<BusinessDay> reply_due;  ///< Nothing when no answer is waited for.
  LetterState state = LetterState::Drafted;
  std::int64_t version = 1;
  std::string drafted_by;
  std::string drafted_at;
  std::vector<LetterStep> steps = {};
};

enum class InquiryKind { Question, StartService, StopService, Dispute, Other };
inline constexpr Names<5> inquiry_kind_names{"question", "start_service", "stop_service", "dispute",
                                             "other"};
enum class InquiryChannel { Phone, Mail, Counter, Email };
inline constexpr Names<4> inquiry_channel_names{"phone", "mail", "counter", "email"};

enum class InquiryState { Open, WithDepartment, Answered };
inline constexpr Names<3> inquiry_state_names{"open", "with_department", "answered"};
enum class InquiryEvent { PassOn, Answer };
inline constexpr Names<2> inquiry_event_names{"pass_on", "answer"};
inline constexpr std::array inquiry_transitions{
    Transition{InquiryState::Open, InquiryEvent::PassOn, InquiryState::WithDepartment},
    Transition{InquiryState::Open, InquiryEvent::Answer, InquiryState::Answered},
    Transition{InquiryState::WithDepartment, InquiryEvent::PassOn, InquiryState::WithDepartment},
    Transition{InquiryState::WithDepartment, InquiryEvent::Answer, InquiryState::Answered},
};

struct InquiryStep {
  InquiryEvent event = InquiryEvent::Answer;
  std::string owner;  ///< From then on.
  BusinessDay due;
  std::string note;
  std::string actor;
  std::string at;
};

struct Inquiry {
  std::int64_t number = 0;
  InquiryKind kind = InquiryKind::Question;
  InquiryChannel channel = InquiryChannel::Phone;
  BusinessDay day;
  std::string account_ref;  ///< Empty: of no account.
  std::string asked_by;     ///< Who called or wrote.
  std::string words;        ///< What was asked.
  std::string owner;        ///< "supervisor", "treasury" or a department.
  BusinessDay due;
  InquiryState state = InquiryState::Open;
  std::int64_t version = 1;
  std::string logged_by;
  std::string logged_at;
  std::vector<InquiryStep> steps = {};
};

}  // namespace lockbox::deposit
