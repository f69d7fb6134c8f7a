#include <utility>

#include "deposit/store/sqlite/credit_rows.h"
#include "deposit/store/sqlite/ports.h"

namespace lockbox::deposit {

namespace {

class SqliteCredit final : public CreditBook {
 public:
  explicit SqliteCredit(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<credit::Booking>> bookings(
      const std::string& site, const std::string& lockbox,
      std::span<const AccountNumber> numbers) override {
    return file_->read([&]() -> Result<std::vector<credit::Booking>> {
      const auto lockbox_id = find_lockbox(file_->db(), site, lockbox);
      if (!lockbox_id) return std::vector<credit::Booking>{};
      return read_bookings(file_->context(), *lockbox_id, numbers);
    });
  }
  [[nodiscard]] Result<std::vector<credit::Booking>> named_money(
      const std::string& site, const std::string& lockbox,
      std::span<const AccountNumber> numbers) override {
    return file_->read([&]() -> Result<std::vector<credit::Booking>> {
      const auto lockbox_id = find_lockbox(file_->db(), site, lockbox);
      if (!lockbox_id) return std::vector<credit::Booking>{};
      return read_named_money(file_->context(), *lockbox_id, numbers);
    });
  }
  [[nodiscard]] Result<std::vector<PaidCharge>> paid_charges(
      const std::string& site, const std::string& lockbox, const AccountNumber& account) override {
    return file_->read([&]() -> Result<std::vector<PaidCharge>> {
      const auto lockbox_id = find_lockbox(file_->db(), site, lockbox);
      if (!lockbox_id) return std::vector<PaidCharge>{};
      return read_paid_charges(file_->context(), *lockbox_id, account);
    });
  }

  [[nodiscard]] Result<credit::Arrangement> propose(const std::string& site,
                                                    const credit::NewArrangement& wanted,
                                                    const Actor& actor) override {
    return file_->change(actor, "",
                         [&] { return propose_arrangement(file_->context(), site, wanted); });
  }
  [[nodiscard]] Result<credit::Arrangement> step(const std::string& site, std::int64_t number,
                                                 const WantedArrangementStep& wanted,
                                                 const Actor& actor) override {
    return file_->change(actor, wanted.note.empty() ? wanted.detected_why : wanted.note,
                         [&] { return step_arrangement(file_->context(), site, number, wanted); });
  }
  [[nodiscard]] Result<credit::Arrangement> record_detected(const std::string& site,
                                                            std::int64_t number,
                                                            const WantedArrangementStep& seen,
                                                            const Actor& actor) override {
    if (seen.detected.empty()) return arrangement(site, number);
    return file_->change(actor, seen.detected_why, [&] {
      return record_detected_arrangement(file_->context(), site, number, seen);
    });
  }
  [[nodiscard]] Result<std::vector<credit::Arrangement>> arrangements(
      const std::string& site, const CreditFilter& filter) override {
    return file_->read([&] { return read_arrangements(file_->context(), site, filter); });
  }
  [[nodiscard]] Result<credit::Arrangement> arrangement(const std::string& site,
                                                        std::int64_t number) override {
    return file_->read([&] { return read_arrangement(file_->context(), site, number); });
  }

  [[nodiscard]] Result<credit::SecurityDeposit> propose(const std::string& site,
                                                        const credit::NewSecurity& wanted,
                                                        const Actor& actor) override {
    return file_->change(actor, wanted.why,
                         [&] { return propose_security(file_->context(), site, wanted); });
  }
  [[nodiscard]] Result<credit::SecurityDeposit> step(const std::string& site, std::int64_t number,
                                                     const WantedSecurityStep& wanted,
                                                     const Actor& actor) override {
    return file_->change(actor, wanted.note,
                         [&] { return step_security(file_->context(), site, number, wanted); });
  }
  [[nodiscard]] Result<credit::SecurityDeposit> receive(const std::string& site,
                                                        std::int64_t number, std::int64_t version,
                                                        const credit::SecurityReceipt& receipt,
                                                        const Actor& actor) override {
    return file_->change(actor, receipt.receipt, [&] {
      return receive_security(file_->context(), site, number, version, receipt);
    });
  }
  [[nodiscard]] Result<std::vector<credit::SecurityDeposit>> securities(
      const std::string& site, const CreditFilter& filter) override {
    return file_->read([&] { return read_securities(file_->context(), site, filter); });
  }
  [[nodiscard]] Result<credit::SecurityDeposit> security(const std::string& site,
                                                         std::int64_t number) override {
    return file_->read([&] { return read_security(file_->context(), site, number); });
  }

  [[nodiscard]] Result<credit::Referral> propose(const std::string& site,
                                                 const credit::NewReferral& wanted,
                                                 const Actor& actor) override {
    return file_->change(actor, wanted.why,
                         [&] { return propose_referral(file_->context(), site, wanted); });
  }
  [[nodiscard]] Result<credit::Referral> step(const std::string& site, std::int64_t number,
                                              const WantedReferralStep& wanted,
                                              const Actor& actor) override {
    return file_->change(actor, wanted.note,
                         [&] { return step_referral(file_->context(), site, number, wanted); });
  }
  [[nodiscard]] Result<std::vector<credit::Referral>> referrals(
      const std::string& site, const CreditFilter& filter) override {
    return file_->read([&] { return read_referrals(file_->context(), site, filter); });
  }
  [[nodiscard]] Result<credit::Referral> referral(const std::string& site,
                                                  std::int64_t number) override {
    return file_->read([&] { return read_referral(file_->context(), site, number); });
  }
  [[nodiscard]] Result<credit::ReferralFile> record_file(const std::string& site,
                                                         const credit::ReferralFile& file,
                                                         const Actor& actor) override {
    return file_->change(actor, "Told to the collection agency.",
                         [&] { return add_referral_file(file_->context(), site, file); });
  }
  [[nodiscard]] Result<std::vector<credit::ReferralFile>> referral_files(
      const std::string& site) override {
    return file_->read([&] { return read_referral_files(file_->context(), site); });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<CreditBook> credit_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteCredit>(std::move(file));
}

}  // namespace lockbox::deposit
