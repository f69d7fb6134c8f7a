#include <utility>

#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/signature_rows.h"

namespace lockbox::deposit {

namespace {

class SqliteReporting final : public Reporting {
 public:
  explicit SqliteReporting(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<report::EventFact>> events(const std::string& site, Instant from,
                                                              Instant until,
                                                              std::int64_t at_most) override {
    return file_->read([&] { return read_events(file_->db(), site, {from, until}, at_most); });
  }

  [[nodiscard]] Result<std::map<BatchId, report::Arrival>> arrivals(
      const report::Scope& scope) override {
    return file_->read([&] { return read_arrivals(file_->db(), scope); });
  }

  [[nodiscard]] Result<std::vector<BatchId>> booked_later(const report::Scope& scope) override {
    return file_->read(
        [&]() -> Result<std::vector<BatchId>> { return read_booked_later(file_->db(), scope); });
  }

  [[nodiscard]] Result<ReportSignature> sign(const ReportSignature& wanted,
                                             const Actor& actor) override {
    return file_->change(actor, wanted.note,
                         [&] { return add_signature(file_->context(), wanted); });
  }

  [[nodiscard]] Result<std::vector<ReportSignature>> signatures(
      const std::string& report, const report::Scope& scope) override {
    return file_->read([&] { return read_signatures(file_->db(), report, scope); });
  }

  [[nodiscard]] Result<std::vector<ReportSignature>> all_signatures(const std::string& site,
                                                                    std::int64_t at_most) override {
    return file_->read([&] { return read_all_signatures(file_->db(), site, at_most); });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<Reporting> reporting_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteReporting>(std::move(file));
}

}  // namespace lockbox::deposit
