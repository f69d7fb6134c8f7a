#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "capture/isolation/picture_worker.h"
#include "capture/isolation/worker_process.h"
#include "capture/pictures.h"
#include "core/sha256.h"

namespace lockbox::capture {

struct ApartOptions {
  /// The program that calls run_picture_worker: this very one.  The link stays right when a new
  /// version is installed beside the running one, so both sides always speak alike.
  std::vector<std::string> command{"/proc/self/exe", std::string{picture_worker_argument}};
  /// Far beyond what the largest page takes on a busy machine.
  std::chrono::milliseconds start_within{30'000};
  std::chrono::milliseconds answer_within{60'000};
  /// One that ends before it can be asked says nothing of any picture; the next may live.
  int starts_max = 3;
  /// Then a fresh process takes its place, whatever the libraries have let lie.
  int answers_max = 1'000;
};

/// Looks at pictures in processes that these cannot harm anything from.  As many run as threads ask
/// at once; they start when needed and end with this.
///
/// A process that dies, or does not answer in time, costs no more than the picture that it was
/// asked about.  The picture is tried once more in a fresh one; when that dies too, it is in
/// quarantine: its fault says why, and these bytes are never looked at again by this.
class PicturesApart final : public Pictures {
 public:
  explicit PicturesApart(ApartOptions options = {});

  [[nodiscard]] Result<PictureAnswer> ask(ByteView file, const PictureQuestion& question) override;

 private:
  using Worker = std::unique_ptr<WorkerProcess>;

  [[nodiscard]] Result<Worker> start() const;
  [[nodiscard]] Worker take_idle();
  void give_back(Worker worker);
  [[nodiscard]] tl::expected<PictureAnswer, std::string> try_once(Worker worker, ByteView message,
                                                                  const PictureQuestion& question);
  [[nodiscard]] const deposit::DocumentFault* quarantined(const Sha256& file);

  const ApartOptions options_;
  std::mutex mutex_;
  std::vector<Worker> idle_;
  std::map<Sha256, deposit::DocumentFault> quarantine_;
};

}  // namespace lockbox::capture
