#include "capture/isolation/picture_worker.h"

#include <unistd.h>

#include <new>

#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>

#include "capture/isolation/channel.h"
#include "capture/isolation/picture_memory.h"
#include "capture/isolation/picture_messages.h"
#include "encode/image/image_codec.h"

namespace lockbox::capture {
namespace {

/// Nothing that holds a full memory is worth keeping: a fresh process may have room.
void end_out_of_memory() {
  ::_exit(static_cast<int>(WorkerExit::OutOfMemory));
}

/// OpenCV takes its memory past operator new and says so only here.  Its errors are thrown all the
/// same; what it would print has no reader.
// NOLINTNEXTLINE(readability-function-size): OpenCV says how many parameters.
int hear_opencv(int status, const char* /*function*/, const char* /*message*/, const char* /*file*/,
                int /*line*/, void* /*user_data*/) {
  if (status == cv::Error::StsNoMem) end_out_of_memory();
  return 0;
}

/// Has the libraries make what they make once, some of it from files, while they still may.
void warm_up(Pictures& pictures) {
  // OpenCV looks into /sys for it when it first blurs, and keeps it.
  static_cast<void>(cv::getNumberOfCPUs());
  constexpr int side_pixels = 64;
  encode::GrayImage page;
  page.pixels = cv::Mat{side_pixels, side_pixels, CV_8UC1, cv::Scalar{255}};
  page.bitonal = true;
  for (const auto& file : {encode::encode_tiff_g4(page), encode::encode_png(page),
                           encode::encode_jpeg(page, 90), Bytes{}}) {
    // What this page says is nothing, and that is known.
    static_cast<void>(pictures.ask(file, ReadPage{}));
  }
}

/// An answer that cannot be given is an answer that is none, and the other side knows what to do.
Bytes answer_to(ByteView message, Pictures& pictures) {
  const auto asked = parse_question(message);
  if (!asked) return {};
  const auto answer = pictures.ask(asked->file, asked->question);
  if (!answer) return {};
  return answer_message(*answer);
}

}  // namespace

WorkerExit run_picture_worker(Pictures& pictures, const SandboxLimits& limits) {
  Channel channel{STDIN_FILENO};
  // The documents are spread over processes already, and the filter allows no thread.
  cv::setNumThreads(1);
  cv::redirectError(hear_opencv);
  std::set_new_handler(end_out_of_memory);
  keep_picture_memory();
  warm_up(pictures);
  if (const auto entered = enter_sandbox(limits); !entered) {
    static_cast<void>(channel.send(bytes_of(entered.error().message), std::nullopt));
    return WorkerExit::Refused;
  }
  auto told = channel.send({}, std::nullopt);
  while (told) {
    const auto message = channel.receive(question_bytes_max, std::nullopt);
    if (!message) return WorkerExit::Done;
    told = channel.send(answer_to(*message, pictures), std::nullopt);
  }
  return WorkerExit::Done;
}

}  // namespace lockbox::capture
