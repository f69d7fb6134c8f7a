#include "service/api/shape_parts.h"

#include <algorithm>
#include <boost/json.hpp>

#include "capture/picture_quality.h"

namespace lockbox::service::api {

namespace json = boost::json;

json::value day_or_null(const std::optional<BusinessDay>& day) {
  if (!day) return nullptr;
  return json::value(day->to_string());
}

std::string shown(const AccountNumber& number) {
  const auto masked = number.masked();
  return "••••" + masked.substr(std::min(masked.size(), masked.find_first_not_of('*')));
}

json::array sides_shape(const deposit::Document& document) {
  json::array sides;
  for (const auto side : {Side::Front, Side::Rear}) {
    const bool has_picture = std::ranges::any_of(document.captured.images, [&](const auto& image) {
      return image.side == side && image.view == ImageView::AsScanned;
    });
    if (has_picture) sides.emplace_back(side == Side::Front ? "front" : "rear");
  }
  return sides;
}

json::array faults_shape(const deposit::Document& document) {
  json::array faults;
  for (const auto& fault : document.faults()) {
    faults.push_back(json::object{{"code", fault.code}, {"message", fault.message}});
  }
  return faults;
}

json::object quality_fault_shape(Side side, const deposit::QualityFault& fault) {
  return {{"side", side == Side::Front ? "front" : "rear"},
          {"condition", fault.condition},
          {"text", capture::quality_sentence(fault)}};
}

json::array quality_shape(const deposit::Document& document) {
  json::array faults;
  if (!document.reading) return faults;
  for (const auto& side : document.reading->quality) {
    for (const auto& fault : side.faults) {
      faults.push_back(quality_fault_shape(side.side, fault));
    }
  }
  return faults;
}

}  // namespace lockbox::service::api
