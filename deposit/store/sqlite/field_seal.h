#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/keys.h"
#include "core/result.h"
#include "core/sha256.h"
#include "encode/micr/micr_line.h"

namespace lockbox::deposit {

/// Which column a sealed value belongs to; bound into the seal, so that it opens nowhere else.
namespace sealed_column {
inline constexpr std::string_view account_number = "account.number";
inline constexpr std::string_view account_name = "account.name";
inline constexpr std::string_view account_address = "account.address";
inline constexpr std::string_view head_codeline = "document.head_codeline";
inline constexpr std::string_view reading_micr = "reading.micr";
inline constexpr std::string_view reading_coupon = "reading.coupon";
inline constexpr std::string_view check_picture_ink = "check_picture.ink";
inline constexpr std::string_view reading_symbols = "reading.symbols";
inline constexpr std::string_view item_repaired_micr = "item.repaired_micr";
inline constexpr std::string_view application_account = "application.account";
inline constexpr std::string_view task_answer = "task.answer";
inline constexpr std::string_view journal_account = "journal_line.account";
inline constexpr std::string_view match_account = "transaction_match.account";
inline constexpr std::string_view payer_mark_account = "payer_mark.account";
inline constexpr std::string_view account_successor = "account_successor.successor";
inline constexpr std::string_view ledger_account = "ledger_line.account";
inline constexpr std::string_view adjustment_from = "adjustment.from";
inline constexpr std::string_view adjustment_to = "adjustment.to";
inline constexpr std::string_view receipt_payer = "receipt.payer";
inline constexpr std::string_view receipt_note = "receipt.note";
inline constexpr std::string_view receipt_account = "receipt_account.account";
inline constexpr std::string_view letter_text = "letter.text";
inline constexpr std::string_view inquiry_words = "inquiry.words";
inline constexpr std::string_view account_change_number = "account_change.number";
inline constexpr std::string_view account_change_value = "account_change_field.value";
inline constexpr std::string_view account_file_value = "account_kept_field.file";
inline constexpr std::string_view arrangement_account = "payment_arrangement.account";
inline constexpr std::string_view arrangement_terms = "payment_arrangement.terms";
inline constexpr std::string_view security_account = "security_deposit.account";
inline constexpr std::string_view referral_account = "referral.account";
inline constexpr std::string_view user_totp_secret = "user.totp_secret";
inline constexpr std::string_view kept_answer_body = "kept_answer.body";
}  // namespace sealed_column

/// Seals what identifies people and their accounts before it reaches the database.
class FieldSeal {
 public:
  explicit FieldSeal(const Keys& keys) : keys_{keys} {}

  [[nodiscard]] Bytes seal(std::string_view column, std::string_view plain) const;
  /// InvalidInput naming the column, never the value.
  [[nodiscard]] Result<std::string> open(std::string_view column, ByteView sealed) const;

  /// Several texts under one seal.
  [[nodiscard]] Bytes seal_record(std::string_view column,
                                  const std::vector<std::string>& fields) const;
  [[nodiscard]] Result<std::vector<std::string>> open_record(std::string_view column,
                                                             ByteView sealed,
                                                             std::size_t fields) const;

  /// All of a MICR line but its amount, which stands beside it as money.
  [[nodiscard]] Bytes seal_micr(std::string_view column, const encode::MicrLine& line) const;
  [[nodiscard]] Result<encode::MicrLine> open_micr(std::string_view column, ByteView sealed,
                                                   std::optional<Money> amount) const;

  /// By which an account number is found.
  [[nodiscard]] Sha256 account_fingerprint(const AccountNumber& account) const;
  /// The name under which pages speak of an account.
  [[nodiscard]] std::string account_ref(const std::string& site, const std::string& lockbox,
                                        const AccountNumber& number) const;
  /// By which a check is found again: routing number, account and serial.  Nothing for a line
  /// that lacks one of them, because it proves nothing.
  [[nodiscard]] std::optional<Sha256> check_fingerprint(const encode::MicrLine& line) const;
  /// By which a payer is found again: routing number and account.
  [[nodiscard]] std::optional<Sha256> payer_fingerprint(const encode::MicrLine& line) const;

 private:
  const Keys& keys_;
};

}  // namespace lockbox::deposit
