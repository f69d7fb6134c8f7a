#include "encode/coupon/check_box.h"

#include <algorithm>

namespace lockbox::encode {

std::string words_of(std::string_view check_box_name) {
  std::string words{check_box_name};
  std::ranges::replace(words, '_', ' ');
  return words;
}

}  // namespace lockbox::encode
