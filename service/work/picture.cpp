#include "service/work/picture.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "capture/image_name.h"

namespace lockbox::service::work {

Result<ShownPicture> show_picture(const StoredPicture& stored, const PictureRequest& request) {
  const auto& captured = stored.document.captured;
  const auto found = std::ranges::find_if(captured.images, [&](const auto& image) {
    return image.side == request.side && image.view == ImageView::AsScanned;
  });
  if (found == captured.images.end()) {
    return fail(ErrorCode::NotFound,
                "Document " + std::to_string(captured.sequence) + " has no picture of this side.");
  }
  if (!is_within(request.cut)) {
    return fail(ErrorCode::InvalidInput, "The part must lie within the picture.", "/crop");
  }
  const auto name = capture::image_name(stored.batch, captured.sequence, request.side);
  const auto bytes = TRY(stored.images.get(found->place, name));
  auto answer = TRY(stored.pictures.ask(bytes, capture::ShowPicture{{request.turn, request.cut}}));
  if (auto* const fault = std::get_if<deposit::DocumentFault>(&answer)) {
    return fail(ErrorCode::InvalidInput,
                capture::name_file(std::move(*fault), found->file).message);
  }
  return std::get<ShownPicture>(std::move(answer));
}

}  // namespace lockbox::service::work
