#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "deposit/store/store.h"

namespace lockbox::test {

/// The part of the books that capture and reading use, in memory, with the rules of the port.
/// `fail_next` makes the next change fail with nothing changed, as a full disk does.
class MemoryStore final : public deposit::Store {
 public:
  using Log = std::function<void(const std::string&)>;

  explicit MemoryStore(Log log = {}) : log_{std::move(log)} {}

  void fail_next() { fails_next_ = true; }
  [[nodiscard]] deposit::BatchContents& contents(BatchId batch) {
    return batches_.at(static_cast<std::size_t>(batch.value() - 1));
  }

  [[nodiscard]] Result<deposit::Batch> open_batch(const deposit::BatchHeader& header,
                                                  const deposit::Actor&) override {
    for (const auto& known : batches_) {
      if (known.batch.header.source == header.source) return known.batch;
    }
    deposit::BatchContents contents{
        deposit::Batch{BatchId{next_batch()}, header}, {}, {}, {}, {}, {}, {}, {}, {}};
    batches_.push_back(contents);
    return contents.batch;
  }

  [[nodiscard]] Result<std::optional<deposit::Batch>> batch_with_image(
      const std::string&, const std::string&, std::int64_t sequence, const Sha256& front) override {
    for (const auto& known : batches_) {
      for (const auto& document : known.documents) {
        if (document.captured.sequence == sequence && front_of(document.captured) == front) {
          return known.batch;
        }
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] Result<int> file_documents(BatchId batch,
                                           std::span<const deposit::NewDocument> documents,
                                           const deposit::Actor&) override {
    TRY(take_failure());
    auto after = contents(batch).documents;
    int filed = 0;
    for (const auto& document : documents) {
      const auto held = std::find_if(after.begin(), after.end(), [&](const auto& other) {
        return other.captured.sequence == document.sequence;
      });
      const auto state = front_of(document) ? deposit::DocumentState::Captured
                                            : deposit::DocumentState::NeedsRescan;
      if (held == after.end()) {
        after.push_back({DocumentId{document.sequence}, document, state, std::nullopt});
      } else if (front_of(held->captured) == front_of(document)) {
        continue;
      } else if (held->state == deposit::DocumentState::NeedsRescan) {
        *held = {held->id, document, state, std::nullopt};
      } else {
        return fail(ErrorCode::Conflict, "The batch holds another document there.");
      }
      ++filed;
    }
    contents(batch).documents = std::move(after);
    log("file " + std::to_string(documents.size()));
    return filed;
  }

  [[nodiscard]] Result<void> record_readings(BatchId batch,
                                             std::span<const deposit::Reading> readings,
                                             const deposit::Actor&) override {
    TRY(take_failure());
    for (const auto& reading : readings) {
      for (auto& document : contents(batch).documents) {
        if (document.captured.sequence != reading.sequence || document.reading) continue;
        document.reading = reading;
        document.state =
            reading.fault ? deposit::DocumentState::NeedsRescan : deposit::DocumentState::ReadOk;
      }
    }
    log("read " + std::to_string(readings.size()));
    return {};
  }

  [[nodiscard]] Result<deposit::BatchContents> load_batch(BatchId batch) override {
    return contents(batch);
  }

  // What neither capture nor reading has any business with.
  [[nodiscard]] Result<bool> import_accounts(const std::string&, const std::string&, const Sha256&,
                                             std::span<const deposit::Account>,
                                             const deposit::Actor&) override {
    return refuse();
  }
  [[nodiscard]] Result<std::vector<deposit::Account>> accounts(const std::string&,
                                                               const std::string&) override {
    return refuse();
  }
  [[nodiscard]] Result<deposit::ChangedAccounts> accounts_since(const std::string&,
                                                                const std::string&,
                                                                std::int64_t) override {
    return refuse();
  }
  [[nodiscard]] Result<std::optional<deposit::PlacedAccount>> account_by_ref(
      const std::string&, const std::string&) override {
    return refuse();
  }
  [[nodiscard]] Result<void> correct_control(BatchId, const deposit::ControlTotals&,
                                             const std::string&, const deposit::Actor&) override {
    return refuse();
  }
  [[nodiscard]] Result<void> accept_difference(BatchId, const deposit::AcceptedDifference&,
                                               const deposit::Actor&) override {
    return refuse();
  }
  [[nodiscard]] Result<void> release_batch(BatchId, const deposit::BatchRelease&,
                                           const deposit::Actor&) override {
    return refuse();
  }
  [[nodiscard]] Result<void> commit_work(BatchId, const deposit::WorkChanges&,
                                         const deposit::Actor&) override {
    return refuse();
  }
  [[nodiscard]] Result<std::vector<deposit::PriorCheck>> prior_checks(BatchId,
                                                                      const encode::MicrLine&,
                                                                      Money) override {
    return refuse();
  }
  [[nodiscard]] Result<deposit::MatchRules> match_rules(BatchId) override { return refuse(); }
  [[nodiscard]] Result<deposit::PayerHistory> payer_history(BatchId, const encode::MicrLine&,
                                                            deposit::PayersAsOf) override {
    return refuse();
  }
  [[nodiscard]] Result<std::optional<deposit::StopEntry>> stop_of(
      BatchId, const encode::MicrLine&) override {
    return std::nullopt;
  }
  [[nodiscard]] Result<std::vector<deposit::Deposit>> make_deposits(
      BatchId, std::span<const deposit::Deposit>, const deposit::Actor&) override {
    return refuse();
  }
  [[nodiscard]] Result<void> approve_deposit(const std::string&, const std::string&,
                                             const std::string&, const deposit::Actor&) override {
    return refuse();
  }
  [[nodiscard]] Result<void> record_file(BatchId, const deposit::OutputFile&,
                                         const deposit::Actor&) override {
    return refuse();
  }
  [[nodiscard]] Result<std::vector<deposit::LedgerBalance>> balances(BatchId) override {
    return refuse();
  }
  [[nodiscard]] Result<std::vector<deposit::Batch>> batches() override { return refuse(); }
  [[nodiscard]] Result<deposit::Batch> batch(BatchId) override { return refuse(); }
  [[nodiscard]] Result<std::vector<deposit::Batch>> batches_on(const BusinessDay&) override {
    return refuse();
  }
  [[nodiscard]] Result<std::optional<std::string>> first_fault() override { return refuse(); }

 private:
  [[nodiscard]] static tl::unexpected<Error> refuse() {
    return fail(ErrorCode::NotPermitted, "Capture has no business with this.");
  }
  [[nodiscard]] static std::optional<Sha256> front_of(const deposit::NewDocument& document) {
    for (const auto& image : document.images) {
      if (image.side == Side::Front) return image.place.sha256;
    }
    return std::nullopt;
  }
  [[nodiscard]] Result<void> take_failure() {
    if (!std::exchange(fails_next_, false)) return {};
    log("refused");
    return fail(ErrorCode::Unavailable, "The disk is full.");
  }
  [[nodiscard]] std::int64_t next_batch() const {
    return static_cast<std::int64_t>(batches_.size()) + 1;
  }
  void log(const std::string& what) const {
    if (log_) log_(what);
  }

  Log log_;
  std::vector<deposit::BatchContents> batches_;
  bool fails_next_ = false;
};

}  // namespace lockbox::test
