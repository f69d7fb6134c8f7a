#pragma once

/// @file
/// Questions about pictures and their answers as messages.  The process that looks at pictures may
/// be in the hands of one: an answer is taken apart like any other file from outside, and what can
/// be derived from a text is derived again on this side instead of believed.

#include "capture/pictures.h"
#include "core/bytes.h"
#include "core/result.h"

namespace lockbox::capture {

/// The longest messages: a file of limits::image_file_bytes_max and what is asked about it; a page
/// of limits::image_pixels_max pixels encoded for a browser.
inline constexpr std::uint32_t question_bytes_max = (32U << 20U) + (1U << 20U);
inline constexpr std::uint32_t answer_bytes_max = 64U << 20U;

[[nodiscard]] Bytes question_message(ByteView file, const PictureQuestion& question);

/// `file` points into the message.
struct ReceivedQuestion {
  ByteView file;
  PictureQuestion question;
};
/// InvalidInput for a message that no `question_message` wrote.
[[nodiscard]] Result<ReceivedQuestion> parse_question(ByteView message);

[[nodiscard]] Bytes answer_message(const PictureAnswer& answer);

/// InvalidInput for a message that no `answer_message` wrote in answer to this question.
[[nodiscard]] Result<PictureAnswer> parse_answer(ByteView message, const PictureQuestion& question);

}  // namespace lockbox::capture
