#include <utility>

#include "deposit/store/sqlite/day_rows.h"
#include "deposit/store/sqlite/ports.h"

namespace lockbox::deposit {

namespace {

class SqliteDays final : public Days {
 public:
  explicit SqliteDays(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<Day>> days(const std::string& site) override {
    return file_->read([&] { return read_days(file_->db(), site); });
  }

  [[nodiscard]] Result<Day> day(const std::string& site, const BusinessDay& day) override {
    return file_->read([&] { return read_day(file_->db(), site, day); });
  }

  [[nodiscard]] Result<Day> step(const std::string& site, const BusinessDay& day,
                                 const WantedStep& wanted, const Actor& actor) override {
    return file_->change(actor, wanted.reason,
                         [&] { return step_day(file_->context(), site, day, wanted); });
  }

  [[nodiscard]] Result<Day> decline_reopening(const std::string& site, const BusinessDay& day,
                                              std::int64_t version, const std::string& reason,
                                              const Actor& actor) override {
    return file_->change(actor, reason, [&] {
      return decline_day_reopening(file_->context(), site, day,
                                   {DayEvent::Reopen, version, reason});
    });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<Days> days_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteDays>(std::move(file));
}

}  // namespace lockbox::deposit
