#pragma once

/// @file
/// A person who types amounts, as the screens do: over HTTP, a lease and an answer at a time, each
/// answer with a key of its own that is sent again with it when the service went away meanwhile.

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "crash/support/child_process.h"
#include "service/http/raw_client.h"

namespace lockbox::crash {

/// Which field is typed.
struct FieldPlace {
  BatchId batch{0};
  std::int64_t sequence = 0;
  friend auto operator<=>(const FieldPlace&, const FieldPlace&) = default;
};
/// What every field must be typed as.
using Truth = std::map<FieldPlace, std::string>;

struct SentAnswer {
  FieldPlace place;
  std::string path;
  std::string body;
  std::string key;
};

/// When the service is killed: counted in acknowledged answers of all keyers together.
class KillPlan {
 public:
  enum class Moment {
    WithAnswer,  ///< As soon as that answer came.
    BehindNext,  ///< Right behind the next request of the keyer that it came to.
  };
  /// `after_answers` 0: not at all.
  KillPlan(const RunningChild& service, int after_answers, Moment moment)
      : service_{service}, after_answers_{after_answers}, moment_{moment} {}

  /// Whether the caller shall strike behind its next request.
  [[nodiscard]] bool count_answer();
  void strike();
  [[nodiscard]] bool has_struck() const { return has_struck_; }

 private:
  const RunningChild& service_;
  const int after_answers_;
  const Moment moment_;
  std::atomic<int> answers_ = 0;
  std::atomic<bool> has_struck_ = false;
};

/// What became of the answer that a keyer sent last for a field.
enum class Heard { Nothing, Acknowledged, Refused };

class Keyer {
 public:
  /// Planted in a keyer, to show that the test sees what a service would do wrong.
  enum class Fault {
    None,
    CountsWhenSent,  ///< As if the service answered before it commits.
    ForgetsKeys,     ///< As if the service did not know a request again.
  };
  Keyer(std::string name, const Truth& truth, Fault fault)
      : name_{std::move(name)}, truth_{truth}, fault_{fault} {}

  void connect(std::uint16_t port) { client_.emplace(port); }
  void sign_in(const std::string& password);
  /// Sends again what the last service left open, then types until the plan has struck or nothing
  /// is left to type.
  void work(KillPlan& plan);

  [[nodiscard]] const std::string& name() const { return name_; }
  /// All fields for which an answer was sent.
  [[nodiscard]] const std::map<FieldPlace, Heard>& sent() const { return sent_; }
  /// The first thing that went wrong.
  [[nodiscard]] const std::optional<std::string>& complaint() const { return complaint_; }

 private:
  struct Kept {
    SentAnswer answer;
    std::string response;
  };
  enum class GoOn { Yes, No };

  [[nodiscard]] bool send(const std::string& path, const std::string& body, const std::string& key);
  [[nodiscard]] std::string new_key();
  /// The last answer again: it must be answered as it was.
  [[nodiscard]] GoOn repeat_last();
  /// Leases a field; `pending_` is the answer to send then, or nothing if none is left.
  [[nodiscard]] GoOn take_field();
  [[nodiscard]] GoOn send_pending(KillPlan& plan);
  GoOn complain(std::string what);

  std::string name_;
  const Truth& truth_;
  Fault fault_;
  std::optional<test::RawClient> client_;
  std::string cookie_;
  int keys_used_ = 0;
  bool strikes_next_ = false;
  std::map<FieldPlace, Heard> sent_;
  std::optional<SentAnswer> pending_;  ///< Sent, or to be sent next, and nothing heard of it.
  std::optional<Kept> last_;
  std::optional<std::string> complaint_;
};

}  // namespace lockbox::crash
