#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "crash/replay/operation_log.h"
#include "crash/support/child_process.h"
#include "crash/support/scratch_folder.h"
#include "service/process/process.h"

namespace lockbox::crash {

inline constexpr auto preparer = "dana";
inline constexpr auto approver = "lee";
/// Small, so that a run fills several segments.
inline constexpr std::int64_t segment_bytes = 1 << 18;

/// How much the books hold.
struct BookCounts {
  std::int64_t documents = 0;
  std::int64_t readings = 0;
  std::int64_t transactions = 0;
  std::int64_t deposits = 0;
  friend bool operator==(const BookCounts&, const BookCounts&) = default;
};

/// Drawn mail of one day, and the runs of the program that process it.
class MailScenario {
 public:
  explicit MailScenario(int documents);

  [[nodiscard]] int documents() const { return documents_; }

  /// The program itself, or with a fault planted; its books and files go to `out`, whose parent is
  /// the root of what is recorded.
  [[nodiscard]] ChildRequest request(const std::filesystem::path& out,
                                     const std::string& fault = {}) const;

  struct RecordRequest {
    std::string fault = {};          ///< Planted in the program.
    std::string ignored_syncs = {};  ///< A suffix; syncs of files so named are swallowed.
    std::uint64_t kill_at = 0;       ///< Not 0: killed before this change, and run again.
  };
  /// A run to the end, and what it did.
  struct Recording {
    std::optional<std::string> fault = {};  ///< Why it is of no use.
    std::filesystem::path root = {};
    std::vector<Operation> operations = {};
    std::size_t resumed_at = 0;  ///< How many of them a killed run did before.
    std::string summary = {};    ///< The text of summary.json.
    BookCounts counts = {};
  };
  [[nodiscard]] Recording record(const RecordRequest& request) const;

 private:
  ScratchFolder folder_;
  service::ProcessRequest mail_;
  int documents_;
};

/// Opens the books and proves them: all that is stored must be sound, every picture and file that a
/// row names must be there.
struct Proof {
  std::optional<std::string> fault = {};  ///< The first one.
  BookCounts counts = {};
};
[[nodiscard]] Proof prove_books(const std::filesystem::path& out);

/// What a program that said this has promised to keep, of books that hold `all` in the end.
[[nodiscard]] BookCounts promised_by(const std::vector<std::string>& said, const BookCounts& all);

/// Whether the program said that the summary is written.
[[nodiscard]] bool promises_summary(const std::vector<std::string>& said);

/// The first promise that the books miss, or nothing.
[[nodiscard]] std::optional<std::string> missing(const BookCounts& promised,
                                                 const BookCounts& held);

}  // namespace lockbox::crash
