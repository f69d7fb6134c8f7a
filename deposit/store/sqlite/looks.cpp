#include "deposit/store/sqlite/looks.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

#include "deposit/store/sqlite/audit_trail.h"

namespace lockbox::deposit {

namespace {

constexpr unsigned readers_max = 4;
constexpr auto set_cache = "PRAGMA cache_size = -16384";

struct Finding {
  std::optional<std::string> fault;
  std::exception_ptr thrown;
};

Finding finding_of(const Look& look, Connection& db) {
  try {
    return {look(db), nullptr};
  } catch (...) {
    return {std::nullopt, std::current_exception()};
  }
}

}  // namespace

/// A connection of its own that is reading.
struct Readers::Reader {
  explicit Reader(const std::string& path) : db{path}, snapshot{db.database()} {}

  Connection db;
  SQLite::Transaction snapshot;
};

Readers::Readers(Connection& db) : db_{db} {
  const auto count = std::min(std::thread::hardware_concurrency(), readers_max);
  while (others_.size() + 1 < count) {
    try {
      const auto head = read_audit_head(db);
      auto reader = std::make_unique<Reader>(db.database().getFilename());
      const auto seen = read_audit_head(reader->db);
      if (seen.events != head.events || seen.hash != head.hash) return;
      reader->db.execute(set_cache);
      others_.push_back(std::move(reader));
    } catch (const SQLite::Exception&) {
      return;  // Fewer readers take longer, and find the same.
    }
  }
}

Readers::~Readers() = default;

std::vector<std::optional<std::string>> Readers::take(const std::vector<Look>& looks) {
  std::vector<Finding> findings(looks.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](Connection& db) {
    for (auto i = next++; i < looks.size(); i = next++) findings[i] = finding_of(looks[i], db);
  };
  {
    std::vector<std::jthread> threads;
    for (const auto& reader : others_) threads.emplace_back([&] { work(reader->db); });
    work(db_);
  }
  std::vector<std::optional<std::string>> faults;
  for (auto& finding : findings) {
    const bool is_first =
        std::ranges::none_of(faults, [](const auto& fault) { return fault.has_value(); });
    if (finding.thrown && is_first) std::rethrow_exception(finding.thrown);
    faults.push_back(std::move(finding.fault));
  }
  return faults;
}

}  // namespace lockbox::deposit
