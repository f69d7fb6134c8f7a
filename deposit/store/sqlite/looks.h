#pragma once

/// @file
/// Several looks at one state of the books, side by side.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "deposit/store/sqlite/connection.h"

namespace lockbox::deposit {

/// The first fault that it finds, or nothing.
using Look = std::function<std::optional<std::string>(Connection&)>;

/// Readers of one state of the books: the connection that is given, which is reading, and as many
/// more as the machine has processors for, as far as they see the same audit trail.  They begin no
/// later than the looks, so nobody's change comes between.
class Readers {
 public:
  explicit Readers(Connection& db);
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;
  ~Readers();

  /// Takes all looks, in their order as far as readers are free.  What each found, in their order;
  /// SQLite's exceptions of the first that threw one are thrown when nothing was found before it.
  [[nodiscard]] std::vector<std::optional<std::string>> take(const std::vector<Look>& looks);

 private:
  struct Reader;

  Connection& db_;
  std::vector<std::unique_ptr<Reader>> others_;
};

}  // namespace lockbox::deposit
