#include "encode/micr/e13b_network.h"

#include "encode/micr/glyph_network.h"
#include "encode/micr/network_weights.h"
#include "encode/micr/network_window.h"

namespace lockbox::encode {

GlyphChances glyph_chances(const Strip& strip, const Place& place) {
  network::Window window;
  if (!cut_window(strip, place, window)) {
    GlyphChances even;
    even.fill(1.0F / network::outputs);
    return even;
  }
  return network::look_at(network_weights(), window).chances;
}

}  // namespace lockbox::encode
