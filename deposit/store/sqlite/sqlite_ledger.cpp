#include <utility>

#include "deposit/store/sqlite/adjustment_rows.h"
#include "deposit/store/sqlite/item_search.h"
#include "deposit/store/sqlite/ledger_rows.h"
#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/return_rows.h"
#include "deposit/store/sqlite/review_rows.h"

namespace lockbox::deposit {

namespace {

class SqliteLedger final : public LedgerBook {
 public:
  explicit SqliteLedger(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<FoundItem>> find_items(const std::string& site,
                                                          const ItemSearch& search,
                                                          std::size_t at_most) override {
    return file_->read([&] { return search_items(file_->context(), site, search, at_most); });
  }

  [[nodiscard]] Result<ReturnedItem> receive(const std::string& site, const ReturnNotice& notice,
                                             const Actor& actor) override {
    return file_->change(actor, notice.note,
                         [&] { return receive_return(file_->context(), site, notice); });
  }

  [[nodiscard]] Result<ReturnedItem> step_return(const std::string& site, std::int64_t number,
                                                 const WantedReturnStep& wanted,
                                                 const ledger::CorrectionPolicy& policy,
                                                 const Actor& actor) override {
    return file_->change(actor, wanted.note, [&] {
      return step_return_row(file_->context(), site, number, wanted, policy);
    });
  }

  [[nodiscard]] Result<ReturnedItem> decline_return(const std::string& site, std::int64_t number,
                                                    const DeclinedReturnStep& declined,
                                                    const Actor& actor) override {
    return file_->change(actor, declined.note, [&] {
      return decline_return_row(file_->context(), site, number, declined);
    });
  }

  [[nodiscard]] Result<std::vector<ReturnedItem>> returns(const std::string& site) override {
    return file_->read([&] { return read_returns(file_->db(), site); });
  }

  [[nodiscard]] Result<std::vector<ReturnedItem>> returns_of(
      const std::string& site, const AccountNumber& account) override {
    return file_->read([&] { return read_returns_of(file_->context(), site, account); });
  }

  [[nodiscard]] Result<ReturnedItem> returned(const std::string& site,
                                              std::int64_t number) override {
    return file_->read([&] { return read_return(file_->db(), site, number); });
  }

  [[nodiscard]] Result<std::optional<CashOnly>> cash_only(DocumentId document) override {
    return file_->read([&] { return read_cash_only(file_->db(), document); });
  }

  [[nodiscard]] Result<ledger::Adjustment> request(const std::string& site,
                                                   const ledger::AdjustmentRequest& request,
                                                   const ledger::CorrectionPolicy& policy,
                                                   const Actor& actor) override {
    return file_->change(actor, request.note, [&] {
      return request_adjustment(file_->context(), site, request, policy);
    });
  }

  [[nodiscard]] Result<ledger::Adjustment> decide(const std::string& site, std::int64_t number,
                                                  const WantedAdjustmentStep& wanted,
                                                  const ledger::CorrectionPolicy& policy,
                                                  const Actor& actor) override {
    return file_->change(actor, wanted.note, [&] {
      return decide_adjustment(file_->context(), site, number, wanted, policy);
    });
  }

  [[nodiscard]] Result<std::vector<ledger::Adjustment>> adjustments(
      const std::string& site) override {
    return file_->read([&] { return read_adjustments(file_->context(), site); });
  }

  [[nodiscard]] Result<std::vector<ledger::Entry>> entries(const std::string& site,
                                                           const LedgerFilter& filter) override {
    return file_->read([&] { return read_ledger_entries(file_->context(), site, filter); });
  }

  [[nodiscard]] Result<std::vector<ledger::Standing>> standing(
      const std::string& site, const ledger::Origin& envelope) override {
    return file_->read([&]() -> Result<std::vector<ledger::Standing>> {
      const auto found = TRY(deposited_envelope(file_->db(), site, envelope));
      return read_standing(file_->context(), found.transaction_id);
    });
  }

  [[nodiscard]] Result<BusinessDay> booking_day(const std::string& site,
                                                const BusinessDay& from) override {
    return file_->read([&] { return find_booking_day(file_->db(), site, from); });
  }

  [[nodiscard]] Result<std::vector<SuspenseCare>> cares(const std::string& site) override {
    return file_->read([&] { return read_cares(file_->db(), site); });
  }

  [[nodiscard]] Result<void> set_care(const std::string& site, const SuspenseCare& care,
                                      const Actor& actor) override {
    return file_->change(actor, care.note, [&] { return add_care(file_->context(), site, care); });
  }

  [[nodiscard]] Result<std::vector<AdjustmentReview>> reviews(const std::string& site,
                                                              const BusinessDay& day) override {
    return file_->read([&]() -> Result<std::vector<AdjustmentReview>> {
      return read_reviews(file_->db(), site, day);
    });
  }

  [[nodiscard]] Result<AdjustmentReview> sign_review(const std::string& site,
                                                     const BusinessDay& day,
                                                     const std::string& note,
                                                     const Actor& actor) override {
    return file_->change(actor, note,
                         [&] { return add_review(file_->context(), site, day, note); });
  }

  [[nodiscard]] Result<std::vector<AdjustmentFileRecord>> files(const std::string& site,
                                                                const BusinessDay& day) override {
    return file_->read([&] { return read_adjustment_files(file_->db(), site, day); });
  }

  [[nodiscard]] Result<void> record_file(const std::string& site, const AdjustmentFileRecord& file,
                                         const Actor& actor) override {
    return file_->change(actor, "Told to the receivables host.",
                         [&] { return add_adjustment_file(file_->context(), site, file); });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<LedgerBook> ledger_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteLedger>(std::move(file));
}

}  // namespace lockbox::deposit
