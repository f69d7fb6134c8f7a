// Whole days of mail: what a good scanner delivers has no condition.

#include <filesystem>
#include <set>

#include "core/file.h"
#include "core/limits.h"
#include "encode/drawn_checks.h"
#include "encode/image/image_codec.h"
#include "encode/image/quality/image_quality.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace lockbox;
using namespace lockbox::encode;
namespace fs = std::filesystem;

namespace {

struct Day {
  std::string name;
  std::set<std::string> known;  ///< Pictures that are known to have a condition.
};

/// The conditions of one picture but oversize: letters are larger than payments.
std::set<std::string> conditions_of(const fs::path& file) {
  const auto bytes = read_file(file, limits::image_file_bytes_max).value();
  const auto image = decode_image(bytes).value();
  const bool is_rear = file.stem().string().ends_with('R');
  const auto quality = measure_quality(image);
  std::set<std::string> present;
  for (const auto& finding :
       quality_conditions(quality, QualityLimits{}, is_rear ? Side::Rear : Side::Front)) {
    if (finding.verdict != QualityVerdict::Present) continue;
    if (finding.condition == QualityCondition::Oversize) continue;
    present.emplace(name_of(quality_condition_names, finding.condition));
  }
  return present;
}

}  // namespace

TEST_CASE("Mail from a good scanner has no condition", "[encode][quality][corpus]") {
  // Two pictures of the second day are drawn with a streak and with noise.
  const std::vector<Day> days{{"clean", {}}, {"scan", {"000014F.jpg", "000026R.jpg"}}};
  for (const auto& day : days) {
    const auto folder = lockbox::test::shared_data() / "mail" / day.name / "scan";
    if (!fs::exists(folder)) {
      WARN("skipped: no mail at " << folder);
      continue;
    }
    std::set<std::string> found;
    int pictures = 0;
    for (const auto& entry : fs::directory_iterator{folder}) {
      ++pictures;
      if (!conditions_of(entry.path()).empty()) found.insert(entry.path().filename().string());
    }
    CAPTURE(day.name);
    CHECK(pictures > 90);
    CHECK(found == day.known);
  }
}

TEST_CASE("A folded check and a photo of one are not two papers", "[encode][quality][corpus]") {
  const auto checks = encode::test::drawn_checks({"fold", "photo"});
  if (checks.empty()) return;
  for (const auto& check : checks) {
    CAPTURE(check.filename());
    CHECK_FALSE(conditions_of(check).contains("piggyback"));
  }
  CHECK(checks.size() >= 12);
}

TEST_CASE("A check with little ink on it is not too light", "[encode][quality][corpus]") {
  const auto checks = encode::test::drawn_checks({"clean", "jpeg", "skew", "upsidedown"});
  if (checks.empty()) return;
  for (const auto& check : checks) {
    CAPTURE(check.filename());
    CHECK_FALSE(conditions_of(check).contains("too_light"));
  }
  CHECK(checks.size() >= 10);
}
