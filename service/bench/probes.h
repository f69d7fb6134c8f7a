#pragma once

#include <filesystem>

#include "core/result.h"

namespace lockbox::service {

/// What the machine itself can do, measured in the run whose figures it stands beside.
struct MachineProbes {
  double fdatasyncs_per_second = 0;  ///< 4 KiB overwritten in a preallocated file, then synced.
  double g4_decodes_per_second = 0;  ///< Of one side of the drawn mail, one thread.
  double copied_gb_per_second = 0;   ///< memcpy of 64 MiB.
};

/// `picture` is a TIFF of the mail that is measured; none is decoded where it is empty.
[[nodiscard]] Result<MachineProbes> probe_machine(const std::filesystem::path& folder,
                                                  const std::filesystem::path& picture);

}  // namespace lockbox::service
