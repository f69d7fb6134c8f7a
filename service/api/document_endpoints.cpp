#include <array>
#include <charconv>

#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/request_parts.h"
#include "service/api/symbol_shape.h"
#include "service/api/work_shapes.h"
#include "service/work/picture.h"

namespace lockbox::service::api {

namespace {

Result<http::Response> get_document(Context& context) {
  const auto id = TRY(context.path.id<DocumentId>("id"));
  const auto record = TRY(work::record_of(context.books, context.environment.site, id));
  auto shape = record_shape(record);
  const auto flag = TRY(context.books.ledger().cash_only(id));
  shape["cash_only"] =
      flag ? boost::json::value{{"return", flag->return_number}, {"until", flag->until.to_string()}}
           : boost::json::value(nullptr);
  return ok(shape);
}

/// An empty page for a document on which no symbol was seen, or seen by a version that kept none.
Result<http::Response> get_symbols(Context& context) {
  const auto id = TRY(context.path.id<DocumentId>("id"));
  TRY(work::find_document(context.books, context.environment.site, id));
  const auto seen = TRY(context.books.finder().symbols_of(id));
  return ok(symbols_shape(seen.value_or(encode::SeenPage{})));
}

Result<Side> side_at(const Context& context) {
  const auto& text = context.path.text("side");
  if (text == "front") return Side::Front;
  if (text == "rear") return Side::Rear;
  return fail(ErrorCode::NotFound, "A document has a front and a rear.");
}

Result<work::Turn> turn_in(const http::Query& query) {
  const auto text = query.find("rotate").value_or("0");
  if (text == "0") return work::Turn::None;
  if (text == "90") return work::Turn::Quarter;
  if (text == "180") return work::Turn::Half;
  if (text == "270") return work::Turn::ThreeQuarters;
  return fail(ErrorCode::InvalidInput, "'rotate' must be 0, 90, 180 or 270.");
}

Result<work::Cut> cut_in(const http::Query& query) {
  const auto text = query.find("crop");
  if (!text) return work::Cut{};
  std::array<double, 4> parts{};
  const auto* at = text->data();
  const auto* const last = at + text->size();
  bool is_good = true;
  for (std::size_t i = 0; i < parts.size() && is_good; ++i) {
    if (i > 0) is_good = at != last && *at++ == ',';
    if (!is_good) break;
    const auto [end, error] = std::from_chars(at, last, parts[i], std::chars_format::fixed);
    is_good = error == std::errc{};
    at = end;
  }
  const work::Cut cut{parts[0], parts[1], parts[2], parts[3]};
  if (is_good && at == last && work::is_within(cut)) return cut;
  return fail(ErrorCode::InvalidInput,
              "'crop' must be left,top,width,height as parts of the picture from 0 to 1.");
}

Result<http::Response> get_picture(Context& context) {
  const auto id = TRY(context.path.id<DocumentId>("id"));
  const work::PictureRequest wanted{TRY(side_at(context)), TRY(turn_in(context.request.query)),
                                    TRY(cut_in(context.request.query))};
  const auto placed = TRY(work::find_document(context.books, context.environment.site, id));
  const auto& contents = placed.batch.contents;
  const work::BatchIndex index{contents};
  const auto picture = TRY(work::show_picture({context.images, context.environment.pictures,
                                               contents.batch, *index.document(placed.sequence)},
                                              wanted));
  std::string bytes;
  bytes.reserve(picture.bytes.size());
  for (const auto byte : picture.bytes) bytes.push_back(static_cast<char>(byte));
  auto response = http::Response::of(200, picture.media_type, std::move(bytes));
  response.headers.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

std::vector<Endpoint> document_endpoints() {
  using http::Method;
  const auto anybody = http::Access::signed_in();
  return {
      {{.method = Method::Get, .pattern = "/api/v1/documents/{id}", .access = anybody},
       get_document},
      {{.method = Method::Get, .pattern = "/api/v1/documents/{id}/symbols", .access = anybody},
       get_symbols},
      {{.method = Method::Get,
        .pattern = "/api/v1/documents/{id}/images/{side}",
        .access = anybody,
        .lane = http::Lane::Long},
       get_picture},
  };
}

}  // namespace lockbox::service::api
