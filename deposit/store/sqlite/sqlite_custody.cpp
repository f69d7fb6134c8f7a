#include <utility>

#include "deposit/store/sqlite/box_rows.h"
#include "deposit/store/sqlite/custody_rows.h"
#include "deposit/store/sqlite/finding_rows.h"
#include "deposit/store/sqlite/mail_rows.h"
#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/unit_rows.h"

namespace lockbox::deposit {

namespace {

class SqliteCustody final : public Custody {
 public:
  explicit SqliteCustody(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<custody::CustodyBook> book(const std::string& site,
                                                  const BusinessDay& day) override {
    return file_->read([&] { return read_custody_book(file_->db(), site, day); });
  }

  [[nodiscard]] Result<custody::WorkUnit> unit(const std::string& site,
                                               custody::WorkUnitId unit) override {
    return file_->read([&] { return read_work_unit(file_->db(), site, unit); });
  }

  [[nodiscard]] Result<custody::WorkUnit> unit_numbered(const std::string& site,
                                                        std::int64_t number) override {
    return file_->read([&] { return read_numbered_unit(file_->db(), site, number); });
  }

  [[nodiscard]] Result<std::vector<custody::Finding>> findings(const std::string& site,
                                                               custody::WorkUnitId unit) override {
    return file_->read([&] { return read_findings_of(file_->db(), site, unit); });
  }

  [[nodiscard]] Result<custody::Finding> finding(const std::string& site,
                                                 custody::FindingId finding) override {
    return file_->read([&] { return read_finding(file_->db(), site, finding); });
  }

  [[nodiscard]] Result<custody::PickUpId> log_pick_up(const std::string& site,
                                                      const WantedPickUp& wanted,
                                                      const Actor& actor) override {
    return file_->change(actor, {}, [&] { return insert_pick_up(at(site), wanted); });
  }

  [[nodiscard]] Result<void> confirm_pick_up(const std::string& site, custody::PickUpId pick_up,
                                             const Actor& actor) override {
    return file_->change(actor, {}, [&] { return sign_pick_up(at(site), pick_up); });
  }

  [[nodiscard]] Result<void> step(const std::string& site, custody::WorkUnitId unit,
                                  const WantedUnitStep& wanted, const Actor& actor) override {
    return file_->change(actor, wanted.note, [&] { return step_unit(at(site), unit, wanted); });
  }

  [[nodiscard]] Result<void> send_away(const std::string& site, custody::WorkUnitId unit,
                                       const WantedDeparture& wanted, const Actor& actor) override {
    return file_->change(actor, wanted.reason,
                         [&] { return send_pieces_away(at(site), unit, wanted); });
  }

  [[nodiscard]] Result<void> link_batch(const std::string& site, custody::WorkUnitId unit,
                                        const WantedLink& wanted, const Actor& actor) override {
    return file_->change(actor, {}, [&] { return link_unit(at(site), unit, wanted); });
  }

  [[nodiscard]] Result<void> explain_scan(const std::string& site, custody::WorkUnitId unit,
                                          const std::string& reason, const Actor& actor) override {
    return file_->change(actor, reason, [&] { return explain_scan_of(at(site), unit, reason); });
  }

  [[nodiscard]] Result<void> offer(const std::string& site, custody::WorkUnitId unit,
                                   const WantedOffer& wanted, const Actor& actor) override {
    return file_->change(actor, {}, [&] { return offer_unit(at(site), unit, wanted); });
  }

  [[nodiscard]] Result<void> take(const std::string& site, custody::WorkUnitId unit,
                                  std::int64_t pieces, const Actor& actor) override {
    return file_->change(actor, {}, [&] { return take_unit(at(site), unit, pieces); });
  }

  [[nodiscard]] Result<void> withdraw_offer(const std::string& site, custody::WorkUnitId unit,
                                            const Actor& actor) override {
    return file_->change(actor, {}, [&] { return withdraw_offer_of(at(site), unit); });
  }

  [[nodiscard]] Result<void> discover(const std::string& site, custody::WorkUnitId unit,
                                      const WantedDiscovery& wanted, const Actor& actor) override {
    return file_->change(actor, wanted.note, [&] { return discover_in(at(site), unit, wanted); });
  }

  [[nodiscard]] Result<void> find_cash(const std::string& site, custody::WorkUnitId unit,
                                       const custody::CashCount& count, const std::string& note,
                                       const Actor& actor) override {
    return file_->change(actor, note, [&] { return find_cash_in(at(site), unit, count, note); });
  }

  [[nodiscard]] Result<void> count_cash(const std::string& site, custody::FindingId finding,
                                        const custody::CashCount& count,
                                        const Actor& actor) override {
    return file_->change(actor, {}, [&] { return add_cash_count(at(site), finding, count); });
  }

  [[nodiscard]] Result<void> witness(const std::string& site, custody::FindingId finding,
                                     const Actor& actor) override {
    return file_->change(actor, {}, [&] { return witness_finding(at(site), finding); });
  }

  [[nodiscard]] Result<void> resolve(const std::string& site, custody::FindingId finding,
                                     const WantedResolution& wanted, const Actor& actor) override {
    return file_->change(actor, wanted.text,
                         [&] { return resolve_finding(at(site), finding, wanted); });
  }

  [[nodiscard]] Result<custody::BoxId> open_box(const std::string& site, const WantedBox& wanted,
                                                const Actor& actor) override {
    return file_->change(actor, {}, [&] { return insert_box(at(site), wanted); });
  }

  [[nodiscard]] Result<void> sign_destruction(const std::string& site, custody::BoxId box,
                                              const Actor& actor) override {
    return file_->change(actor, {}, [&] { return sign_destruction_of(at(site), box); });
  }

  [[nodiscard]] Result<void> place_hold(const std::string& site, const WantedHold& wanted,
                                        const Actor& actor) override {
    return file_->change(actor, wanted.reason, [&] { return insert_hold(at(site), wanted); });
  }

  [[nodiscard]] Result<void> release_hold(const std::string& site, custody::HoldId hold,
                                          const std::string& reason, const Actor& actor) override {
    return file_->change(actor, reason, [&] { return release_hold_row(at(site), hold, reason); });
  }

  [[nodiscard]] Result<std::vector<custody::CustodyPolicy>> policies(
      const std::string& site) override {
    return file_->read([&] { return read_custody_policies(file_->db(), site); });
  }

  [[nodiscard]] Result<void> set_policy(const std::string& site,
                                        const custody::CustodyPolicy& wanted,
                                        const Actor& actor) override {
    return file_->change(actor, wanted.reason,
                         [&] { return insert_custody_policy(at(site), wanted); });
  }

  [[nodiscard]] Result<std::vector<SpecialInstruction>> instructions(
      const std::string& site, const std::string& lockbox) override {
    return file_->read([&] { return read_instructions(file_->db(), site, lockbox); });
  }

  [[nodiscard]] Result<void> set_instruction(const std::string& site, const std::string& lockbox,
                                             const SpecialInstruction& wanted,
                                             const Actor& actor) override {
    return file_->change(actor, wanted.reason,
                         [&] { return insert_instruction(at(site), lockbox, wanted); });
  }

 private:
  [[nodiscard]] SiteContext at(const std::string& site) { return {file_->context(), site}; }

  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<Custody> custody_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteCustody>(std::move(file));
}

}  // namespace lockbox::deposit
