// A process that looks at pictures and dies of some of them: those whose bytes are a word that it
// knows.  picture_worker_subject MEMORY_BYTES

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "capture/isolation/picture_worker.h"

namespace {

using namespace lockbox;
using capture::PictureAnswer;

class MortalPictures final : public capture::Pictures {
 public:
  Result<PictureAnswer> ask(ByteView file, const capture::PictureQuestion& question) override {
    const std::string word{reinterpret_cast<const char*>(file.data()), file.size()};
    obey(word);
    if (word == "tired" && has_answered_) std::abort();
    // The first answers are those of the warming up.
    has_answered_ = has_answered_ || word == "work";
    if (word == "nonsense") return PictureAnswer{deposit::DocumentFault{"nonsense", "Nonsense."}};
    return here_.ask(file, question);
  }

 private:
  static void obey(const std::string& word) {
    if (word == "abort") std::abort();
    if (word == "loop") loop();
    if (word == "open") static_cast<void>(::open("/dev/null", O_RDONLY));
    if (word == "socket") static_cast<void>(::socket(AF_INET, SOCK_STREAM, 0));
    if (word == "fork") static_cast<void>(::fork());
    if (word == "exec") static_cast<void>(::execl("/bin/true", "true", nullptr));
    if (word == "memory") hoard();
    // OpenCV gets its memory elsewhere.
    if (word == "pixels") cv::Mat(60'000, 60'000, CV_8UC1).setTo(1);
  }
  [[noreturn]] static void loop() {
    for (std::atomic<int> turns = 0;;) ++turns;
  }
  static void hoard() {
    constexpr std::size_t piece_bytes = 16 << 20;
    for (std::vector<Bytes> hoard;;) hoard.emplace_back(piece_bytes);
  }

  capture::PicturesHere here_;
  bool has_answered_ = false;
};

/// A secret of the other process would be here.
bool has_inherited() {
  constexpr int descriptors = 256;
  for (int descriptor = 3; descriptor < descriptors; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) >= 0) return true;
  }
  return environ != nullptr && *environ != nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || has_inherited()) return 9;
  MortalPictures pictures;
  const capture::SandboxLimits limits{.memory_bytes = std::stoll(argv[1])};
  ::_exit(static_cast<int>(capture::run_picture_worker(pictures, limits)));
}
