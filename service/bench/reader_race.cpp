#include "service/bench/reader_race.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/file.h"
#include "encode/image/image_codec.h"
#include "encode/micr/e13b_reader.h"
#include "service/bench/generated_mail.h"
#include "service/bench/line_verdict.h"
#include "service/bench/work_clock.h"
#include "service/bench/work_folder.h"

namespace lockbox::service {

namespace {

constexpr double clear_band_inches = 0.625;

struct DrawnStrip {
  std::string printed;
  Bytes file;  ///< TIFF, G4.
};

Result<DrawnStrip> draw_strip(Chance& chance, int index) {
  const auto envelope = draw_envelope(chance, index);
  auto page = TRY(check_page(envelope, "City of Bench"));
  const int rows = static_cast<int>(clear_band_inches * page.dpi_y);
  page.pixels = page.pixels.rowRange(page.pixels.rows - rows, page.pixels.rows).clone();
  return DrawnStrip{.printed = envelope.micr, .file = encode::encode_tiff_g4(page)};
}

double milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

/// Starts the program, which says page by page what it does: nobody needs that.
bool start_tesseract(const std::string& list, const std::string& output, pid_t& child) {
  std::array<std::string, 5> words{"tesseract", list, output, "--psm", "7"};
  std::array<char*, 6> arguments{};
  std::ranges::transform(words, arguments.begin(), [](std::string& word) { return word.data(); });
  std::string one_thread = "OMP_THREAD_LIMIT=1";
  std::vector<char*> environment{one_thread.data()};
  for (char** entry = ::environ; *entry != nullptr; ++entry) environment.push_back(*entry);
  environment.push_back(nullptr);
  posix_spawn_file_actions_t quiet{};
  if (::posix_spawn_file_actions_init(&quiet) != 0) return false;
  const bool is_started =
      ::posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
      ::posix_spawnp(&child, "tesseract", &quiet, nullptr, arguments.data(), environment.data()) ==
          0;
  ::posix_spawn_file_actions_destroy(&quiet);
  return is_started;
}

/// Runs the program to its end and returns what it worked, in milliseconds.
Result<double> run_tesseract(const std::string& list, const std::string& output) {
  constexpr int no_such_program = 127;
  const auto missing = fail(ErrorCode::NotFound,
                            "The program tesseract cannot be run; on Debian it comes with the "
                            "package tesseract-ocr.");
  pid_t child = 0;
  if (!start_tesseract(list, output, child)) return missing;
  int status = 0;
  rusage usage{};
  while (::wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) == no_such_program) return missing;
  if (WEXITSTATUS(status) != 0) {
    return fail(ErrorCode::Unavailable,
                fmt::format("tesseract ended with code {}.", WEXITSTATUS(status)));
  }
  return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

}  // namespace

Result<ReaderRace> race_tesseract(const ReadingBenchRequest& request) {
  const auto folder = TRY(WorkFolder::make());
  Chance chance{request.seed};
  ReaderRace race{.strips = request.images, .ours = 0, .theirs = 0, .whole = {}};
  std::string list;
  for (int i = 0; i < request.images; ++i) {
    const auto strip = TRY(draw_strip(chance, i));
    const auto path = folder.path() / fmt::format("{:06}.tif", i);
    TRY(write_file_durably(path, strip.file));
    list += path.string() + '\n';
    const double begin = worked_ms();
    const auto read = encode::read_micr(TRY(encode::decode_image(strip.file)));
    race.ours += worked_ms() - begin;
    count(read && has_same_symbols(read->line.raw, strip.printed), race.whole);
  }
  const auto list_file = folder.path() / "strips.txt";
  TRY(write_file_durably(list_file, bytes_of(list)));
  race.theirs = TRY(run_tesseract(list_file.string(), (folder.path() / "read").string()));
  race.ours /= request.images;
  race.theirs /= request.images;
  return race;
}

}  // namespace lockbox::service
