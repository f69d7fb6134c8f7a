#include <utility>

#include "deposit/store/sqlite/drawer_rows.h"
#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/receipt_rows.h"

namespace lockbox::deposit {

namespace {

using counter::CounterWork;
using counter::DrawerId;

class SqliteDrawers final : public Drawers {
 public:
  explicit SqliteDrawers(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<CounterWork>> sessions(const std::string& site,
                                                          const BusinessDay& day) override {
    return file_->read([&] { return read_sessions(file_->context(), site, day); });
  }
  [[nodiscard]] Result<CounterWork> session(const std::string& site, DrawerId drawer) override {
    return file_->read([&] { return read_counter_work(file_->context(), site, drawer); });
  }
  [[nodiscard]] Result<std::optional<CounterWork>> session_of(const std::string& site,
                                                              const std::string& person) override {
    return file_->read([&] { return find_session_of(file_->context(), site, person); });
  }
  [[nodiscard]] Result<counter::Receipt> receipt(const std::string& site,
                                                 std::int64_t number) override {
    return file_->read([&] { return read_receipt(file_->context(), site, number); });
  }
  [[nodiscard]] Result<NextNumbers> next(const std::string& site, DrawerId drawer) override {
    return file_->read([&] { return next_numbers(file_->context(), site, drawer); });
  }

  [[nodiscard]] Result<DrawerId> open(const std::string& site, const WantedDrawer& wanted,
                                      const Actor& actor) override {
    return file_->change(actor, {}, [&] { return open_drawer(file_->context(), site, wanted); });
  }
  [[nodiscard]] Result<void> move(const std::string& site, DrawerId drawer, std::int64_t version,
                                  const counter::DrawerMove& move, const Actor& actor) override {
    return file_->change(actor, move.reason,
                         [&] { return add_move(file_->context(), site, drawer, version, move); });
  }
  [[nodiscard]] Result<void> count(const std::string& site, DrawerId drawer,
                                   const counter::DrawerCount& count, const Actor& actor) override {
    return file_->change(actor, {},
                         [&] { return add_count(file_->context(), site, drawer, count); });
  }
  [[nodiscard]] Result<void> send_back(const std::string& site, DrawerId drawer,
                                       std::int64_t version, const std::string& reason,
                                       const Actor& actor) override {
    return file_->change(actor, reason, [&] {
      return send_count_back(file_->context(), site, drawer, version, reason);
    });
  }
  [[nodiscard]] Result<void> accept(const std::string& site, DrawerId drawer,
                                    const WantedAcceptance& wanted, const CounterRules& rules,
                                    const Actor& actor) override {
    return file_->change(
        actor, {}, [&] { return accept_count(file_->context(), site, drawer, wanted, rules); });
  }
  [[nodiscard]] Result<void> acknowledge(const std::string& site, DrawerId drawer,
                                         const std::string& reason, const Actor& actor) override {
    return file_->change(actor, reason,
                         [&] { return acknowledge_alert(file_->context(), site, drawer, reason); });
  }
  [[nodiscard]] Result<void> issue(const std::string& site, const NewReceipt& wanted,
                                   const Actor& actor) override {
    return file_->change(actor, {}, [&] { return issue_receipt(file_->context(), site, wanted); });
  }
  [[nodiscard]] Result<void> void_receipt(const std::string& site, std::int64_t number,
                                          const std::string& reason, const Actor& actor) override {
    return file_->change(actor, reason,
                         [&] { return void_receipt_row(file_->context(), site, number, reason); });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<Drawers> drawers_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteDrawers>(std::move(file));
}

}  // namespace lockbox::deposit
