// What one program writes for another: messages between processes, and stored pictures.

#include <algorithm>

#include "capture/image_store/segment_record.h"
#include "capture/isolation/picture_messages.h"
#include "core/check.h"
#include "encode/coupon/riverton.h"
#include "fuzz/harnesses/harnesses.h"

namespace lockbox::fuzz {

void run_page_answer(ByteView input) {
  const capture::PictureQuestion questions[] = {capture::ReadPage{test::riverton_coupons()},
                                                capture::CheckPicture{}, capture::ShowPicture{},
                                                capture::MeasurePicture{}, capture::FindSheet{}};
  for (const auto& question : questions) {
    const auto answer = capture::parse_answer(input, question);
    if (!answer) continue;
    const auto again = capture::answer_message(*answer);
    ENSURE(capture::parse_answer(again, question).has_value());
  }
}

void run_question(ByteView input) {
  const auto asked = capture::parse_question(input);
  if (!asked) return;
  const auto again = capture::question_message(asked->file, asked->question);
  ENSURE(capture::parse_question(again).has_value());
}

void run_segment_record(ByteView input) {
  // Places in the books say how long a record is, and none is shorter than its frame.
  if (static_cast<std::int64_t>(input.size()) < capture::record_overhead_bytes) return;
  const auto sealed = capture::decode_record(input);
  if (!sealed) return;
  ENSURE(std::ranges::equal(capture::encode_record(*sealed), input));
}

}  // namespace lockbox::fuzz
