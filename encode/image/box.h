#pragma once

namespace lockbox::encode {

/// A place on a picture in pixels of the image as scanned, origin at the top left.
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  friend bool operator==(const Box&, const Box&) = default;
};

}  // namespace lockbox::encode
