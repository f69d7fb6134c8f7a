// What people, programs and browsers send as text.

#include <string>

#include <boost/json.hpp>

#include "core/check.h"
#include "core/csv.h"
#include "fuzz/harnesses/harnesses.h"
#include "fuzz/harnesses/text.h"
#include "service/api/json_reader.h"
#include "service/auth/token.h"
#include "service/config/account_file.h"
#include "service/config/batch_file.h"
#include "service/config/keyed_file.h"
#include "service/config/site_file.h"
#include "service/http/request_parser.h"
#include "service/http/target.h"

namespace lockbox::fuzz {
namespace {

namespace http = service::http;

/// As a network would bring it: in pieces whose size the input chooses.
void feed(http::RequestParser& parser, ByteView input, std::size_t piece_bytes) {
  constexpr std::size_t body_bytes_max = 4'096;
  std::string waiting;
  while (!input.empty()) {
    const auto piece = input.first(std::min(input.size(), piece_bytes));
    input = input.subspan(piece.size());
    waiting += text_of(piece);
    auto state = parser.feed(waiting);
    if (state == http::RequestParser::State::HeaderDone) {
      state = parser.accept_body(body_bytes_max);
      if (state == http::RequestParser::State::Body) state = parser.feed(waiting);
    }
    if (state == http::RequestParser::State::Done) {
      ENSURE(parser.request().body.size() <= body_bytes_max);
      return;
    }
    if (state == http::RequestParser::State::Refused) {
      ENSURE(parser.refusal().status >= 400);
      return;
    }
  }
}

}  // namespace

void run_csv(ByteView input) {
  const auto records = parse_csv(text_of(input));
  if (!records) return;
  for (const auto& record : *records) ENSURE(!record.fields.empty());
}

void run_keyed_file(ByteView input) {
  const auto file = service::parse_keyed_file(text_of(input), "KEYED.csv");
  ENSURE(file || !file.error().message.empty());
}

void run_account_file(ByteView input) {
  const auto file = service::parse_account_file(text_of(input), "ACCOUNTS.csv", {});
  ENSURE(file || !file.error().message.empty());
}

void run_site_file(ByteView input) {
  const auto site = service::parse_site(text_of(input), "SITE.toml");
  ENSURE(site || !site.error().message.empty());
  ENSURE(!site || !site->lockboxes.empty());
}

void run_batch_file(ByteView input) {
  const auto batch = service::parse_batch_file(text_of(input), "BATCH.toml");
  ENSURE(batch || !batch.error().message.empty());
}

void run_http_request(ByteView input) {
  if (input.empty()) return;
  const auto piece_bytes = 1 + std::to_integer<std::size_t>(input.front());
  const http::Limits limits;
  http::RequestParser parser{limits};
  feed(parser, input.subspan(1), piece_bytes);
  const auto target = http::parse_target(text_of(input.subspan(1)));
  ENSURE(!target || target->path.starts_with('/'));
}

void run_json(ByteView input) {
  const auto object = service::api::parse_object(text_of(input));
  if (!object) return;
  service::api::JsonReader reader{*object};
  static_cast<void>(reader.optional_text("text"));
  static_cast<void>(reader.optional_integer("amount_cents"));
  static_cast<void>(reader.optional_boolean("is_final"));
  static_cast<void>(reader.finish());
  // What was taken can be said again, and means the same.
  ENSURE(service::api::parse_object(boost::json::serialize(*object)).has_value());
}

void run_session_token(ByteView input) {
  const auto digest = service::auth::digest_of_token(text_of(input));
  ENSURE(!digest || text_of(input).size() == 43);
}

}  // namespace lockbox::fuzz
