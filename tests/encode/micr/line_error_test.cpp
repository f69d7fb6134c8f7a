#include "encode/micr/line_error.h"

#include "encode/micr/e13b_calibration.h"
#include "support/catch.h"

using namespace lockbox::encode;

namespace {

/// ⑆060009601⑆ 4781025⑈ with one error for all symbols.
MicrRead read_line(double error) {
  MicrRead read;
  const std::vector<std::string> symbols{"⑆", "0", "6", "0", "0", "0", "9", "6", "0", "1",
                                         "⑆", "4", "7", "8", "1", "0", "2", "5", "⑈"};
  std::string raw;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    if (i == 11) raw += ' ';
    raw += symbols[i];
    read.symbols.push_back({.symbol = symbols[i],
                            .confidence = 1,
                            .box = {},
                            .best = symbols[i],
                            .second = {},
                            .error = error});
  }
  read.line = parse_micr_line(raw).value();
  read.confidence = 1;
  read.error = error_of_line(read.symbols);
  return read;
}

constexpr double surest = 1e-6;  // Surer than the calibration can prove.

}  // namespace

TEST_CASE("A line is wrong when any accepted symbol is; one in doubt claims nothing",
          "[encode][micr]") {
  auto read = read_line(0);
  CHECK(read.error == 0);
  read.symbols[3].error = 0.1;
  read.symbols[8].error = 0.2;
  CHECK(error_of_line(read.symbols) == Approx(1 - 0.9 * 0.8));
  read.symbols[8].symbol = "?";
  CHECK(error_of_line(read.symbols) == Approx(0.1));
}

TEST_CASE("A line within the bound stays as it was read", "[encode][micr]") {
  auto read = read_line(surest);
  read.symbols[14].error = 0.0009;
  hold_to({.line_error_bound = 0.001}, read);
  CHECK(read.line.raw == "⑆060009601⑆ 4781025⑈");
  CHECK(read.confidence == 1);
}

TEST_CASE("Of a line above the bound only the symbols that contribute most are left open",
          "[encode][micr]") {
  auto read = read_line(surest);
  read.symbols[14].error = 0.002;
  read.symbols[16].error = 0.005;
  read.symbols[12].error = 0.0005;
  hold_to({.line_error_bound = 0.001}, read);
  CHECK(read.line.raw == "⑆060009601⑆ 478?0?5⑈");
  CHECK(read.symbols[14].best == "1");
  CHECK(read.confidence == 0);
  CHECK(read.error < 0.001);
  CHECK(read.line.routing.has_value());
  CHECK(read.line.account.empty());
}

TEST_CASE("A bound that no evidence could prove refuses no line of the best evidence",
          "[encode][micr]") {
  auto read = read_line(evidence_table().front().error);
  hold_to({.line_error_bound = 1e-9}, read);
  CHECK(read.line.is_complete());
  read.symbols[5].error = evidence_table()[1].error;
  hold_to({.line_error_bound = 1e-9}, read);
  CHECK(read.line.raw == "⑆0600?9601⑆ 4781025⑈");
}
