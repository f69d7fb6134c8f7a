#include "service/api/shape_parts.h"

#include <algorithm>
#include <boost/json.hpp>

namespace lockbox::service::api {

namespace json = boost::json;

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

}  // namespace lockbox::service::api
