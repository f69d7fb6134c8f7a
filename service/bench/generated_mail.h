#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/chance.h"
#include "core/result.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/image/gray_image.h"
#include "service/process/process.h"

namespace lockbox::service {

/// One envelope, drawn by chance.
struct Envelope {
  std::string account;
  std::string payer;
  std::string micr;  ///< Without an amount field.
  std::string number;
  Money amount;
};
[[nodiscard]] Envelope draw_envelope(Chance& chance, int index);

/// The fronts of what is in it, of and for this biller.
[[nodiscard]] Result<encode::GrayImage> coupon_page(const Envelope& envelope,
                                                    const encode::CouponDefinition& definition,
                                                    const std::string& biller);
[[nodiscard]] Result<encode::GrayImage> check_page(const Envelope& envelope,
                                                   const std::string& biller);

/// The definition of the coupons of `generate_mail`.
[[nodiscard]] Result<encode::CouponDefinition> bench_coupon();

/// Writes front and rear of a page as the scanner would.
[[nodiscard]] Result<void> write_pages(const std::filesystem::path& scan, int sequence,
                                       const encode::GrayImage& front);

/// Draws envelopes of one coupon and one check, both sides, with the account file, the declared
/// totals and the keyed amounts that go with them.  The same seed gives the same mail.
/// Returns the request that processes it; `documents` is rounded up to whole envelopes.
[[nodiscard]] Result<ProcessRequest> generate_mail(const std::filesystem::path& folder,
                                                   int documents, std::uint64_t seed);

}  // namespace lockbox::service
