#pragma once

#include "deposit/store/sqlite_file.h"

namespace lockbox::deposit::test {

/// Puts a row into every table of the file, and closes it.
void fill(const SqliteFile& file);

}  // namespace lockbox::deposit::test
