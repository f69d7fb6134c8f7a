#pragma once

namespace lockbox::deposit {

/// How much of a batch is read.
enum class Detail {
  All,
  Sums,  ///< Without what is sealed but answers, and without why it is as it is: see load_tally.
};

}  // namespace lockbox::deposit
