#include <utility>

#include "core/text.h"
#include "deposit/store/sqlite/exception_rows.h"
#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/vault_rows.h"

namespace lockbox::deposit {

namespace {

class SqliteExceptions final : public Exceptions {
 public:
  explicit SqliteExceptions(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<FiledCase>> cases(const std::string& site,
                                                     const CaseFilter& filter) override {
    return file_->read([&] { return find_cases(file_->db(), site, filter); });
  }

  [[nodiscard]] Result<FiledCase> one(const std::string& site, std::int64_t id) override {
    return file_->read([&] { return find_case(file_->db(), site, id); });
  }

  [[nodiscard]] Result<std::vector<VaultMove>> vault(const std::string& site) override {
    return file_->read([&] { return read_vault(file_->db(), site); });
  }

  [[nodiscard]] Result<std::vector<StopEntry>> stops(const std::string& site) override {
    return file_->read([&] { return read_stops(file_->db(), site); });
  }

  [[nodiscard]] Result<void> add_stop(BatchId batch, const encode::MicrLine& check,
                                      const WantedStop& wanted, const Actor& actor) override {
    if (is_blank(wanted.note)) {
      return fail(ErrorCode::InvalidInput, "Say why this payer is on the stop list.", "/note");
    }
    return file_->change_batch(batch, actor, wanted.note, [&](const BatchRow& row) {
      return add_stop_row(file_->context(), row, check, wanted);
    });
  }

  [[nodiscard]] Result<void> lift_stop(const std::string& site, std::int64_t id,
                                       const std::string& reason, const Actor& actor) override {
    if (is_blank(reason)) {
      return fail(ErrorCode::InvalidInput, "Say why the entry is lifted.", "/reason");
    }
    return file_->change(actor, reason,
                         [&] { return lift_stop_row(file_->context(), site, id, reason); });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<Exceptions> exceptions_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteExceptions>(std::move(file));
}

}  // namespace lockbox::deposit
