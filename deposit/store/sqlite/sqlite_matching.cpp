#include <utility>

#include "core/text.h"
#include "deposit/match/rule_check.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/match_rows.h"
#include "deposit/store/sqlite/payer_rows.h"
#include "deposit/store/sqlite/ports.h"

namespace lockbox::deposit {

namespace {

class SqliteMatching final : public Matching {
 public:
  explicit SqliteMatching(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<MatchRulesVersion>> versions(
      const std::string& site, const std::string& lockbox) override {
    return file_->read([&]() -> Result<std::vector<MatchRulesVersion>> {
      const auto id = find_lockbox(file_->db(), site, lockbox);
      if (!id) return std::vector<MatchRulesVersion>{};
      return read_match_rules_versions(file_->db(), *id);
    });
  }

  [[nodiscard]] Result<void> set_rules(const std::string& site, const std::string& lockbox,
                                       const WantedMatchRules& wanted,
                                       const Actor& actor) override {
    TRY(check_match_rules(wanted.rules));
    if (is_blank(wanted.reason)) {
      return fail(ErrorCode::InvalidInput, "Rules are changed with a reason.", "/reason");
    }
    return file_->change(actor, wanted.reason, [&] {
      return add_match_rules(file_->context(), lockbox_row(file_->context(), site, lockbox),
                             wanted);
    });
  }

  [[nodiscard]] Result<void> mark_payer(BatchId batch, const encode::MicrLine& check,
                                        const PayerMark& mark, const Actor& actor) override {
    if (is_blank(mark.reason)) {
      return fail(ErrorCode::InvalidInput, "A word about a payer has a reason.", "/reason");
    }
    return file_->change_batch(batch, actor, mark.reason, [&](const BatchRow& row) {
      return add_payer_mark(file_->context(), row, check, mark);
    });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<Matching> matching_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteMatching>(std::move(file));
}

}  // namespace lockbox::deposit
