#pragma once

#include <cstdint>
#include <filesystem>

#include "core/result.h"
#include "service/process/process.h"

namespace lockbox::service {

/// Draws envelopes of one coupon and one check, both sides, with the account file, the declared
/// totals and the keyed amounts that go with them.  The same seed gives the same mail.
/// Returns the request that processes it; `documents` is rounded up to whole envelopes.
[[nodiscard]] Result<ProcessRequest> generate_mail(const std::filesystem::path& folder,
                                                   int documents, std::uint64_t seed);

}  // namespace lockbox::service
