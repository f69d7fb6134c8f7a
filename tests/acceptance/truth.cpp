#include "acceptance/truth.h"

#include <fstream>
#include <sstream>

#include <boost/json.hpp>

namespace lockbox::test {

namespace json = boost::json;

namespace {

std::string text_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

std::optional<std::int64_t> number_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return value->as_int64();
}

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

TrueDocument document_of(const json::object& object) {
  TrueDocument document;
  document.sequence = number_of(object, "sequence").value();
  document.envelope = number_of(object, "envelope").value();
  document.kind = text_of(object, "kind");
  document.account = text_of(object, "account");
  document.barcode = text_of(object, "barcode");
  document.printed_due_cents = number_of(object, "printed_due").value_or(0);
  document.amount_cents = number_of(object, "amount").value_or(0);
  document.duplicate_of = number_of(object, "duplicate_of");
  if (const auto* micr = object.if_contains("micr")) {
    document.micr = without_blanks(text_of(micr->as_object(), "raw"));
    document.routing = text_of(micr->as_object(), "routing");
    document.micr_account = text_of(micr->as_object(), "account");
    document.serial = text_of(micr->as_object(), "serial");
    document.micr_cents = number_of(micr->as_object(), "amount");
  }
  return document;
}

}  // namespace

Truth read_truth(const std::filesystem::path& file) {
  std::ifstream in{file};
  std::stringstream text;
  text << in.rdbuf();
  const auto root = json::parse(text.str()).as_object();
  Truth truth;
  for (const auto& value : root.at("envelopes").as_array()) {
    const auto& object = value.as_object();
    auto& envelope = truth.envelopes[number_of(object, "envelope").value()];
    envelope.paid_cents = number_of(object, "paid").value();
    for (const auto& account : object.at("accounts").as_array()) {
      envelope.accounts.emplace_back(account.as_string());
    }
  }
  for (const auto& value : root.at("documents").as_array()) {
    const auto document = document_of(value.as_object());
    truth.documents.emplace(document.sequence, document);
    if (!document.duplicate_of) {
      truth.envelopes[document.envelope].documents.push_back(document.sequence);
    }
  }
  truth.total_paid_cents = number_of(root, "total_paid").value();
  return truth;
}

std::string true_answer(const Truth& truth, std::int64_t sequence, const std::string& field) {
  const auto& document = truth.documents.at(sequence);
  const auto& envelope = truth.envelopes.at(document.envelope);
  if (field == "amount") return std::to_string(document.amount_cents);
  if (field == "micr") return document.micr;
  if (field == "duplicate") return document.duplicate_of ? "yes" : "no";
  if (field == "boundary") return envelope.documents.front() == sequence ? "first" : "joins";
  if (document.kind == "coupon") return document.account;
  return envelope.accounts.empty() ? std::string{} : envelope.accounts.front();
}

}  // namespace lockbox::test
