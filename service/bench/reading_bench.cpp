#include "service/bench/reading_bench.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "encode/image/image_codec.h"
#include "encode/image/quantile.h"
#include "encode/mail/drawn_mail.h"
#include "encode/page_reader.h"
#include "service/bench/generated_mail.h"
#include "service/bench/line_verdict.h"
#include "service/bench/work_clock.h"

namespace lockbox::service {

namespace {

constexpr double z95 = 1.959964;  ///< Of the standard normal distribution, both sides.
constexpr int jpeg_quality = 75;
constexpr auto city_of_bench = "City of Bench";

/// The middle of Wilson's interval and the way from there to its ends.
struct Interval {
  double middle = 0;
  double reach = 0;
};

Interval wilson(const Share& share) {
  if (share.of == 0) return {0.5, 0.5};
  const auto n = static_cast<double>(share.of);
  const double p = share.value();
  const double scale = 1 + z95 * z95 / n;
  return {(p + z95 * z95 / (2 * n)) / scale,
          z95 / scale * std::sqrt(p * (1 - p) / n + z95 * z95 / (4 * n * n))};
}

Result<LadderCell> read_cell(encode::Damage damage, int step, const ReadingBenchRequest& request) {
  LadderCell cell{.damage = damage, .step = step, .whole = {}, .wrong = {}};
  // Every cell has mail of its own.
  Chance chance{request.seed * 1'000 + static_cast<std::uint64_t>(damage) * 100 +
                static_cast<std::uint64_t>(step)};
  for (int i = 0; i < request.images; ++i) {
    const auto envelope = draw_envelope(chance, i);
    const auto page = TRY(check_page(envelope, city_of_bench));
    const auto verdict =
        TRY(judge_reading(encode::damaged(page, damage, step, chance), envelope.micr));
    count(verdict.is_whole, cell.whole);
    count(verdict.is_wrong, cell.wrong);
  }
  return cell;
}

/// A kind of page as a file of the scanner.
struct PageKindToTime {
  std::string name;
  double aim_ms = 0;
  std::function<Result<Bytes>(Chance& chance, int index)> draw;
};

Result<ReadingTime> time_page(const PageKindToTime& kind, const ReadingBenchRequest& request,
                              const std::vector<encode::CouponDefinition>& definitions) {
  Chance chance{request.seed};
  std::vector<double> reads;
  std::vector<double> decodes;
  for (int i = 0; i < request.images; ++i) {
    const auto file = TRY(kind.draw(chance, i));
    const double begin = worked_ms();
    const auto image = TRY(encode::decode_image(file));
    const double decoded = worked_ms();
    const auto read = encode::read_page(image, definitions);
    reads.push_back(worked_ms() - decoded);
    decodes.push_back(decoded - begin);
    if (read.kind == encode::PageKind::Unknown && kind.name.find("letter") == std::string::npos) {
      return fail(ErrorCode::InvalidInput, "A drawn " + kind.name + " was not known as one.");
    }
  }
  return ReadingTime{kind.name, encode::quantile_of(reads, 0.5), encode::quantile_of(reads, 0.95),
                     encode::quantile_of(decodes, 0.5), kind.aim_ms};
}

std::vector<PageKindToTime> kinds_to_time(const encode::CouponDefinition& definition) {
  const auto check = [](Chance& chance, int index) {
    return check_page(draw_envelope(chance, index), city_of_bench);
  };
  return {
      {"bitonal check", 1.5,
       [check](Chance& chance, int index) -> Result<Bytes> {
         return encode::encode_tiff_g4(TRY(check(chance, index)));
       }},
      {"gray JPEG check", 4,
       [check](Chance& chance, int index) -> Result<Bytes> {
         return encode::encode_jpeg(
             encode::damaged(TRY(check(chance, index)), encode::Damage::Noise, 1, chance),
             jpeg_quality);
       }},
      {"bitonal coupon", 0.5,
       [definition](Chance& chance, int index) -> Result<Bytes> {
         return encode::encode_tiff_g4(
             TRY(coupon_page(draw_envelope(chance, index), definition, "CITY OF BENCH")));
       }},
      {"letter", 8,
       [](Chance& chance, int index) -> Result<Bytes> {
         const auto envelope = draw_envelope(chance, index);
         return encode::encode_tiff_g4(
             encode::draw_letter({"Dear City of Bench,", "my account is " + envelope.account + ".",
                                  "I have moved; please write to", "12 Elm Street, Bench.",
                                  "Yours, " + envelope.payer}));
       }},
  };
}

}  // namespace

void count(bool is_so, Share& share) {
  ++share.of;
  if (is_so) ++share.count;
}

double Share::value() const {
  return of == 0 ? 0 : static_cast<double>(count) / static_cast<double>(of);
}

double Share::low() const {
  const auto [middle, reach] = wilson(*this);
  return count == 0 ? 0 : middle - reach;
}

double Share::high() const {
  const auto [middle, reach] = wilson(*this);
  return count == of ? 1 : middle + reach;
}

Result<std::vector<LadderCell>> climb_ladder(const ReadingBenchRequest& request) {
  std::vector<LadderCell> cells;
  for (std::size_t damage = 0; damage < encode::damage_names.size(); ++damage) {
    for (int step = 1; step <= encode::damage_steps; ++step) {
      cells.push_back(TRY(read_cell(static_cast<encode::Damage>(damage), step, request)));
    }
  }
  return cells;
}

Result<std::vector<ReadingTime>> time_reading(const ReadingBenchRequest& request) {
  const auto definition = TRY(bench_coupon());
  std::vector<ReadingTime> times;
  for (const auto& kind : kinds_to_time(definition)) {
    times.push_back(TRY(time_page(kind, request, {definition})));
  }
  return times;
}

}  // namespace lockbox::service
