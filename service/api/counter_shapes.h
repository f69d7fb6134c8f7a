#pragma once

/// @file
/// The counter as JSON, and what people send of it.

#include <boost/json.hpp>

#include "deposit/counter/receipt.h"
#include "service/api/json_reader.h"
#include "service/counter/counter_desk.h"

namespace lockbox::service::api {

/// Without its expected cash while it is open: who counts it, counts blind.
[[nodiscard]] boost::json::object session_shape(const deposit::counter::CounterWork& work,
                                                const deposit::CounterRules& rules);
[[nodiscard]] boost::json::object receipt_shape(const deposit::counter::Receipt& receipt);
[[nodiscard]] boost::json::array charge_codes_shape(const deposit::CounterRules& rules);
[[nodiscard]] boost::json::object cash_shape(const deposit::counter::CashCount& cash);

/// "bills" (seven numbers) and "coin_cents" of an object whose other members the reader asks for.
struct SentBills {
  std::vector<std::int64_t> bills;
  std::int64_t coin_cents = 0;
};
[[nodiscard]] SentBills read_bills(JsonReader& reader);
/// InvalidInput unless there are seven.
[[nodiscard]] Result<deposit::counter::CashCount> cash_from(const SentBills& sent);
[[nodiscard]] Result<counter::AskedReceipt> read_receipt(const boost::json::object& body);
/// A move, with the version that its drawer was seen at.
struct SeenMove {
  std::int64_t version = 0;
  deposit::counter::DrawerMove move;
};
[[nodiscard]] Result<SeenMove> read_move(const boost::json::object& body);
[[nodiscard]] Result<counter::AskedAcceptance> read_acceptance(const boost::json::object& body);

}  // namespace lockbox::service::api
