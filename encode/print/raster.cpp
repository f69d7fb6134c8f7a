#include "encode/print/raster.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/check.h"
#include "encode/scan_line/ocr_glyphs.h"

namespace lockbox::encode {
namespace {

constexpr int samples = 8;  ///< Lines across each row of pixels; along them edges are exact.

using Polygon = std::vector<cv::Point2d>;

/// The way from `corner` to `other`, cut to `length`.
cv::Point2d towards(const OutlineCorner& corner, const OutlineCorner& other, double length) {
  const cv::Point2d way{other.x - corner.x, other.y - corner.y};
  const double all = std::hypot(way.x, way.y);
  return all > 0 ? way * (length / all) : cv::Point2d{};
}

/// The outline as straight pieces, a round corner as a few.
Polygon polygon_of(const Outline& outline) {
  constexpr int pieces = 6;
  Polygon polygon;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const auto& corner = outline[i];
    const cv::Point2d at{corner.x, corner.y};
    if (corner.radius <= 0) {
      polygon.push_back(at);
      continue;
    }
    const auto back =
        towards(corner, outline[(i + outline.size() - 1) % outline.size()], corner.radius);
    const auto on = towards(corner, outline[(i + 1) % outline.size()], corner.radius);
    const auto middle = at + back + on;
    for (int piece = 0; piece <= pieces; ++piece) {
      const double turn = std::numbers::pi / 2 * piece / pieces;
      polygon.push_back(middle - on * std::cos(turn) - back * std::sin(turn));
    }
  }
  return polygon;
}

/// Where the outline crosses a line across the page.
void add_crossings(const Polygon& polygon, double y, std::vector<double>& xs) {
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const auto& from = polygon[i];
    const auto& to = polygon[(i + 1) % polygon.size()];
    if ((from.y <= y) == (to.y <= y)) continue;
    xs.push_back(from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y));
  }
}

/// Adds to each pixel of a row the share of it that lies between two places, times `weight`.
void add_span(float* row, int columns, cv::Vec2d span, float weight) {
  const int end = std::min(cvCeil(span[1]), columns);
  for (int x = std::max(cvFloor(span[0]), 0); x < end; ++x) {
    const double covered = std::min(x + 1.0, span[1]) - std::max<double>(x, span[0]);
    row[x] += weight * static_cast<float>(std::max(covered, 0.0));
  }
}

void paint_shape(cv::Mat& ink, const InkShape& shape, double dpi) {
  std::vector<Polygon> polygons;
  double top = ink.rows;
  double bottom = 0;
  for (const auto& outline : shape) {
    auto& polygon = polygons.emplace_back(polygon_of(outline));
    for (auto& at : polygon) {
      at *= dpi;
      top = std::min(top, at.y);
      bottom = std::max(bottom, at.y);
    }
  }
  const int first = std::max(cvFloor(top), 0);
  const int end = std::min(cvCeil(bottom), ink.rows);
  if (first >= end) return;
  cv::Mat share(end - first, ink.cols, CV_32FC1, cv::Scalar(0));
  std::vector<double> xs;
  for (int sample = first * samples; sample < end * samples; ++sample) {
    xs.clear();
    const double y = (sample + 0.5) / samples;
    for (const auto& polygon : polygons) add_crossings(polygon, y, xs);
    std::ranges::sort(xs);
    auto* row = share.ptr<float>(sample / samples - first);
    for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
      add_span(row, ink.cols, {xs[i], xs[i + 1]}, 1.0F / samples);
    }
  }
  cv::Mat covered;
  share.convertTo(covered, CV_8U, 255);
  cv::Mat here = ink.rowRange(first, end);
  cv::max(here, covered, here);
}

void paint_strokes(cv::Mat& ink, const std::vector<PenStroke>& strokes, double dpi) {
  if (strokes.empty()) return;
  cv::Mat share(ink.size(), CV_32FC1, cv::Scalar(0));
  std::vector<Stroke> pieces;
  for (const auto& stroke : strokes) {
    pieces.clear();
    for (std::size_t i = 0; i + 1 < stroke.points.size(); ++i) {
      const auto& from = stroke.points[i];
      const auto& to = stroke.points[i + 1];
      pieces.push_back({{from.x, from.y}, {to.x, to.y}});
    }
    cover_with_strokes(share, pieces, {.origin = {}, .scale = dpi, .width = stroke.width * dpi});
  }
  cv::Mat covered;
  share.convertTo(covered, CV_8U, 255);
  cv::max(ink, covered, ink);
}

void paint_text(cv::Mat& ink, const DrawnText& text, double dpi) {
  const int face = text.bold ? cv::FONT_HERSHEY_DUPLEX : cv::FONT_HERSHEY_SIMPLEX;
  const int stroke = std::max(cvRound(text.height * dpi / (text.bold ? 7 : 10)), 1);
  double scale = cv::getFontScaleFromHeight(face, std::max(cvRound(text.height * dpi), 1), stroke);
  int below = 0;
  int width = cv::getTextSize(text.text, face, scale, stroke, &below).width;
  if (width > text.width_max * dpi) {
    scale *= text.width_max * dpi / width;
    width = cv::getTextSize(text.text, face, scale, stroke, &below).width;
  }
  int x = cvRound(text.x * dpi);
  if (text.align == TextAlign::Centre) x -= width / 2;
  if (text.align == TextAlign::Right) x -= width;
  cv::putText(ink, text.text, {x, cvRound(text.baseline * dpi)}, face, scale, cv::Scalar(255),
              stroke, cv::LINE_AA);
}

}  // namespace

GrayImage to_raster(const Drawing& drawing, double dpi) {
  ENSURE(dpi > 0);
  cv::Mat ink(cvRound(drawing.height * dpi), cvRound(drawing.width * dpi), CV_8UC1, cv::Scalar(0));
  for (const auto& shape : drawing.shapes) paint_shape(ink, shape, dpi);
  paint_strokes(ink, drawing.strokes, dpi);
  for (const auto& text : drawing.texts) paint_text(ink, text, dpi);
  return {.pixels = 255 - ink, .dpi_x = dpi, .dpi_y = dpi, .bitonal = false};
}

}  // namespace lockbox::encode
