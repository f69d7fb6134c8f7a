#include "service/api/mail_office.h"

#include <opencv2/core.hpp>
#include <stdexcept>

#include "capture/image_name.h"
#include "encode/image/image_codec.h"
#include "service/auth/token.h"
#include "service/process/settle.h"

namespace lockbox::test {

namespace {

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  return *std::move(result);
}
void need(const Result<void>& result) {
  if (!result) throw std::runtime_error{result.error().message};
}

/// The site of the mail, with the lockbox that the mail is of.
deposit::Site site_of(BatchBuilder& mail) {
  auto site = mail.site();
  site.lockboxes = {mail.contents().batch.header.lockbox};
  site.deposit_accounts.front().cut_off = need(TimeOfDay::parse("14:00"));
  return site;
}

/// No two are alike, for one picture is one piece of paper.
Bytes front_of(std::int64_t sequence) {
  encode::GrayImage image;
  image.pixels = cv::Mat{20, 40, CV_8UC1, cv::Scalar{255}};
  image.pixels.at<unsigned char>(0, static_cast<int>(sequence % 40)) = 0;
  image.bitonal = true;
  return encode::encode_tiff_g4(image);
}

const deposit::Actor scanner{"scanner"};

}  // namespace

MailOffice::MailOffice(BatchBuilder& mail) : office_{site_of(mail)} {
  add_person("maria", "Maria Alvarez", "mailroom");
  add_person("theo", "Theo Grant", "treasury");
  add_person("sam", "Sam Okafor", "supervisor");
  batch_ = take(mail);
}

Answer MailOffice::get(const std::string& person, const std::string& path) {
  return office_.get("/api/v1" + path, session_of(person));
}

Answer MailOffice::post(const std::string& person, const std::string& path,
                        const boost::json::object& body) {
  return office_.post("/api/v1" + path, boost::json::serialize(body), session_of(person));
}

std::int64_t MailOffice::document(std::int64_t sequence) {
  const auto documents = json_of(get("sam", batch_path() + "/documents"));
  for (const auto& one : documents.at("items").as_array()) {
    if (one.at("sequence").as_int64() == sequence) return one.at("id").as_int64();
  }
  throw std::runtime_error{"There is no such document."};
}

void MailOffice::send_back(std::int64_t sequence) {
  const auto raised =
      post("maria", "/documents/" + std::to_string(document(sequence)) + "/exceptions",
           {{"reason", "unsigned"}, {"proposed", "return_to_payer"}});
  const auto id = std::to_string(json_of(raised).at("id").as_int64());
  const auto sent = post("sam", "/exceptions/" + id + "/steps",
                         {{"step", "return_to_payer"}, {"note", "Nobody signed."}});
  if (sent.status != 200) throw std::runtime_error{"It was not sent back."};
}

std::string MailOffice::session_of(const std::string& person) const {
  return person.empty() ? "" : sessions_.at(person);
}

void MailOffice::add_person(const std::string& name, const std::string& full_name,
                            const std::string& role) {
  auto& people = books().people();
  const auto user = need(people.add_user(name, full_name, {role}, {"setup"}));
  const auto token = service::auth::Token::random();
  const auto now = office_.clock.now();
  need(people.begin_session(token.digest(), {user.id, now, now, "192.0.2.7"}));
  sessions_[name] = token.text;
}

BatchId MailOffice::take(BatchBuilder& mail) {
  auto& store = books().store();
  const auto& contents = mail.contents();
  const auto& header = contents.batch.header;
  need(store.import_accounts(header.site, header.lockbox, Sha256::of(bytes_of("accounts")),
                             mail.accounts(), scanner));
  const auto batch = need(store.open_batch(header, scanner));
  std::vector<deposit::NewDocument> documents;
  std::vector<deposit::Reading> readings;
  for (const auto& document : contents.documents) {
    documents.push_back(document.captured);
    const auto sequence = document.captured.sequence;
    documents.back().images.front().place = need(
        office_.images().put(header.business_day, capture::image_name(batch, sequence, Side::Front),
                             front_of(sequence)));
    if (document.reading) readings.push_back(*document.reading);
  }
  need(store.file_documents(batch.id, documents, scanner));
  need(store.record_readings(batch.id, readings, scanner));
  deposit::WorkChanges changes;
  changes.batch_events.push_back(deposit::BatchEvent::CompleteCapture);
  need(store.commit_work(batch.id, changes, scanner));
  need(service::settle_batch(store, batch.id, office_.site(),
                             deposit::AccountIndex{mail.accounts()}, {}));
  return batch.id;
}

}  // namespace lockbox::test
