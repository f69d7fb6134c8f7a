#include <utility>

#include "deposit/store/sqlite/carry_rows.h"
#include "deposit/store/sqlite/ports.h"

namespace lockbox::deposit {

namespace {

class SqliteCarries final : public Carries {
 public:
  explicit SqliteCarries(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<Carry>> around(const std::string& site,
                                                  const BusinessDay& day) override {
    return file_->read([&] { return read_carries(file_->db(), site, day); });
  }

  [[nodiscard]] Result<std::vector<Carry>> standing(const std::string& site) override {
    return file_->read([&] { return read_carries_of_site(file_->db(), site); });
  }

  [[nodiscard]] Result<void> plan(const std::string& site, const BusinessDay& day,
                                  const WantedCarry& wanted, const Actor& actor) override {
    return file_->change(actor, wanted.reason,
                         [&] { return plan_carries(file_->context(), site, day, wanted); });
  }

  [[nodiscard]] Result<void> take_back(const std::string& site, const BusinessDay& day,
                                       std::int64_t id, const std::string& reason,
                                       const Actor& actor) override {
    return file_->change(actor, reason,
                         [&] { return take_carry_back(file_->context(), site, day, id, reason); });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<Carries> carries_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteCarries>(std::move(file));
}

}  // namespace lockbox::deposit
