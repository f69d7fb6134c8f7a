#include "deposit/store/sqlite/field_seal.h"

#include "core/seal.h"
#include "deposit/accounts/account_ref.h"
#include "deposit/store/sqlite/canonical.h"
#include "encode/micr/line_of_font.h"

namespace lockbox::deposit {

namespace {

std::string text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Bytes FieldSeal::seal(std::string_view column, std::string_view plain) const {
  return lockbox::seal(keys_.field_key(), bytes_of(plain), bytes_of(column));
}

Result<std::string> FieldSeal::open(std::string_view column, ByteView sealed) const {
  const auto plain = unseal(keys_.field_key(), sealed, bytes_of(column));
  if (!plain) {
    return fail(ErrorCode::InvalidInput,
                "The sealed field " + std::string{column} + " cannot be opened with this key.");
  }
  return text_of(*plain);
}

Bytes FieldSeal::seal_record(std::string_view column,
                             const std::vector<std::string>& fields) const {
  Canonical record;
  for (const auto& field : fields) record.add_text(field);
  return lockbox::seal(keys_.field_key(), record.bytes(), bytes_of(column));
}

Result<std::vector<std::string>> FieldSeal::open_record(std::string_view column, ByteView sealed,
                                                        std::size_t fields) const {
  const auto plain = TRY(open(column, sealed));
  auto parts = split_canonical_texts(plain);
  if (!parts || parts->size() != fields) {
    return fail(ErrorCode::InvalidInput,
                "The sealed field " + std::string{column} + " is not a record of this version.");
  }
  return *std::move(parts);
}

Bytes FieldSeal::seal_micr(std::string_view column, const encode::MicrLine& line) const {
  return seal_record(column, {line.raw, line.auxiliary_on_us, line.epc,
                              line.routing ? std::string{line.routing->digits()} : "",
                              line.account.reveal(), line.serial});
}

Result<encode::MicrLine> FieldSeal::open_micr(std::string_view column, ByteView sealed,
                                              std::optional<Money> amount) const {
  auto fields = TRY(open_record(column, sealed, 6));
  encode::MicrLine line;
  line.raw = std::move(fields[0]);
  line.auxiliary_on_us = std::move(fields[1]);
  line.epc = std::move(fields[2]);
  if (!fields[3].empty()) line.routing = TRY(encode::RoutingNumber::parse(fields[3]));
  line.account = AccountNumber{std::move(fields[4])};
  line.serial = std::move(fields[5]);
  line.amount = amount;
  return line;
}

Sha256 FieldSeal::account_fingerprint(const AccountNumber& account) const {
  return keyed_fingerprint(keys_.lookup_key(), "account|" + account.reveal());
}

std::string FieldSeal::account_ref(const std::string& site, const std::string& lockbox,
                                   const AccountNumber& number) const {
  return accounts::account_ref(keys_, site, lockbox, number);
}

std::optional<Sha256> FieldSeal::check_fingerprint(const encode::MicrLine& line) const {
  const auto name = encode::name_of_check(line);
  if (!name) return std::nullopt;
  return keyed_fingerprint(keys_.lookup_key(), "check|" + name->bank + "|" +
                                                   name->account.reveal() + "|" + name->number);
}

std::optional<Sha256> FieldSeal::payer_fingerprint(const encode::MicrLine& line) const {
  if (!line.routing || line.account.empty()) return std::nullopt;
  return keyed_fingerprint(keys_.lookup_key(), "payer|" + std::string{line.routing->digits()} +
                                                   "|" + line.account.reveal());
}

}  // namespace lockbox::deposit
