#include "encode/micr/training/glyph_samples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "encode/micr/network_window.h"
#include "encode/micr/training/draw_chance.h"

namespace lockbox::encode::training {
namespace {

/// How far off the best shift of a glyph is, in samples; deviations.
constexpr double shift_across = 0.7;
constexpr double shift_down = 0.8;

std::vector<LabelledPlace> places_of(const std::vector<DrawnGlyph>& glyphs, const Strip& strip) {
  cv::Matx23d to_strip;
  cv::invertAffineTransform(strip.to_picture, to_strip);
  std::vector<LabelledPlace> places;
  for (const auto& [label, edge] : glyphs) {
    const cv::Vec2d at = to_strip * cv::Vec3d(edge.x, edge.y, 1);
    places.push_back({.corner = {at[0], at[1] - glyph_samples / 2.0}, .label = label});
  }
  return places;
}

double either_way(Chance& chance, double least, double most) {
  const double length = chance.between(least, most);
  return happens(chance, 0.5) ? length : -length;
}

/// 0, 2, 5, the amount symbol and nearly 8 are what they were when turned; 6 and 9 become much like
/// each other.
bool may_be_glyph_upside_down(std::size_t label) {
  constexpr std::size_t amount = 11;
  constexpr std::array<std::size_t, 7> alike{0, 2, 5, 6, 8, 9, amount};
  return std::ranges::find(alike, label) != alike.end();
}

/// The window is turned whole, so that it must begin as far left of the glyph as it else ends
/// right of it.
double turned_right_edge(const LabelledPlace& glyph) {
  const double width = e13b_glyphs()[glyph.label].width;
  return glyph.corner.x + (e13b_widest_modules - width) * samples_per_module;
}

/// Adds what must not be taken for the glyph at `corner`.
void add_misplaced(std::vector<LabelledPlace>& places, const LabelledPlace& glyph, Chance& chance) {
  constexpr double between_share = 0.08;
  constexpr double above_share = 0.03;
  constexpr double turned_share = 0.03;
  // From a quarter to three quarters of the way to the next glyph.
  constexpr double beside_min = 0.28 * pitch_samples;
  constexpr double beside_max = 0.72 * pitch_samples;
  // As far as the strip reaches: a third to nearly half of a glyph.
  constexpr double above_min = 0.33 * glyph_samples;
  constexpr double above_max = strip_margin - network::margin;
  auto nothing = glyph;
  nothing.label = nothing_glyph;
  if (happens(chance, between_share)) {
    auto beside = nothing;
    beside.corner.x += either_way(chance, beside_min, beside_max);
    places.push_back(beside);
  }
  if (happens(chance, above_share)) {
    auto above = nothing;
    above.corner.y += either_way(chance, above_min, above_max);
    places.push_back(above);
  }
  const bool is_of_face = glyph.label != nothing_glyph;
  if (is_of_face && happens(chance, turned_share) && !may_be_glyph_upside_down(glyph.label)) {
    nothing.turned = Turned::UpsideDown;
    nothing.corner.x = turned_right_edge(glyph);
    places.push_back(nothing);
  }
}

}  // namespace

LabelledLine place_glyphs(const DrawnLine& line) {
  LabelledLine labelled{.strip = straighten(line.pixels, line.guess), .places = {}};
  labelled.places = places_of(line.glyphs, labelled.strip);
  return labelled;
}

LabelledLine label_line(const DrawnLine& line, Chance& chance) {
  constexpr double gap_shift = 2;  // Samples; a deviation.
  LabelledLine labelled = place_glyphs(line);
  const auto glyphs = labelled.places;
  for (const auto& glyph : glyphs) add_misplaced(labelled.places, glyph, chance);
  for (auto gap : places_of(line.gaps, labelled.strip)) {
    gap.corner.x += gap_shift * normal(chance);
    labelled.places.push_back(gap);
  }
  return labelled;
}

std::optional<GlyphSample> cut_sample(const Strip& strip, const LabelledPlace& place,
                                      Chance& chance) {
  const auto shifted = [&chance](double at, double deviation) {
    return static_cast<int>(std::lround(at + deviation * normal(chance)));
  };
  const int right = shifted(place.corner.x, shift_across);
  const int top = shifted(place.corner.y, shift_down);
  GlyphSample sample{.window = {}, .label = place.label};
  if (!cut_window(strip, {.right = right, .top = top}, sample.window)) return std::nullopt;
  if (place.turned == Turned::UpsideDown) std::ranges::reverse(sample.window);
  return sample;
}

std::vector<GlyphSample> cut_samples(const LabelledLine& line, Chance& chance) {
  std::vector<GlyphSample> samples;
  for (const auto& place : line.places) {
    if (const auto sample = cut_sample(line.strip, place, chance)) samples.push_back(*sample);
  }
  return samples;
}

}  // namespace lockbox::encode::training
