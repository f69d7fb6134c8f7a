#include <string_view>
#include <utility>

#include "deposit/store/sqlite/ports.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_answer =
    "SELECT request, status, body_sealed FROM kept_answer WHERE person = ?1 AND key = ?2";
constexpr std::string_view insert_request =
    "INSERT INTO kept_answer (person, key, request, begun) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view update_answer =
    "UPDATE kept_answer SET status = ?3, body_sealed = ?4 WHERE person = ?1 AND key = ?2";
constexpr std::string_view delete_answers = "DELETE FROM kept_answer WHERE begun < ?1";

class SqliteRequestLog final : public RequestLog {
 public:
  explicit SqliteRequestLog(std::shared_ptr<StoreFile> file)
      : file_{std::move(file)}, db_{file_->db()} {}

  [[nodiscard]] Result<std::optional<KeptAnswer>> begin(const std::string& person,
                                                        const std::string& key,
                                                        const Sha256& request,
                                                        Instant now) override {
    return file_->change_quietly([&]() -> Result<std::optional<KeptAnswer>> {
      auto kept = TRY(find(person, key));
      if (!kept) db_.run(insert_request, person, key, request, to_string(now));
      return kept;
    });
  }

  [[nodiscard]] Result<void> end(const std::string& person, const std::string& key, int status,
                                 const std::string& body) override {
    return file_->change_quietly([&]() -> Result<void> {
      const auto sealed = file_->seal().seal(sealed_column::kept_answer_body, body);
      if (db_.run(update_answer, person, key, status, sealed) > 0) return {};
      return fail(ErrorCode::NotFound, "No request of " + person + " has begun with this key.");
    });
  }

  [[nodiscard]] Result<void> forget_before(Instant instant) override {
    return file_->change_quietly([&]() -> Result<void> {
      db_.run(delete_answers, to_string(instant));
      return {};
    });
  }

 private:
  [[nodiscard]] Result<std::optional<KeptAnswer>> find(const std::string& person,
                                                       const std::string& key) {
    auto rows = db_.query(select_answer, person, key);
    if (!rows.next()) return std::nullopt;
    KeptAnswer kept{rows.sha256(0), 0, {}};
    if (rows.is_null(1)) return kept;
    kept.status = static_cast<int>(rows.integer(1));
    kept.body = TRY(file_->seal().open(sealed_column::kept_answer_body, rows.blob(2)));
    return kept;
  }

  std::shared_ptr<StoreFile> file_;
  Connection& db_;
};

}  // namespace

std::unique_ptr<RequestLog> requests_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteRequestLog>(std::move(file));
}

}  // namespace lockbox::deposit
