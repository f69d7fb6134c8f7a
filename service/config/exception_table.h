#pragma once

#include "deposit/model/exception_rules.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

/// Reads [exceptions] with its [[exceptions.rule]], and [[department]]; all of it may be missing.
[[nodiscard]] deposit::ExceptionRules read_exceptions(TableReader& file);

}  // namespace lockbox::service
