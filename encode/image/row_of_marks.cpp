#include "encode/image/row_of_marks.h"

namespace lockbox::encode {

FittedLine fit_line(const std::vector<double>& places, const std::vector<double>& values) {
  const auto n = static_cast<double>(places.size());
  double mean_place = 0, mean_value = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    mean_place += places[i] / n;
    mean_value += values[i] / n;
  }
  double moment = 0, spread = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    moment += (places[i] - mean_place) * (values[i] - mean_value);
    spread += (places[i] - mean_place) * (places[i] - mean_place);
  }
  const double step = moment / spread;
  return {mean_value - step * mean_place, step};
}

}  // namespace lockbox::encode
