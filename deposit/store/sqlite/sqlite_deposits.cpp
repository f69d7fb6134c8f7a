#include <cstdint>
#include <utility>

#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/deposit_items.h"
#include "deposit/store/sqlite/deposit_records.h"
#include "deposit/store/sqlite/deposit_steps.h"
#include "deposit/store/sqlite/plan_rows.h"
#include "deposit/store/sqlite/ports.h"

namespace lockbox::deposit {

namespace {

class SqliteDeposits final : public Deposits {
 public:
  explicit SqliteDeposits(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<PlanBasis> plan_basis(const std::string& site,
                                             const BusinessDay& day) override {
    return file_->read([&] { return read_plan_basis(file_->db(), site, day); });
  }

  [[nodiscard]] Result<std::vector<DepositRecord>> deposits(
      const std::string& site, const std::optional<BusinessDay>& day) override {
    return file_->read([&] { return read_records(file_->db(), site, day); });
  }

  [[nodiscard]] Result<DepositPage> unsettled(const std::string& site,
                                              const PageWanted& wanted) override {
    return file_->read([&] { return read_unsettled(file_->db(), site, wanted); });
  }

  [[nodiscard]] Result<DepositRecord> deposit(const std::string& site,
                                              const DepositName& name) override {
    return file_->read([&]() -> Result<DepositRecord> {
      const auto id = TRY(row_of(site, name));
      return read_record(file_->db(), id);
    });
  }

  [[nodiscard]] Result<std::vector<DepositRecord>> arrange(const std::string& site,
                                                           const BusinessDay& day,
                                                           const DayPlan& plan,
                                                           const Actor& actor) override {
    return file_->change(actor, "Planned for " + day.to_string() + ".",
                         [&] { return arrange_rows(file_->context(), site, day, plan); });
  }

  [[nodiscard]] Result<DepositRecord> step(const std::string& site, const DepositName& name,
                                           const WantedDepositStep& wanted,
                                           const Actor& actor) override {
    return file_->change(actor, wanted.reason, [&]() -> Result<DepositRecord> {
      const auto id = TRY(row_of(site, name));
      TRY(take_step(file_->context(), id, wanted));
      return read_record(file_->db(), id);
    });
  }

  [[nodiscard]] Result<void> keep_back(const std::string& site, const ItemPlace& item,
                                       const std::string& reason, const Actor& actor) override {
    return keep(site, item, true, reason, actor);
  }

  [[nodiscard]] Result<void> put_back(const std::string& site, const ItemPlace& item,
                                      const std::string& reason, const Actor& actor) override {
    return keep(site, item, false, reason, actor);
  }

 private:
  Result<std::int64_t> row_of(const std::string& site, const DepositName& name) {
    const auto lockbox = find_lockbox(file_->db(), site, name.lockbox);
    const auto id = lockbox ? find_deposit(file_->db(), *lockbox, name.ticket) : std::nullopt;
    if (id) return *id;
    return fail(ErrorCode::NotFound,
                "There is no deposit " + name.ticket + " of lockbox " + name.lockbox + ".");
  }

  Result<void> keep(const std::string& site, const ItemPlace& item, bool is_kept,
                    const std::string& reason, const Actor& actor) {
    return file_->change(actor, reason, [&]() -> Result<void> {
      return keep_item(file_->context(), site, item, is_kept, reason);
    });
  }

  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<Deposits> deposits_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteDeposits>(std::move(file));
}

}  // namespace lockbox::deposit
