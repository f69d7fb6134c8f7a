#include <rapidcheck.h>

#include <map>
#include <set>

#include "drivers/conformance.h"
#include "drivers/folder/folder_scanner.h"
#include "drivers/folder/scan_folder_fixture.h"
#include "drivers/recording_sink.h"
#include "support/catch.h"

namespace lockbox::drivers {
namespace {

/// Names as a careless scanner, a copying person and a file manager leave them.
[[nodiscard]] rc::Gen<std::string> any_name() {
  const auto sequence =
      rc::gen::map(rc::gen::inRange(1, 12), [](int number) { return format_sequence(number); });
  const auto side = rc::gen::element<std::string>("F", "R", "f", "r");
  const auto extension =
      rc::gen::element<std::string>(".tif", ".TIF", ".tiff", ".jpg", ".jpeg", ".png");
  const auto picture = rc::gen::map(rc::gen::tuple(sequence, side, extension), [](auto parts) {
    return std::get<0>(parts) + std::get<1>(parts) + std::get<2>(parts);
  });
  return rc::gen::weightedOneOf<std::string>(
      {{9, picture},
       {1, rc::gen::element<std::string>("Thumbs.db", "12F.tif", "000001F.txt", "0000001R.png",
                                         "000002r.pdf")}});
}

[[nodiscard]] rc::Gen<std::string> any_contents() {
  return rc::gen::element<std::string>("", "a letter", std::string{test::tiff_start} + "scan",
                                       std::string{test::jpeg_start}, std::string{test::png_start});
}

/// Where each file of the folder turned up in the feed.
[[nodiscard]] std::map<std::string, int> mentions(const test::RecordingSink& sink,
                                                  const std::map<std::string, std::string>& files) {
  std::map<std::string, int> count;
  for (const auto& event : sink.of_kind<SensorEvent>()) ++count[event.value];
  for (const auto& event : sink.of_kind<DeviceFault>()) {
    for (const auto& [name, contents] : files) {
      if (event.fault.message.starts_with(name + " ")) ++count[name];
    }
  }
  for (const auto& document : sink.of_kind<ScannedDocument>()) {
    std::set<std::string> named;
    for (const auto* image : {&document.front, &document.rear}) {
      if (*image) named.insert((*image)->file);
    }
    for (const auto& [name, contents] : files) {
      for (const auto& fault : document.faults) {
        if (fault.message.find(name) != std::string::npos) named.insert(name);
      }
    }
    for (const auto& name : named) ++count[name];
  }
  return count;
}

}  // namespace

TEST_CASE("Every file of a folder is in one document, named in a fault, or counted as ignored",
          "[drivers][folder][property]") {
  REQUIRE(rc::check([] {
    const auto files =
        *rc::gen::container<std::map<std::string, std::string>>(any_name(), any_contents());
    const test::ScanFolderFixture folder;
    for (const auto& [name, contents] : files) folder.write(name, contents);

    const auto opened = FolderScanner::open(folder.path());
    const bool has_document = std::any_of(files.begin(), files.end(), [](const auto& file) {
      return parse_side_name(file.first).has_value();
    });
    RC_ASSERT(opened.has_value() == has_document);
    if (!opened) return;

    test::RecordingSink sink;
    RC_ASSERT((*opened)->feed(sink).has_value());
    test::require_sound_feed(sink);
    const auto count = mentions(sink, files);
    RC_ASSERT(count.size() == files.size());
    for (const auto& [name, times] : count) RC_ASSERT(times == 1);
  }));
}

}  // namespace lockbox::drivers
