#include "capture/isolation/pictures_apart.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "capture/capture_session.h"
#include "capture/isolation/picture_messages.h"
#include "capture/memory_store.h"
#include "capture/reading_job.h"
#include "capture/scripted_scanner.h"
#include "core/file.h"
#include "core/limits.h"
#include "encode/coupon/riverton.h"
#include "encode/image/image_codec.h"
#include "encode/mail/drawn_mail.h"
#include "support/catch.h"
#include "support/memory_image_store.h"
#include "support/temporary_directory.h"

namespace lockbox::capture {
namespace {

using Catch::Matchers::Contains;

/// The subject is built beside these tests, with the sanitizers that they run with.
[[nodiscard]] ApartOptions options() {
  const auto tests = std::filesystem::read_symlink("/proc/self/exe");
  return {.command = {tests.parent_path() / "picture_worker_subject", std::to_string(256 << 20)}};
}

[[nodiscard]] PictureAnswer ask(PicturesApart& pictures, std::string_view word) {
  return pictures.ask(bytes_of(word), ReadPage{}).value();
}

/// The sentence of the fault, or nothing.
[[nodiscard]] std::string fault_of(const PictureAnswer& answer) {
  const auto* const fault = std::get_if<deposit::DocumentFault>(&answer);
  return fault == nullptr ? "" : fault->code + ": " + fault->message;
}

[[nodiscard]] Bytes drawn_check() {
  const auto page = encode::draw_check({.payer = "Ann Ash",
                                        .payee = "City of Elm",
                                        .date = "11/23/2026",
                                        .number = "1042",
                                        .micr = "⑆021000021⑆ 1234567890⑈1042",
                                        .amount = Money::from_cents(12'345)});
  return encode::encode_tiff_g4(page.value());
}

}  // namespace

TEST_CASE("A page is read apart as it is read here", "[isolation]") {
  const auto check = drawn_check();
  PicturesHere here;
  PicturesApart apart{options()};
  const auto letter = encode::encode_jpeg(encode::draw_letter({"Dear City,", "hello."}), 80);
  for (const auto& file : {check, letter, Bytes{}}) {
    CHECK(answer_message(apart.ask(file, ReadPage{}).value()) ==
          answer_message(here.ask(file, ReadPage{}).value()));
  }
  const auto page = apart.ask(check, ReadPage{}).value();
  CHECK(std::get<MeasuredPage>(page).page.micr->line.account.reveal() == "1234567890");
  CHECK(std::holds_alternative<SoundPicture>(apart.ask(check, CheckPicture{}).value()));
  const auto shown = apart.ask(check, ShowPicture{{encode::Turn::Half, {}}}).value();
  CHECK(std::get<encode::ShownPicture>(shown).media_type == "image/png");
  const auto archived = apart.ask(check, ArchivePicture{}).value();
  CHECK_FALSE(std::get<ArchivedPicture>(archived).image.file.empty());
  const auto without_resolution = encode::encode_png({cv::Mat{40, 40, CV_8UC1, cv::Scalar{255}}});
  CHECK_THAT(fault_of(apart.ask(without_resolution, ArchivePicture{}).value()),
             Contains("image_quality"));
}

TEST_CASE("Nothing that is read on the sample pages needs more than is allowed",
          "[isolation][corpus]") {
  PicturesHere here;
  PicturesApart apart{options()};
  const ReadPage question{test::riverton_coupons()};
  int pictures = 0;
  for (const auto* const folder :
       {"tests/corpus/pages", "tests/corpus/coupons", "tests/fuzz/crashers/picture"}) {
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
      const auto file = read_file(entry.path(), limits::image_file_bytes_max).value();
      if (encode::media_type_of(file).empty()) continue;
      INFO(entry.path().string());
      CHECK(answer_message(apart.ask(file, question).value()) ==
            answer_message(here.ask(file, question).value()));
      ++pictures;
    }
  }
  CHECK(pictures >= 20);
}

// A sanitizer's own last words ask the system for more than the sandbox allows.
TEST_CASE("A picture that two processes died of is in quarantine and not looked at again",
          "[isolation][unsanitized]") {
  PicturesApart pictures{options()};
  const auto first = fault_of(ask(pictures, "abort"));
  CHECK_THAT(first, Contains("quarantined: whoever looked at it") && Contains("signal 6"));
  CHECK(fault_of(ask(pictures, "abort")) == first);
  CHECK_THAT(fault_of(ask(pictures, "Dear Sirs")), Contains("foreign_file"));
}

TEST_CASE("A picture that one process died of is tried once more in a fresh one", "[isolation]") {
  PicturesApart pictures{options()};
  CHECK_THAT(fault_of(ask(pictures, "work")), Contains("foreign_file"));
  CHECK_THAT(fault_of(ask(pictures, "tired")), Contains("foreign_file"));
}

TEST_CASE("A process that has answered for long is replaced before it tires", "[isolation]") {
  auto brief = options();
  brief.answers_max = 1;
  PicturesApart pictures{brief};
  CHECK_THAT(fault_of(ask(pictures, "work")), Contains("foreign_file"));
  CHECK_THAT(fault_of(ask(pictures, "tired")), Contains("foreign_file"));
}

TEST_CASE("Whoever looks at a picture can do nothing else", "[isolation]") {
  const std::string call = GENERATE("open", "socket", "fork", "exec");
  PicturesApart pictures{options()};
  CHECK_THAT(fault_of(ask(pictures, call)), Contains("asked the system for what no picture needs"));
}

TEST_CASE("A picture that wants all memory gets none of the service's",
          "[isolation][unsanitized]") {
  const std::string kind = GENERATE("memory", "pixels");
  PicturesApart pictures{options()};
  CHECK_THAT(fault_of(ask(pictures, kind)), Contains("ran out of memory"));
}

TEST_CASE("A picture that takes for ever is given up", "[isolation][unsanitized]") {
  auto hasty = options();
  hasty.answer_within = std::chrono::milliseconds{100};
  PicturesApart pictures{hasty};
  CHECK_THAT(fault_of(ask(pictures, "loop")), Contains("did not end in time"));
}

TEST_CASE("An answer that is none is the end of who gave it", "[isolation]") {
  PicturesApart pictures{options()};
  CHECK_THAT(fault_of(ask(pictures, "nonsense")), Contains("gave an answer that is none"));
}

TEST_CASE("Where no process can be started no picture is at fault", "[isolation]") {
  const std::string program = GENERATE("/does/not/exist", "/bin/true");
  PicturesApart pictures{{.command = {program}}};
  const auto answer = pictures.ask(bytes_of("Dear Sirs"), ReadPage{});
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().code == ErrorCode::Unavailable);
}

TEST_CASE("A process that ends before it can be asked is replaced", "[isolation]") {
  const test::TemporaryDirectory folder;
  const auto script = folder.path() / "once";
  // Ends the first time, and is the subject from then on.
  REQUIRE(write_file_durably(script, bytes_of("#!/bin/sh\nmkdir \"$0.begun\" && exit 1\n"
                                              "exec env -i \"$1\" \"$2\"\n"))
              .has_value());
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  auto stumbling = options();
  stumbling.command.insert(stumbling.command.begin(), script.string());
  PicturesApart pictures{stumbling};
  CHECK_THAT(fault_of(ask(pictures, "Dear Sirs")), Contains("foreign_file"));
  CHECK(std::filesystem::exists(script.string() + ".begun"));
}

TEST_CASE("Whoever looks at pictures inherits no open file and no environment", "[isolation]") {
  const int open_file = ::open("/dev/null", O_RDONLY);
  REQUIRE(open_file >= 0);
  PicturesApart pictures{options()};
  CHECK(pictures.ask(bytes_of("Dear Sirs"), ReadPage{}).has_value());
  ::close(open_file);
}

TEST_CASE("A batch with a deadly picture is read but for this one", "[isolation][reading]") {
  test::MemoryStore store;
  test::MemoryImageStore images;
  const auto batch = store
                         .open_batch({.site = "TOWN",
                                      .lockbox = "BOX",
                                      .business_day = BusinessDay::parse("2026-11-23").value(),
                                      .job = "mail",
                                      .prepared_by = "",
                                      .control = std::nullopt,
                                      .source = "folder:1"},
                                     {"camera"})
                         .value();
  const auto pictures = std::make_shared<PicturesApart>(options());
  auto with_deadly_rear = test::scanned(3, "three");
  with_deadly_rear.rear = drivers::ScannedImage{"000003R.tif", {}};
  for (const char letter : std::string_view{"open"}) {
    with_deadly_rear.rear->bytes.push_back(static_cast<std::byte>(letter));
  }
  test::ScriptedScanner scanner{
      {test::scanned(1, "one"), test::scanned(2, "abort"), with_deadly_rear}};
  REQUIRE(capture_feed(scanner, {store, images, batch, {"camera"}, pictures}, {}).has_value());
  int asked = 0;
  const auto counts = read_batch({store, images, batch, {"reader"}, 1},
                                 [&](const DocumentPictures& document) {
                                   ++asked;
                                   return read_document(*pictures, document, {});
                                 },
                                 {});
  CHECK(counts.value().faulted == 3);
  const auto& documents = store.contents(batch.id).documents;
  CHECK(documents[0].reading->fault->code == "foreign_file");
  CHECK(documents[1].reading->fault->code == "quarantined");
  CHECK_THAT(documents[1].reading->fault->message, Catch::Matchers::StartsWith("2"));
  CHECK(documents[2].captured.faults.back().code == "quarantined");
  CHECK(documents[2].reading->fault->code == "foreign_file");
  // What stands in the books is not due again.
  CHECK(read_batch({store, images, batch, {"reader"}, 1},
                   [&](const DocumentPictures& document) {
                     ++asked;
                     return read_document(*pictures, document, {});
                   },
                   {})
            .value()
            .due == 0);
  CHECK(asked == 3);
}

}  // namespace lockbox::capture
