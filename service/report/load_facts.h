#pragma once

#include "service/report/report_desk.h"

namespace lockbox::service::report {

/// What a report of these needs is made from; nothing else is read.
[[nodiscard]] Result<deposit::report::Facts> load_facts(const ReportDesk& desk,
                                                        const deposit::report::Scope& scope,
                                                        deposit::report::Needs needs);

}  // namespace lockbox::service::report
