#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <boost/json.hpp>
#include <opencv2/core.hpp>

#include "capture/image_name.h"
#include "deposit/store/sqlite/sqlite_books.h"
#include "encode/image/image_codec.h"
#include "service/api/api_service.h"
#include "service/auth/token.h"
#include "service/process/settle.h"
#include "service/work/job_runner.h"
#include "support/batch_builder.h"
#include "support/fixed_clock.h"
#include "support/fixed_keys.h"
#include "support/memory_image_store.h"
#include "support/temporary_directory.h"

namespace lockbox::test {

/// The API over real books with mail in them and people who are signed in; no sockets.
class MailOffice {
 public:
  explicit MailOffice(BatchBuilder& mail) : site_{mail.site()} {
    site_.lockboxes = {mail.contents().batch.header.lockbox};
    config_.store_file = folder_.path() / "lockbox.db";
    config_.session_idle = std::chrono::hours{8};
    config_.session_absolute = std::chrono::hours{24};
    add_person("maria", "Maria Alvarez", {"mailroom"});
    add_person("theo", "Theo Grant", {"treasury"});
    add_person("sam", "Sam Okafor", {"supervisor"});
    take(mail);
  }

  /// One request by a person ("" is nobody), answered as to a browser of ours.
  service::http::Response call(const std::string& person, service::http::Method method,
                               const std::string& target, const boost::json::object& body = {}) {
    service::http::Request request;
    request.method = method;
    const auto mark = target.find('?');
    request.path = "/api/v1" + target.substr(0, mark);
    if (mark != std::string::npos) add_query(request, target.substr(mark + 1));
    if (!person.empty()) {
      request.headers.add("Cookie", "__Host-lockbox=" + tokens_.at(person));
    }
    if (!service::http::is_safe(method)) {
      request.headers.add("X-Lockbox", "1");
      request.headers.add("Idempotency-Key", "key-" + std::to_string(++keys_used_));
      request.body = boost::json::serialize(body);
    }
    const auto admission = api_.admit(request);
    return admission.answer ? *admission.answer : api_.respond(request, 0);
  }
  service::http::Response get(const std::string& person, const std::string& target) {
    return call(person, service::http::Method::Get, target);
  }
  service::http::Response post(const std::string& person, const std::string& target,
                               const boost::json::object& body = {}) {
    return call(person, service::http::Method::Post, target, body);
  }

  [[nodiscard]] deposit::Books& books() { return *books_; }
  [[nodiscard]] BatchId batch() const { return batch_; }
  [[nodiscard]] std::string batch_path() const {
    return "/batches/" + std::to_string(batch_.value());
  }

  template <class T>
  static T need(Result<T> result) {
    if (!result) throw std::runtime_error{result.error().message};
    return *std::move(result);
  }
  static void need(const Result<void>& result) {
    if (!result) throw std::runtime_error{result.error().message};
  }

 private:
  static void add_query(service::http::Request& request, const std::string& query) {
    const auto equals = query.find('=');
    request.query.add(query.substr(0, equals), query.substr(equals + 1));
  }

  void add_person(const std::string& name, const std::string& full_name,
                  const std::vector<std::string>& roles) {
    auto& people = books_->people();
    const auto user = need(people.add_user(name, full_name, roles, {"setup"}));
    const auto token = service::auth::Token::random();
    const auto now = clock_.now();
    need(people.begin_session(token.digest(), {user.id, now, now, "192.0.2.7"}));
    tokens_[name] = token.text;
  }

  /// Files the mail with a small white front for each document, reads and settles it.
  void take(BatchBuilder& mail) {
    auto& store = books_->store();
    const auto& contents = mail.contents();
    const auto& header = contents.batch.header;
    need(store.import_accounts(header.site, header.lockbox, Sha256::of(bytes_of("accounts")),
                               mail.accounts(), scanner_));
    const auto batch = need(store.open_batch(header, scanner_));
    batch_ = batch.id;
    std::vector<deposit::NewDocument> documents;
    std::vector<deposit::Reading> readings;
    for (const auto& document : contents.documents) {
      documents.push_back(document.captured);
      auto& image = documents.back().images.front();
      const auto sequence = document.captured.sequence;
      image.place =
          need(images_.put(header.business_day, capture::image_name(batch, sequence, Side::Front),
                           front_of(sequence)));
      if (document.reading) readings.push_back(*document.reading);
    }
    need(store.file_documents(batch_, documents, scanner_));
    need(store.record_readings(batch_, readings, scanner_));
    deposit::WorkChanges changes;
    changes.batch_events.push_back(deposit::BatchEvent::CompleteCapture);
    need(store.commit_work(batch_, changes, scanner_));
    need(service::settle_batch(store, batch_, site_, deposit::AccountIndex{mail.accounts()}, {}));
  }

  /// No two are alike, for one picture is one piece of paper.
  static Bytes front_of(std::int64_t sequence) {
    encode::GrayImage image;
    image.pixels = cv::Mat{20, 40, CV_8UC1, cv::Scalar{255}};
    image.pixels.at<unsigned char>(0, static_cast<int>(sequence % 40)) = 0;
    image.bitonal = true;
    return encode::encode_tiff_g4(image);
  }

  TemporaryDirectory folder_;
  FixedKeys keys_;
  FixedClock clock_;
  MemoryImageStore images_;
  deposit::Actor scanner_{"scanner"};
  deposit::Site site_;
  service::ServeConfig config_;
  std::unique_ptr<deposit::Books> books_ =
      need(deposit::open_sqlite_books({folder_.path() / "lockbox.db", keys_, clock_}));
  service::http::EventHub events_{64, "test"};
  service::ops::Metrics metrics_;
  service::ops::Log log_{clock_, service::ops::Level::Error, [](std::string_view) {}};
  service::auth::PasswordHasher hasher_{{.memory_bytes = 1 << 16, .passes = 1}};
  service::work::JobRunner jobs_{{folder_.path() / "jobs.db", {}, site_},
                                 [](const service::work::JobRun&) {}};
  service::api::Environment environment_{site_, config_, clock_, events_, metrics_,
                                         log_,  hasher_, false,  &keys_,  &jobs_};
  service::api::ApiService api_{
      environment_, {{books_.get(), &images_}}, service::api::all_endpoints(), nullptr};
  BatchId batch_{0};
  int keys_used_ = 0;
  std::map<std::string, std::string> tokens_;
};

/// The JSON of an answer.
inline boost::json::object json_of(const service::http::Response& response) {
  return boost::json::parse(std::get<std::string>(response.body)).as_object();
}

}  // namespace lockbox::test
