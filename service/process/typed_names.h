#pragma once

#include "deposit/store/people.h"
#include "service/process/process.h"

namespace lockbox::service {

/// Where people sign in with a password, a name that is typed on the command line proves nobody:
/// NotPermitted for a request that prepares, approves, keys or corrects in somebody's name.  Such
/// mail is captured and read, and the rest is done by those who sign in.
[[nodiscard]] Result<void> check_typed_names(const ProcessRequest& request,
                                             deposit::People& people);

}  // namespace lockbox::service
