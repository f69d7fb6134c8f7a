#include "encode/micr/training/weights_file.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <string>

#include "core/file.h"
#include "encode/micr/network_layout.h"
#include "encode/micr/network_weights.h"

namespace lockbox::encode::training {
namespace {

constexpr std::size_t bytes_a_weight = 2;
constexpr int bits_a_byte = 8;

}  // namespace

Result<std::vector<float>> read_weights(const std::filesystem::path& path) {
  constexpr std::int64_t bytes_max = 1 << 20;
  constexpr auto expected = network::weight_count * bytes_a_weight;
  const auto bytes = TRY(read_file(path, bytes_max));
  if (bytes.size() != expected) {
    return fail(ErrorCode::InvalidInput, path.string() + " has " + std::to_string(bytes.size()) +
                                             " bytes; the weights of this network take " +
                                             std::to_string(expected) + ".");
  }
  std::vector<std::uint16_t> halves;
  for (std::size_t i = 0; i < bytes.size(); i += bytes_a_weight) {
    const auto low = std::to_integer<unsigned>(bytes[i]);
    const auto high = std::to_integer<unsigned>(bytes[i + 1]);
    halves.push_back(static_cast<std::uint16_t>(low | high << bits_a_byte));
  }
  auto weights = widened(halves);
  if (!std::ranges::all_of(weights, [](float weight) { return std::isfinite(weight); })) {
    return fail(ErrorCode::InvalidInput,
                path.string() + " holds a weight that is no finite number.");
  }
  return weights;
}

Result<void> write_weights(const std::filesystem::path& path, std::span<const float> weights) {
  // The constructor of a view takes a pointer that may write; it never does.
  const cv::Mat wide(1, static_cast<int>(weights.size()), CV_32FC1,
                     const_cast<float*>(weights.data()));
  cv::Mat narrow;
  wide.convertTo(narrow, CV_16F);
  Bytes bytes;
  for (int i = 0; i < narrow.cols; ++i) {
    const unsigned half = narrow.ptr<std::uint16_t>()[i];
    bytes.push_back(static_cast<std::byte>(half));
    bytes.push_back(static_cast<std::byte>(half >> bits_a_byte));
  }
  return write_file_durably(path, bytes);
}

}  // namespace lockbox::encode::training
