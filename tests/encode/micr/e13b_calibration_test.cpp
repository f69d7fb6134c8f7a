#include "encode/micr/e13b_calibration.h"

#include <cmath>

#include "support/catch.h"

using namespace lockbox::encode;

namespace {

Judgement poor_cell(float chance) {
  Judgement cell{.place = {}, .glyph = 3, .second = 8, .correlation = 0.75, .margin = 0.4};
  cell.residual = 0.6;
  cell.chances[3] = chance;
  cell.chances[8] = (1 - chance) * 0.75F;
  cell.chances[5] = (1 - chance) * 0.25F;
  cell.is_accepted = true;
  return cell;
}

/// The upper end of the 95 % interval of `wrong` in `symbols` after Wilson (1927).
double upper_end(const EvidenceRow& row) {
  constexpr double z = 1.959964;
  const auto n = static_cast<double>(row.symbols);
  const double p = static_cast<double>(row.wrong) / n;
  return (p + z * z / (2 * n) + z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n))) /
         (1 + z * z / n);
}

}  // namespace

TEST_CASE("Weaker evidence never has a smaller error, and no error is below what was measured",
          "[encode][micr]") {
  double before = 0;
  for (const auto& row : evidence_table()) {
    CHECK(row.error >= before);
    CHECK(row.error >= upper_end(row));
    CHECK(row.error < 1.1 * upper_end(row));
    before = row.error;
  }
}

TEST_CASE("The surer a witness, the smaller the error", "[encode][micr]") {
  CHECK(evidence_of(poor_cell(0.99999F)) > evidence_of(poor_cell(0.999F)));
  auto leading = poor_cell(0.999F);
  leading.margin += 0.2;
  CHECK(evidence_of(leading) > evidence_of(poor_cell(0.999F)));
  CHECK(error_of(poor_cell(0.9F)) > error_of(poor_cell(0.99999F)));
}

TEST_CASE("Shapes beyond doubt are the strongest evidence", "[encode][micr]") {
  auto clear = poor_cell(0.9999F);
  clear.correlation = 0.95;
  clear.margin = 0.9;
  clear.residual = 0.1;
  CHECK(evidence_row_of(clear) == 0);
  CHECK(error_of(clear) == evidence_table().front().error);
}

TEST_CASE("Of a refused cell either candidate may be printed", "[encode][micr]") {
  auto refused = poor_cell(0.99999F);
  refused.is_accepted = false;
  CHECK(error_of(refused) > 0.5);
}

TEST_CASE("The second choice is the network's next glyph, with its part of the error",
          "[encode][micr]") {
  const auto cell = poor_cell(0.99F);
  const auto second = second_choice(cell);
  CHECK(second.glyph == 8);
  CHECK(second.chance == Approx(0.75 * error_of(cell)).epsilon(0.01));
}

TEST_CASE("A network that gives nothing to any other glyph names no second choice",
          "[encode][micr]") {
  const auto cell = poor_cell(1.0F);
  CHECK(second_choice(cell).glyph == cell.glyph);
}
