#include "encode/micr/training/glyph_samples.h"

#include <algorithm>
#include <set>

#include "encode/micr/e13b_network.h"
#include "encode/micr/e13b_templates.h"
#include "support/catch.h"

namespace lockbox::encode::training {
namespace {

/// The glyph that the shapes name at a place; the one that fits best at any small shift.
std::size_t shape_at(const Strip& strip, const LabelledPlace& place) {
  std::size_t named = nothing_glyph;
  float highest = 0;
  for (int across = -shift_max; across <= shift_max; ++across) {
    const Place shifted{.right = cvRound(place.corner.x) + across, .top = cvRound(place.corner.y)};
    if (!fits(strip, shifted)) continue;
    std::array<Comparison, 1> found;
    standard_templates().compare(strip, std::array{shifted}, found);
    const auto& scores = found.front().scores;
    const auto best = std::ranges::max_element(scores);
    if (*best <= highest) continue;
    highest = *best;
    named = static_cast<std::size_t>(best - scores.begin());
  }
  return named;
}

/// Whether turning the glyph by half a turn gives it back.
bool is_symmetric(const E13bGlyph& glyph) {
  return std::ranges::all_of(glyph.bars, [&glyph](const InkBar& bar) {
    return std::ranges::any_of(glyph.bars, [&](const InkBar& other) {
      return std::abs(glyph.width - bar.right - other.left) < 1e-9 &&
             std::abs(e13b_height_modules - bar.bottom - other.top) < 1e-9 &&
             std::abs(glyph.width - bar.left - other.right) < 1e-9 &&
             std::abs(e13b_height_modules - bar.top - other.bottom) < 1e-9;
    });
  });
}

bool are_same(const cv::Mat& one, const cv::Mat& other) {
  return one.size() == other.size() &&
         std::equal(one.begin<std::uint8_t>(), one.end<std::uint8_t>(),
                    other.begin<std::uint8_t>());
}

TEST_CASE("A place on a clean line carries the label of the glyph under it", "[micr][training]") {
  Chance chance{11};
  std::set<std::size_t> seen;
  for (const double pixels_per_module : {2.6, 3.9}) {
    for (int i = 0; i < 4; ++i) {
      const auto line = place_glyphs(draw_clean_line(chance, pixels_per_module));
      for (const auto& place : line.places) {
        CAPTURE(pixels_per_module, place.corner.x);
        CHECK(shape_at(line.strip, place) == place.label);
        seen.insert(place.label);
      }
    }
  }
  CHECK(seen.size() == e13b_glyph_count);
}

TEST_CASE("Nothing is labelled between, above and beyond the glyphs, and all of them are labelled",
          "[micr][training]") {
  Chance chance{12};
  int beyond = 0;
  int turned = 0;
  int off_the_line = 0;
  for (int i = 0; i < 12; ++i) {
    const auto drawn = draw_clean_line(chance, 2.6);
    const auto glyphs = place_glyphs(drawn).places;
    const auto line = label_line(drawn, chance);
    REQUIRE(line.places.size() >= glyphs.size());
    for (std::size_t k = 0; k < glyphs.size(); ++k) {
      CHECK(line.places[k].label == glyphs[k].label);
    }
    for (auto k = glyphs.size(); k < line.places.size(); ++k) {
      const auto& place = line.places[k];
      CHECK(place.label == nothing_glyph);
      const bool is_beyond = place.corner.x < glyphs.front().corner.x - pitch_samples / 2 ||
                             place.corner.x > glyphs.back().corner.x + pitch_samples / 2;
      beyond += is_beyond ? 1 : 0;
      turned += place.turned == Turned::UpsideDown ? 1 : 0;
      off_the_line += std::abs(place.corner.y - glyphs.front().corner.y) > 8 ? 1 : 0;
    }
  }
  CHECK(beyond >= 12 * 4);
  CHECK(turned > 0);
  CHECK(off_the_line > 0);
}

TEST_CASE("A window turned upside down is the same window from its end", "[micr][training]") {
  Chance chance{13};
  const auto line = place_glyphs(draw_clean_line(chance, 2.6));
  auto place = line.places[line.places.size() / 2];
  Chance one{5};
  Chance same{5};
  auto upright = cut_sample(line.strip, place, one).value();
  place.turned = Turned::UpsideDown;
  const auto turned = cut_sample(line.strip, place, same).value();
  CHECK(turned.window != upright.window);
  std::ranges::reverse(upright.window);
  CHECK(turned.window == upright.window);
}

TEST_CASE("A glyph turned upside down stands right in its window, and is none that looks the same",
          "[micr][training]") {
  Chance chance{14};
  int turned = 0;
  for (int i = 0; i < 25; ++i) {
    const auto drawn = draw_clean_line(chance, 2.6);
    const auto line = label_line(drawn, chance);
    for (const auto& place : line.places) {
      if (place.turned == Turned::No) continue;
      ++turned;
      const auto is_this = [&place](const LabelledPlace& glyph) {
        if (glyph.label == nothing_glyph) return false;
        const double left = glyph.corner.x - e13b_glyphs()[glyph.label].width * samples_per_module;
        const double window_left = place.corner.x - e13b_widest_modules * samples_per_module;
        return std::abs(left - window_left) < 1e-6;
      };
      const auto glyph = std::ranges::find_if(line.places, is_this);
      REQUIRE(glyph != line.places.end());
      CAPTURE(glyph->label);
      CHECK_FALSE(is_symmetric(e13b_glyphs()[glyph->label]));
    }
  }
  CHECK(turned >= 4);
}

TEST_CASE("The same seed draws the same samples, and another seed others", "[micr][training]") {
  const auto samples = [](std::uint64_t seed) {
    Chance chance{seed};
    const auto line = draw_line(chance);
    return std::pair{line.pixels, cut_samples(label_line(line, chance), chance)};
  };
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const auto [pixels, drawn] = samples(seed);
    const auto [pixels_again, drawn_again] = samples(seed);
    CHECK(are_same(pixels, pixels_again));
    REQUIRE(drawn.size() == drawn_again.size());
    CHECK_FALSE(drawn.empty());
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      CHECK(drawn[i].window == drawn_again[i].window);
      CHECK(drawn[i].label == drawn_again[i].label);
    }
    CHECK_FALSE(are_same(pixels, samples(seed + 100).first));
  }
}

}  // namespace
}  // namespace lockbox::encode::training
