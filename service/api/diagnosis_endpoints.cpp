#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/request_parts.h"
#include "service/api/shape_parts.h"
#include "service/api/work_shapes.h"
#include "service/work/diagnosis_view.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

json::object suspicion_shape(const work::BatchDiagnosis& diagnosis, std::int64_t own,
                             const deposit::Suspicion& suspicion) {
  const auto batch = suspicion.batch.value_or(own);
  const auto document = suspicion.sequence ? diagnosis.documents.find({batch, *suspicion.sequence})
                                           : diagnosis.documents.end();
  return {{"kind", name_of(deposit::cause_kind_names, suspicion.kind)},
          {"batch", batch},
          {"sequence", number_or_null(suspicion.sequence)},
          {"document_id", document == diagnosis.documents.end()
                              ? json::value(nullptr)
                              : json::value(document->second.value())},
          {"now_cents", cents_or_null(suspicion.amount_now)},
          {"then_cents", cents_or_null(suspicion.amount_then)},
          {"effect", totals_shape(suspicion.effect)}};
}

json::object cause_shape(const work::BatchDiagnosis& diagnosis, std::int64_t own,
                         const deposit::Diagnosis& cause) {
  json::array suspicions;
  for (const auto& suspicion : cause.suspicions) {
    suspicions.push_back(suspicion_shape(diagnosis, own, suspicion));
  }
  return {{"kind", name_of(deposit::cause_kind_names, cause.kind)},
          {"suspicions", std::move(suspicions)},
          {"effect", totals_shape(cause.effect)},
          {"share_ppm", cause.share_ppm},
          {"sentence", cause.sentence()}};
}

Result<http::Response> get_diagnosis(Context& context) {
  const auto batch = TRY(batch_at(context));
  const auto diagnosis = TRY(work::diagnose_batch(context.books, context.environment.site, batch));
  const auto own = batch.contents.batch.id.value();
  json::array causes;
  for (const auto& cause : diagnosis.causes) causes.push_back(cause_shape(diagnosis, own, cause));
  return ok(json::object{
      {"batch", own},
      {"version", batch.contents.batch.version},
      {"missing", diagnosis.missing ? json::value(totals_shape(*diagnosis.missing)) : nullptr},
      {"sentence", diagnosis.sentence},
      {"causes", std::move(causes)}});
}

}  // namespace

std::vector<Endpoint> diagnosis_endpoints() {
  return {{{.method = http::Method::Get,
            .pattern = "/api/v1/batches/{id}/diagnosis",
            .access = http::Access::signed_in()},
           get_diagnosis}};
}

}  // namespace lockbox::service::api
