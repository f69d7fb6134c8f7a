#include "deposit/store/sqlite/connection.h"

#include <algorithm>

#include "core/check.h"

namespace lockbox::deposit {

namespace {
constexpr int busy_timeout_ms = 5'000;
}

void binding::bind(SQLite::Statement& statement, int index, std::string_view text) {
  statement.bind(index, std::string{text});
}

void binding::bind(SQLite::Statement& statement, int index, ByteView bytes) {
  // SQLite takes a null pointer for NULL; an empty blob still needs an address.
  constexpr std::byte nothing{};
  statement.bind(index, bytes.empty() ? &nothing : bytes.data(), static_cast<int>(bytes.size()));
}

Rows::Rows(Prepared& prepared) : prepared_{prepared} {
  ENSURE(!prepared_.in_use);  // A statement cannot run inside itself.
  prepared_.in_use = true;
}

Rows::~Rows() {
  prepared_.statement.tryReset();
  prepared_.in_use = false;
}

std::optional<std::int64_t> Rows::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<Money> Rows::optional_money(int column) const {
  if (is_null(column)) return std::nullopt;
  return money(column);
}

Bytes Rows::blob(int column) const {
  const auto value = at(column);
  const auto* begin = static_cast<const std::byte*>(value.getBlob());
  if (begin == nullptr) return {};
  return {begin, begin + value.getBytes()};
}

Sha256 Rows::sha256(int column) const {
  const auto bytes = blob(column);
  Sha256 hash;
  if (bytes.size() == hash.bytes.size()) std::ranges::copy(bytes, hash.bytes.begin());
  return hash;
}

Connection::Connection(const std::string& path)
    : database_{path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_timeout_ms} {
}

Rows::Prepared& Connection::prepare(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    std::string text{sql};
    auto prepared =
        std::make_unique<Rows::Prepared>(Rows::Prepared{SQLite::Statement{database_, text}, false});
    found = statements_.emplace(std::move(text), std::move(prepared)).first;
  }
  return *found->second;
}

}  // namespace lockbox::deposit
