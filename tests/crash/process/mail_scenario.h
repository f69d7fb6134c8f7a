#pragma once

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

/// Drawn mail of one day, and the runs of the program that process it.
class MailScenario {
 public:
  explicit MailScenario(int documents);

  [[nodiscard]] int documents() const { return documents_; }

  /// The program itself, or with a fault planted; its books and files go to `out`, whose parent is
  /// the root of what is recorded.
  [[nodiscard]] ChildRequest request(const std::filesystem::path& out,
                                     const std::string& fault = {}) const;

  /// A whole run, undisturbed, and what it did.
  struct Recording {
    std::filesystem::path root;
    std::vector<Operation> operations;
    std::string summary;  ///< The text of summary.json.
  };
  [[nodiscard]] Recording record(const std::string& fault = {}) const;

 private:
  ScratchFolder folder_;
  service::ProcessRequest mail_;
  int documents_;
};

/// The text of a file; empty where there is none.
[[nodiscard]] std::string text_of(const std::filesystem::path& path);

/// Opens the books and proves them: all that is stored must be sound, every picture and file that a
/// row names must be there.  Returns the first fault, or nothing; `documents` gets their number.
struct Proof {
  std::optional<std::string> fault;
  std::int64_t documents = 0;
};
[[nodiscard]] Proof prove_books(const std::filesystem::path& out);

}  // namespace lockbox::crash
