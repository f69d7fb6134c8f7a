#pragma once

#include <map>
#include <string>

#include <boost/json.hpp>

#include "service/api/office.h"
#include "support/batch_builder.h"

namespace lockbox::test {

/// An office with mail in its books and people who are signed in: maria keys, theo is of treasury,
/// sam supervises.
class MailOffice {
 public:
  explicit MailOffice(BatchBuilder& mail);

  /// One request by a person, or by nobody (""), to a path behind /api/v1.
  Answer get(const std::string& person, const std::string& path);
  Answer post(const std::string& person, const std::string& path,
              const boost::json::object& body = {});

  /// Somebody else who is signed in.
  void add_person(const std::string& name, const std::string& full_name, const std::string& role);

  /// Files the mail with a small white front for each document, reads and settles it.  The office
  /// begins with one such batch.
  BatchId take(BatchBuilder& mail);

  [[nodiscard]] deposit::Books& books() { return office_.books(); }
  [[nodiscard]] deposit::OfficeRules& rules() { return office_.rules(); }
  [[nodiscard]] deposit::CreditRules& credit() { return office_.credit(); }
  [[nodiscard]] const deposit::Site& site() const { return office_.site(); }
  [[nodiscard]] BatchId batch() const { return batch_; }
  /// The id of a document of the first batch.
  [[nodiscard]] std::int64_t document(std::int64_t sequence);
  /// A keyer proposes that its envelope goes back, and a supervisor sends it.
  void send_back(std::int64_t sequence);
  [[nodiscard]] std::string batch_path() const {
    return "/batches/" + std::to_string(batch_.value());
  }

 private:
  [[nodiscard]] std::string session_of(const std::string& person) const;

  Office office_;
  BatchId batch_{0};
  std::map<std::string, std::string> sessions_;
};

/// The JSON of an answer.
inline boost::json::object json_of(const Answer& answer) {
  return answer.object();
}

}  // namespace lockbox::test
