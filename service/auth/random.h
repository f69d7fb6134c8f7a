#pragma once

#include <cstddef>
#include <span>

namespace lockbox::service::auth {

/// Fills all of it from the operating system's random source.
void fill_random(std::span<std::byte> bytes);

/// Readies the library of cryptography; safe from every thread, and again.
void start_cryptography();

}  // namespace lockbox::service::auth
