#include "capture/isolation/picture_messages.h"

#include <utility>

#include "capture/isolation/byte_message.h"
#include "capture/isolation/definition_message.h"
#include "capture/isolation/page_message.h"
#include "core/limits.h"
#include "drivers/scanner.h"
#include "encode/archive/tiff_profile.h"

namespace lockbox::capture {
namespace {

static_assert(limits::image_file_bytes_max < question_bytes_max);

constexpr std::uint8_t turns = 4;
constexpr std::uint32_t sentence_bytes_max = 4'096;
constexpr std::uint32_t name_bytes_max = 64;
constexpr std::uint32_t seen_bytes_max = 1U << 20U;
constexpr std::uint32_t ink_bytes_max = 8'192;

struct QuestionWriter {
  MessageWriter& to;

  void operator()(const ReadPage& asked) const { put_definitions(to, asked.definitions); }
  void operator()(const CheckPicture& /*asked*/) const {}
  void operator()(const MeasurePicture& asked) const {
    to.put_byte(static_cast<std::uint8_t>(asked.kind));
  }
  void operator()(const FindSheet& /*asked*/) const {}
  void operator()(const ArchivePicture& /*asked*/) const {}
  void operator()(const ExplainPicture& asked) const { to.put_text(text_of(asked.seen)); }
  void operator()(const ShowPicture& asked) const {
    const auto& [turn, cut] = asked.view;
    to.put_byte(static_cast<std::uint8_t>(turn));
    for (const double part : {cut.left, cut.top, cut.width, cut.height}) to.put_real(part);
  }
};

/// Shortened where a library said more than a sentence.
std::string_view sentence(const std::string& text) {
  return std::string_view{text}.substr(0, sentence_bytes_max);
}

struct AnswerWriter {
  MessageWriter& to;

  void operator()(const deposit::DocumentFault& fault) const {
    to.put_text(fault.code);
    to.put_text(sentence(fault.message));
  }
  void operator()(const MeasuredPage& measured) const {
    put_page(to, measured.page);
    put_quality(to, measured.quality);
    to.put_signed(measured.size.width);
    to.put_signed(measured.size.height);
    to.put_byte(measured.ink ? 1 : 0);
    if (measured.ink) to.put_bytes(encode::to_bytes(*measured.ink));
    to.put_byte(measured.has_false_tag ? 1 : 0);
  }
  void operator()(const encode::ImageQuality& quality) const { put_quality(to, quality); }
  void operator()(const SheetFound& found) const { to.put_byte(found.is_sheet ? 1 : 0); }
  void operator()(const SoundPicture& /*sound*/) const {}
  void operator()(const encode::ShownPicture& shown) const {
    to.put_text(shown.media_type);
    to.put_bytes(shown.bytes);
  }
  void operator()(const ArchivedPicture& archived) const {
    const auto& [dpi_x, dpi_y, source] = archived.image.scanned;
    to.put_real(dpi_x);
    to.put_real(dpi_y);
    to.put_byte(static_cast<std::uint8_t>(source));
    const auto& strokes = archived.image.stroke_percent;
    to.put_byte(strokes ? 1 : 0);
    if (strokes) to.put_real(*strokes);
    to.put_bytes(archived.image.file);
  }
  void operator()(const ExplainedPicture& explained) const { to.put_bytes(explained.file); }
};

ShowPicture read_view(MessageReader& from) {
  ShowPicture asked;
  asked.view.turn = static_cast<encode::Turn>(from.byte_below(turns));
  auto& cut = asked.view.cut;
  for (double* part : {&cut.left, &cut.top, &cut.width, &cut.height}) *part = from.real();
  return asked;
}

Result<deposit::DocumentFault> read_fault(MessageReader& from) {
  deposit::DocumentFault fault;
  fault.code = from.text(name_bytes_max);
  fault.message = from.text(sentence_bytes_max);
  TRY(parse_name<drivers::FaultCode>(drivers::fault_code_names, fault.code));
  return fault;
}

Result<encode::ShownPicture> read_shown(MessageReader& from) {
  encode::ShownPicture shown;
  shown.media_type = from.text(name_bytes_max);
  const auto bytes = from.bytes(answer_bytes_max);
  // A browser is told what it gets; nothing but a picture may come out of a picture.
  if (shown.media_type != "image/png" && shown.media_type != "image/jpeg") {
    return fail(ErrorCode::InvalidInput, "The shown picture is of no kind that browsers get.");
  }
  shown.bytes.assign(bytes.begin(), bytes.end());
  return shown;
}

Result<ArchivedPicture> read_archived(MessageReader& from) {
  encode::ArchiveImage image;
  image.scanned.dpi_x = from.real();
  image.scanned.dpi_y = from.real();
  image.scanned.source = static_cast<encode::ResolutionSource>(
      from.byte_below(encode::resolution_source_names.size()));
  if (from.byte_below(2) == 1) image.stroke_percent = from.real();
  const auto file = from.bytes(answer_bytes_max);
  const bool has_resolution = image.scanned.dpi_x > 0 && image.scanned.dpi_y > 0;
  if (!has_resolution || !encode::check_archive_tiff(file).empty()) {
    return fail(ErrorCode::InvalidInput, "The picture is none that a cash letter carries.");
  }
  image.file.assign(file.begin(), file.end());
  return ArchivedPicture{std::move(image)};
}

Result<PictureAnswer> read_answer(MessageReader& from, const PictureQuestion& question) {
  const auto kind = from.byte_below(std::variant_size_v<PictureAnswer>);
  if (from.is_good() && kind == 0) return TRY(read_fault(from));
  // The answers stand in the order of their questions, behind the fault.
  if (kind != question.index() + 1) {
    return fail(ErrorCode::InvalidInput, "The answer belongs to another question.");
  }
  if (const auto* const asked = std::get_if<ReadPage>(&question)) {
    auto page = TRY(take_page(from, asked->definitions));
    const auto quality = take_quality(from);
    const int width = from.signed_number();
    MeasuredPage measured{std::move(page), quality, {width, from.signed_number()}};
    if (from.byte_below(2) == 1)
      measured.ink = TRY(encode::parse_ink_map(from.bytes(ink_bytes_max)));
    measured.has_false_tag = from.byte_below(2) == 1;
    return measured;
  }
  if (std::holds_alternative<CheckPicture>(question)) return SoundPicture{};
  if (std::holds_alternative<MeasurePicture>(question)) return take_quality(from);
  if (std::holds_alternative<FindSheet>(question)) return SheetFound{from.byte_below(2) == 1};
  if (std::holds_alternative<ArchivePicture>(question)) return TRY(read_archived(from));
  if (std::holds_alternative<ExplainPicture>(question)) {
    const auto file = from.bytes(answer_bytes_max);
    return ExplainedPicture{{file.begin(), file.end()}};
  }
  return TRY(read_shown(from));
}

}  // namespace

Bytes question_message(ByteView file, const PictureQuestion& question) {
  MessageWriter to;
  to.put_byte(static_cast<std::uint8_t>(question.index()));
  std::visit(QuestionWriter{to}, question);
  to.put_bytes(file);
  return to.take();
}

Result<ReceivedQuestion> parse_question(ByteView message) {
  MessageReader from{message};
  ReceivedQuestion received;
  switch (from.byte_below(std::variant_size_v<PictureQuestion>)) {
    case 0:
      received.question = ReadPage{take_definitions(from)};
      break;
    case 1:
      received.question = CheckPicture{};
      break;
    case 3:
      received.question = MeasurePicture{
          static_cast<encode::PageKind>(from.byte_below(encode::page_kind_names.size()))};
      break;
    case 4:
      received.question = FindSheet{};
      break;
    case 5:
      received.question = ArchivePicture{};
      break;
    case 6:
      received.question = ExplainPicture{TRY(encode::parse_seen_page(from.text(seen_bytes_max)))};
      break;
    default:
      received.question = read_view(from);
  }
  received.file = from.bytes(question_bytes_max);
  const auto* const show = std::get_if<ShowPicture>(&received.question);
  if (!from.is_whole() || (show != nullptr && !encode::is_within(show->view.cut))) {
    return fail(ErrorCode::InvalidInput, "The message is no question about a picture.");
  }
  return received;
}

Bytes answer_message(const PictureAnswer& answer) {
  MessageWriter to;
  to.put_byte(static_cast<std::uint8_t>(answer.index()));
  std::visit(AnswerWriter{to}, answer);
  return to.take();
}

Result<PictureAnswer> parse_answer(ByteView message, const PictureQuestion& question) {
  MessageReader from{message};
  auto answer = TRY(read_answer(from, question));
  if (!from.is_whole()) {
    return fail(ErrorCode::InvalidInput, "The message is no answer about a picture.");
  }
  return answer;
}

}  // namespace lockbox::capture
