#include "capture/batch_source.h"

#include <fmt/core.h>

#include <map>
#include <optional>
#include <vector>

#include "core/sha256.h"

namespace lockbox::capture {
namespace {

/// The fronts that a batch holds, by sequence.
[[nodiscard]] std::map<std::int64_t, Sha256> fronts_of(const deposit::BatchContents& contents) {
  std::map<std::int64_t, Sha256> fronts;
  for (const auto& document : contents.documents) {
    for (const auto& image : document.captured.images) {
      if (image.side == Side::Front && image.view == ImageView::AsScanned) {
        fronts.insert_or_assign(document.captured.sequence, image.place.sha256);
      }
    }
  }
  return fronts;
}

/// Whether at least as many of the fronts lie in the batch as it holds others in their place.
[[nodiscard]] bool is_same_feed(const std::vector<drivers::FrontFingerprint>& fronts,
                                const std::map<std::int64_t, Sha256>& held) {
  int same = 0;
  int different = 0;
  for (const auto& front : fronts) {
    const auto found = held.find(front.sequence);
    if (found == held.end()) continue;
    ++(found->second == front.sha256 ? same : different);
  }
  return same > 0 && same >= different;
}

}  // namespace

std::string folder_source(const drivers::FolderScanner& folder) {
  std::string identity;
  for (const auto& front : folder.first_fronts(feed_fronts)) {
    identity += fmt::format("{}:{}\n", front.sequence, front.sha256.hex());
  }
  if (identity.empty()) {
    for (const auto& name : folder.picture_names()) identity += name + "\n";
  }
  return "folder:" + Sha256::of(bytes_of(identity)).hex();
}

Result<std::string> identify_folder(const drivers::FolderScanner& folder, deposit::Store& store,
                                    const std::string& site, const std::string& lockbox) {
  const auto fronts = folder.first_fronts(feed_fronts);
  for (const auto& front : fronts) {
    const auto batch = TRY(store.batch_with_image(site, lockbox, front.sequence, front.sha256));
    if (!batch) continue;
    const auto contents = TRY(store.load_batch(batch->id));
    if (is_same_feed(fronts, fronts_of(contents))) return batch->header.source;
  }
  return folder_source(folder);
}

}  // namespace lockbox::capture
