#pragma once

#include "deposit/store/correspondence.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

[[nodiscard]] Result<std::vector<Letter>> read_letters(StoreContext& context,
                                                       const std::string& site);
/// NotFound when the site has no such letter.
[[nodiscard]] Result<Letter> read_letter(StoreContext& context, const std::string& site,
                                         std::int64_t number);
[[nodiscard]] Result<Letter> add_letter(StoreContext& context, const std::string& site,
                                        const Letter& letter);
[[nodiscard]] Result<Letter> step_letter(StoreContext& context, const std::string& site,
                                         std::int64_t number, const WantedLetterStep& wanted);

[[nodiscard]] Result<std::vector<Inquiry>> read_inquiries(StoreContext& context,
                                                          const std::string& site);
[[nodiscard]] Result<Inquiry> read_inquiry(StoreContext& context, const std::string& site,
                                           std::int64_t number);
[[nodiscard]] Result<Inquiry> add_inquiry(StoreContext& context, const std::string& site,
                                          const Inquiry& inquiry);
[[nodiscard]] Result<Inquiry> step_inquiry(StoreContext& context, const std::string& site,
                                           std::int64_t number, const WantedInquiryStep& wanted);

}  // namespace lockbox::deposit
