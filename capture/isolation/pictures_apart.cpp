#include "capture/isolation/pictures_apart.h"

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/core.h>

#include "capture/isolation/picture_messages.h"
#include "capture/picture_decoding.h"

namespace lockbox::capture {
namespace {

/// More than ever lie in one batch by chance; the first are let go for the next.
constexpr std::size_t quarantine_max = 4'096;

/// Idle processes beyond one for each core are ended.
std::size_t idle_max() {
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

PicturesApart::PicturesApart(ApartOptions options) : options_{std::move(options)} {
}

Result<PicturesApart::Worker> PicturesApart::start() const {
  auto started = WorkerProcess::start(options_.command, options_.start_within);
  for (int starts = 1; !started && starts < options_.starts_max; ++starts) {
    started = WorkerProcess::start(options_.command, options_.start_within);
  }
  return started;
}

PicturesApart::Worker PicturesApart::take_idle() {
  const std::lock_guard lock{mutex_};
  if (idle_.empty()) return nullptr;
  auto worker = std::move(idle_.back());
  idle_.pop_back();
  return worker;
}

void PicturesApart::give_back(Worker worker) {
  if (worker->answers() >= options_.answers_max) return;
  const std::lock_guard lock{mutex_};
  if (idle_.size() < idle_max()) idle_.push_back(std::move(worker));
}

const deposit::DocumentFault* PicturesApart::quarantined(const Sha256& file) {
  const auto found = quarantine_.find(file);
  return found == quarantine_.end() ? nullptr : &found->second;
}

tl::expected<PictureAnswer, std::string> PicturesApart::try_once(Worker worker, ByteView message,
                                                                 const PictureQuestion& question) {
  const auto bytes = worker->exchange(message, options_.answer_within);
  if (!bytes) return tl::unexpected(bytes.error());
  auto answer = parse_answer(*bytes, question);
  if (!answer) return tl::unexpected(std::string{"gave an answer that is none"});
  give_back(std::move(worker));
  return *std::move(answer);
}

Result<PictureAnswer> PicturesApart::ask(ByteView file, const PictureQuestion& question) {
  const auto hash = Sha256::of(file);
  {
    const std::lock_guard lock{mutex_};
    if (const auto* const fault = quarantined(hash)) return PictureAnswer{*fault};
  }
  const auto message = question_message(file, question);
  auto worker = take_idle();
  if (!worker) worker = TRY(start());
  auto first = try_once(std::move(worker), message, question);
  if (first) return *std::move(first);
  auto second = try_once(TRY(start()), message, question);
  if (second) return *std::move(second);
  auto fault = document_fault(
      drivers::FaultCode::Quarantined,
      fmt::format("whoever looked at it {}, and the next one {}; it is not looked at again.",
                  first.error(), second.error()));
  const std::lock_guard lock{mutex_};
  if (quarantine_.size() == quarantine_max) quarantine_.erase(quarantine_.begin());
  quarantine_.emplace(hash, fault);
  return PictureAnswer{std::move(fault)};
}

}  // namespace lockbox::capture
