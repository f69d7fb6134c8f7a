#pragma once
// What nearly every test includes, parsed once for each target.
#include "../../cmake/precompiled.h"
#include "support/catch.h"
