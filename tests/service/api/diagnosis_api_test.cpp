// Why a batch does not balance, over the API.

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::BatchBuilder;
using lockbox::test::json_of;
using lockbox::test::MailOffice;
namespace json = boost::json;

namespace {

json::object diagnosis_of(MailOffice& office) {
  const auto answer = office.get("maria", office.batch_path() + "/diagnosis");
  REQUIRE((answer.status == 200));
  return json_of(answer);
}

/// Maria keys the one amount that is wanted.
void key(MailOffice& office, const std::string& cents) {
  const auto leased =
      json_of(office.post("maria", "/leases", {{"field", "amount"}, {"at_most", 1}}));
  const auto& task = leased.at("items").at(0).as_object();
  const auto path = "/tasks/" + std::to_string(task.at("id").as_int64()) + "/answer";
  REQUIRE((office.post("maria", path, {{"value", cents}, {"version", task.at("version")}}).status ==
           200));
}

std::string_view kind_of(const json::value& cause) {
  return cause.at("kind").as_string();
}

/// The line of a check as the reader saw it, with one digit of the amount in doubt.
encode::SeenPage seen_amount(const std::string& digits, std::size_t doubtful, const char* second) {
  encode::SeenLine line{.type = "e13b", .symbols = {}, .box = {100, 450, 600, 20}, .error = 0.2};
  const auto add = [&](const std::string& symbol) {
    line.symbols.push_back(
        {.symbol = symbol, .box = {}, .best = symbol, .second = {}, .error = 0.00002});
  };
  add("⑇");
  for (const char digit : digits) add(std::string(1, digit));
  add("⑇");
  auto& symbol = line.symbols.at(doubtful + 1);
  symbol.second = second;
  symbol.second_chance = 0.2;
  symbol.error = 0.2;
  return {.width = 1000, .height = 500, .lines = {line}};
}

}  // namespace

TEST_CASE("A swap that makes up the difference is told with its document and both amounts",
          "[service][api][doctor]") {
  BatchBuilder mail;
  mail.account("3496098579", 1342)
      .coupon("3496098579", 1342)
      .check(0, "1")
      .letter()
      .declared(3, 1342);
  MailOffice office{mail};
  key(office, "1432");
  const auto diagnosis = diagnosis_of(office);
  CHECK((diagnosis.at("missing").at("amount_cents").as_int64() == -90));
  const auto& causes = diagnosis.at("causes").as_array();
  REQUIRE_FALSE(causes.empty());
  const auto& first = causes.front();
  CHECK((kind_of(first) == "swapped_digits"));
  CHECK((first.at("effect").at("amount_cents").as_int64() == -90));
  CHECK((first.at("effect").at("documents").as_int64() == 0));
  const auto& suspicion = first.at("suspicions").at(0);
  CHECK((suspicion.at("sequence").as_int64() == 2));
  CHECK((suspicion.at("now_cents").as_int64() == 1432));
  CHECK((suspicion.at("then_cents").as_int64() == 1342));
  const auto documents = office.books().store().load_batch(office.batch()).value().documents;
  CHECK((suspicion.at("document_id").as_int64() == documents.at(1).id.value()));
  CHECK_THAT(std::string{first.at("sentence").as_string()},
             Catch::Contains("Its coupon asks for the amount that would balance"));
}

TEST_CASE("An amount that was read beyond doubt is suspected after the declared total",
          "[service][api][doctor]") {
  BatchBuilder mail;
  mail.check(1432, "1").declared(1, 1342);
  MailOffice office{mail};
  const auto causes = diagnosis_of(office).at("causes").as_array();
  REQUIRE((causes.size() == 2));
  CHECK((kind_of(causes[0]) == "declared_amount"));
  CHECK(causes[0].at("suspicions").at(0).at("document_id").is_null());
  CHECK((kind_of(causes[1]) == "swapped_digits"));
}

TEST_CASE("Of equal amounts the one with the reader's second choice comes first",
          "[service][api][doctor]") {
  BatchBuilder mail;
  for (const auto* serial : {"1", "2", "3"}) {
    mail.check(12845, serial);
    auto& reading = mail.contents().documents.back().reading.value();
    const bool is_doubtful = reading.sequence == 2;
    reading.seen = seen_amount("0000012845", 7, is_doubtful ? "3" : "");
    if (!is_doubtful) reading.seen.lines[0].symbols[8].error = 0.00002;
  }
  mail.declared(3, 3 * 12845 - 500);
  MailOffice office{mail};
  const auto first = diagnosis_of(office).at("causes").at(0);
  CHECK((kind_of(first) == "wrong_digit"));
  CHECK((first.at("suspicions").at(0).at("sequence").as_int64() == 2));
  CHECK((first.at("share_ppm").as_int64() > 900'000));
}

TEST_CASE("A batch that balances, or of which nothing was declared, has nothing to explain",
          "[service][api][doctor]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098579", 500).check(500, "1");
  SECTION("it balances") {
    mail.declared(2, 500);
    MailOffice office{mail};
    const auto diagnosis = diagnosis_of(office);
    CHECK(diagnosis.at("causes").as_array().empty());
    CHECK((diagnosis.at("missing").at("amount_cents").as_int64() == 0));
    CHECK_THAT(std::string{diagnosis.at("sentence").as_string()}, Catch::Contains("in balance"));
  }
  SECTION("nothing was declared") {
    MailOffice office{mail};
    const auto diagnosis = diagnosis_of(office);
    CHECK(diagnosis.at("causes").as_array().empty());
    CHECK(diagnosis.at("missing").is_null());
  }
}

TEST_CASE("While amounts are to be keyed the difference is theirs, and none is shown",
          "[service][api][doctor]") {
  BatchBuilder mail;
  mail.account("3496098579", 500)
      .coupon("3496098579", 500)
      .check(0, "1")
      .check(1432, "2")
      .declared(3, 1342);
  MailOffice office{mail};
  const auto diagnosis = diagnosis_of(office);
  CHECK(diagnosis.at("causes").as_array().empty());
  CHECK_THAT(std::string{diagnosis.at("sentence").as_string()},
             Catch::Contains("still to be keyed"));
}

TEST_CASE("What nothing explains is said with what to do", "[service][api][doctor]") {
  BatchBuilder mail;
  mail.check(500, "1").declared(1, 777'777);
  MailOffice office{mail};
  const auto diagnosis = diagnosis_of(office);
  CHECK(diagnosis.at("causes").as_array().empty());
  CHECK_THAT(std::string{diagnosis.at("sentence").as_string()},
             Catch::Contains("compare the tape with the papers"));
}

TEST_CASE("A check that lies in another batch of the day is found there",
          "[service][api][doctor]") {
  BatchBuilder mail;
  mail.check(500, "1").declared(2, 500 + 8650);
  MailOffice office{mail};
  BatchBuilder other;
  other.check(8650, "7").check(120, "8").declared(1, 120);
  other.contents().batch.header.source = "folder:other";
  const auto batch = office.take(other);
  const auto diagnosis = diagnosis_of(office);
  const auto& first = diagnosis.at("causes").at(0);
  CHECK((kind_of(first) == "wrong_batch"));
  const auto& suspicion = first.at("suspicions").at(0);
  CHECK((suspicion.at("batch").as_int64() == batch.value()));
  CHECK((suspicion.at("sequence").as_int64() == 1));
  const auto documents = office.books().store().load_batch(batch).value().documents;
  CHECK((suspicion.at("document_id").as_int64() == documents.at(0).id.value()));
}

TEST_CASE("The diagnosis of no batch is not found, and nobody sees one without signing in",
          "[service][api][doctor]") {
  BatchBuilder mail;
  mail.letter();
  MailOffice office{mail};
  CHECK((office.get("maria", "/batches/999/diagnosis").status == 404));
  CHECK((office.get("", office.batch_path() + "/diagnosis").status == 401));
}
