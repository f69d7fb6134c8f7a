#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "deposit/store/sqlite/sqlite_books.h"
#include "service/process/deposits.h"
#include "service/process/outputs.h"
#include "service/process/settle.h"
#include "service/process/summary.h"
#include "support/batch_builder.h"
#include "support/fixed_clock.h"
#include "support/fixed_keys.h"
#include "support/temporary_directory.h"

namespace lockbox::test {

/// Books in a real store, with mail as the reader would have left it: everything of a run but the
/// pictures.
class MailBooks {
 public:
  MailBooks()
      : books_{need(deposit::open_sqlite_books({folder_.path() / "lockbox.db", keys_, clock_}))} {}

  template <class T>
  static T need(Result<T> result) {
    if (!result) throw std::runtime_error{result.error().message};
    return *std::move(result);
  }
  static void need(const Result<void>& result) {
    if (!result) throw std::runtime_error{result.error().message};
  }

  /// Files and reads the builder's documents that the batch lacks; its accounts and its site rule
  /// from now on.
  void take(BatchBuilder& mail) {
    site_ = mail.site();
    accounts_ = mail.accounts();
    const auto& contents = mail.contents();
    batch_ = need(store().open_batch(contents.batch.header, scanner_)).id;
    std::vector<deposit::NewDocument> documents;
    std::vector<deposit::Reading> readings;
    for (const auto& document : contents.documents) {
      documents.push_back(document.captured);
      const bool is_torn = document.reading && document.reading->fault;
      documents.back().images.front().place.sha256 = Sha256::of(
          bytes_of(contents.batch.header.source + std::to_string(document.captured.sequence) +
                   (is_torn ? "torn" : "")));
      if (document.reading) readings.push_back(*document.reading);
    }
    need(store().file_documents(batch_, documents, scanner_));
    need(store().record_readings(batch_, readings, scanner_));
    if (need(store().load_batch(batch_)).batch.state != deposit::BatchState::Capturing) return;
    deposit::WorkChanges changes;
    changes.batch_events.push_back(deposit::BatchEvent::CompleteCapture);
    need(store().commit_work(batch_, changes, scanner_));
  }

  service::SettledBatch settle(const std::vector<deposit::KeyedAnswer>& answers = {}) {
    return need(
        service::settle_batch(store(), batch_, site_, deposit::AccountIndex{accounts_}, answers));
  }

  service::SettledBatch correct(const deposit::KeyedAnswer& answer) {
    return need(service::correct_keyed_answer(
        store(), batch_, site_, deposit::AccountIndex{accounts_}, {answer, "Misread the check."}));
  }

  Result<service::SettledBatch> decide(std::int64_t sequence, deposit::DecisionKind kind,
                                       const std::string& reason = "It is not signed.") {
    return service::decide_and_settle(store(), batch_, site_, deposit::AccountIndex{accounts_},
                                      {sequence, kind, reason, "Sue"});
  }

  Result<service::SettledBatch> change_case(const service::WantedCase& wanted) {
    return service::change_case_and_settle(store(), batch_, site_, deposit::AccountIndex{accounts_},
                                           wanted);
  }

  Result<service::SettledBatch> accept_picture(std::int64_t sequence, const std::string& reason) {
    return service::accept_picture_and_settle(
        store(), batch_, site_, deposit::AccountIndex{accounts_}, {sequence, reason, "Sue"});
  }

  Result<service::SettledBatch> correct_kind(std::int64_t sequence, deposit::PaperKind kind,
                                             const std::string& reason = "Look at the paper.") {
    return service::correct_kind_and_settle(
        store(), batch_, site_, deposit::AccountIndex{accounts_}, {sequence, kind, reason, "Sue"});
  }

  void pass(std::chrono::seconds time) { clock_.advance(time); }

  [[nodiscard]] deposit::BatchContents contents() { return need(store().load_batch(batch_)); }
  [[nodiscard]] deposit::Store& store() { return books_->store(); }
  [[nodiscard]] deposit::Books& books() { return *books_; }
  [[nodiscard]] BusinessDay day() { return contents().batch.header.business_day; }
  [[nodiscard]] deposit::Matching& matching() { return books_->matching(); }
  [[nodiscard]] BatchId batch() const { return batch_; }
  [[nodiscard]] deposit::Site& site() { return site_; }
  [[nodiscard]] std::filesystem::path out() const { return folder_.path(); }
  /// What `verify` would say of the books; empty when they are sound.
  [[nodiscard]] std::string fault() { return need(store().first_fault()).value_or(""); }

 private:
  TemporaryDirectory folder_;
  FixedKeys keys_;
  FixedClock clock_;
  std::unique_ptr<deposit::Books> books_;
  deposit::Actor scanner_{"scanner"};
  BatchId batch_{0};
  deposit::Site site_;
  std::vector<deposit::Account> accounts_;
};

/// What a person keys.
inline deposit::KeyedAnswer keyed(std::int64_t sequence, deposit::TaskField field,
                                  std::string value) {
  return {sequence, field, std::move(value), "ann"};
}

}  // namespace lockbox::test
