#pragma once

/// @file
/// What people send about mail and paper, read strictly.

#include "deposit/store/custody.h"
#include "service/api/json_reader.h"

namespace lockbox::service::api {

/// A name of a list; InvalidInput at the member's place for any other.
template <class Enum, std::size_t N>
[[nodiscard]] Result<Enum> name_in(JsonReader& reader, const Names<N>& names,
                                   std::string_view member) {
  const auto text = reader.text(member);
  const auto value = parse_name<Enum>(names, text);
  if (value) return *value;
  return fail(ErrorCode::InvalidInput, value.error().message, "/" + std::string{member});
}

[[nodiscard]] Result<deposit::WantedPickUp> read_pick_up(const boost::json::object& body,
                                                         const BusinessDay& day);
[[nodiscard]] Result<deposit::WantedUnitStep> read_unit_step(const boost::json::object& body);
[[nodiscard]] Result<deposit::WantedDeparture> read_departure(const boost::json::object& body);
[[nodiscard]] Result<deposit::WantedOffer> read_offer(const boost::json::object& body);
[[nodiscard]] Result<deposit::WantedDiscovery> read_discovery(const boost::json::object& body);

/// Bills as seven numbers from 100 dollars down to 1, and coin; with a note where `note` is wanted.
struct SentCash {
  deposit::custody::CashCount count;
  std::string note;
};
enum class CashNote { Wanted, None };
[[nodiscard]] Result<SentCash> read_cash(const boost::json::object& body, CashNote note);

[[nodiscard]] Result<deposit::custody::CustodyPolicy> read_policy(const boost::json::object& body);

}  // namespace lockbox::service::api
