#pragma once

#include "deposit/store/books.h"

namespace lockbox::deposit::test {

/// An arrangement that was broken and reinstated, a deposit that goes back, a referral with its
/// file and its recall: a row in every table of them.
void fill_credit(Books& books);

}  // namespace lockbox::deposit::test
