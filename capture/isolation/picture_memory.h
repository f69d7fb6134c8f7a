#pragma once

namespace lockbox::capture {

/// For a process of one thread that reads one picture after the other: every page wants the same
/// memory anew, so it is kept from one to the next instead of given back to the system, which would
/// have to clear it each time.  To be called before a second thread runs.
void keep_picture_memory();

}  // namespace lockbox::capture
