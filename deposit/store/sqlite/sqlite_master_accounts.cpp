#include <utility>

#include "deposit/store/sqlite/account_change_rows.h"
#include "deposit/store/sqlite/kept_field_rows.h"
#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/write_off_rows.h"

namespace lockbox::deposit {

namespace {

class SqliteMasterAccounts final : public MasterAccounts {
 public:
  explicit SqliteMasterAccounts(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<accounts::Change> request(const std::string& site,
                                                 const accounts::ChangeRequest& request,
                                                 const Actor& actor) override {
    return file_->change(actor, request.reason,
                         [&] { return request_account_change(file_->context(), site, request); });
  }

  [[nodiscard]] Result<accounts::Change> decide(const std::string& site, std::int64_t number,
                                                const WantedChangeStep& wanted,
                                                const Actor& actor) override {
    return file_->change(actor, wanted.note, [&] {
      return decide_account_change(file_->context(), site, number, wanted);
    });
  }

  [[nodiscard]] Result<std::vector<accounts::Change>> changes(const std::string& site,
                                                              const ChangeFilter& filter) override {
    return file_->read([&] { return read_account_changes(file_->context(), site, filter); });
  }

  [[nodiscard]] Result<accounts::Change> change(const std::string& site,
                                                std::int64_t number) override {
    return file_->read([&] { return read_account_change(file_->context(), site, number); });
  }

  [[nodiscard]] Result<std::vector<AccountConflict>> conflicts(const std::string& site) override {
    return file_->read([&] { return read_account_conflicts(file_->context(), site); });
  }

  [[nodiscard]] Result<void> keep(const std::string& site, const AccountConflict& conflict,
                                  const Actor& actor) override {
    return file_->change(actor, conflict.kept_because,
                         [&] { return keep_account_field(file_->context(), site, conflict); });
  }

  [[nodiscard]] Result<std::vector<ClosedPayment>> paid_closed(const std::string& site,
                                                               const BusinessDay& since) override {
    return file_->read([&] { return read_paid_closed(file_->context(), site, since); });
  }

  [[nodiscard]] Result<ledger::Adjustment> write_off(const std::string& site, const SmallRest& rest,
                                                     const ledger::CorrectionPolicy& policy,
                                                     const Actor& actor) override {
    return file_->change(actor, rest.note,
                         [&] { return write_off_rest(file_->context(), site, rest, policy); });
  }

  [[nodiscard]] Result<std::vector<ledger::Origin>> written_off(const std::string& site) override {
    return file_->read([&]() -> Result<std::vector<ledger::Origin>> {
      return read_written_off(file_->db(), site);
    });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<MasterAccounts> master_accounts_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteMasterAccounts>(std::move(file));
}

}  // namespace lockbox::deposit
