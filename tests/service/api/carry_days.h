#pragma once

/// @file
/// An office with several business days, over the API: mail that is decided, deposited, carried
/// from one day to another and closed.

#include <fstream>
#include <string>
#include <vector>

#include "service/api/mail_office.h"
#include "service/close/verify_packet.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

namespace lockbox::test {

namespace json = boost::json;

inline const std::string monday = "2026-11-23";
inline const std::string tuesday = "2026-11-24";
inline const std::string wednesday = "2026-11-25";

/// Envelopes of one coupon and one check each; the amounts are read off the checks.
inline BatchBuilder mail_of(const std::vector<std::int64_t>& cents,
                            const std::string& day = monday) {
  BatchBuilder mail;
  std::int64_t sum = 0;
  mail.account("5119374766", 700);
  for (const auto one : cents) {
    mail.coupon("5119374766", one).check(one, day.substr(8) + std::to_string(one));
    sum += one;
  }
  mail.declared(2 * std::ssize(cents), sum);
  auto& header = mail.contents().batch.header;
  header.business_day = BusinessDay::parse(day).value();
  header.source = "folder:" + day;
  return mail;
}

/// Nothing is released before the totals agree, so that people can decide until then.
enum class Declared { Well, Late };

inline BatchBuilder& declare(BatchBuilder& mail, Declared how) {
  auto& control = mail.contents().batch.header.control;
  if (how == Declared::Late) control->amount += Money::from_cents(1);
  return mail;
}

/// An office with the same people on several days.
class Days {
 public:
  explicit Days(BatchBuilder& mail, Declared how = Declared::Well)
      : office{declare(mail, how)}, totals_{*mail.contents().batch.header.control} {
    if (how == Declared::Late) totals_.amount = totals_.amount - Money::from_cents(1);
  }

  /// The totals of the first batch as they are.
  void declare_well() {
    const auto batch = json_of(office.get("maria", office.batch_path()));
    const auto declared = office.post("sam", office.batch_path() + "/control",
                                      {{"documents", totals_.documents},
                                       {"amount_cents", totals_.amount.cents()},
                                       {"reason", "One cent was added by mistake."},
                                       {"version", batch.at("version")}});
    INFO(declared.text);
    REQUIRE((declared.status == 200));
  }

  json::object get(const std::string& day, const std::string& what = {}) {
    return json_of(office.get("sam", "/days/" + day + what));
  }
  Answer step(const std::string& day, const std::string& name) {
    return office.post("sam", "/days/" + day + "/" + name, {{"version", get(day).at("version")}});
  }
  void close(const std::string& day) {
    REQUIRE((step(day, "cut-off").status == 200));
    const auto closed = step(day, "close");
    INFO(closed.text);
    REQUIRE((closed.status == 200));
  }
  Answer carry(const std::string& day, std::int64_t sequence, const std::string& due) {
    return office.post("sam", "/days/" + day + "/carries",
                       {{"envelopes", json::array{json::object{{"batch", office.batch().value()},
                                                               {"sequence", sequence}}}},
                        {"reason", "The payer is asked."},
                        {"owner", "treasury"},
                        {"due", due}});
  }
  Answer decide(const std::string& person, const std::string& what, std::int64_t sequence) {
    auto decided = office.post(person, office.batch_path() + "/" + what,
                               {{"sequence", sequence}, {"reason", "Looked at."}});
    UNSCOPED_INFO(decided.text);
    return decided;
  }
  /// Maria proposes that the envelope of that check goes back to its payer, and Sam sends it.
  void send_back(std::int64_t check) {
    const auto raised =
        office.post("maria", "/documents/" + std::to_string(office.document(check)) + "/exceptions",
                    {{"reason", "closed_account"}, {"proposed", "return_to_payer"}});
    INFO(raised.text);
    REQUIRE((raised.status == 200));
    const auto number = json_of(raised).at("id").as_int64();
    const auto sent = office.post("sam", "/exceptions/" + std::to_string(number) + "/steps",
                                  {{"step", "return_to_payer"}, {"note", "It goes back."}});
    INFO(sent.text);
    REQUIRE((sent.status == 200));
  }
  /// Keeps the check out of every plan, or puts it back.
  void keep(const std::string& how, std::int64_t check) {
    const auto kept = office.post(
        "theo", "/deposit-plan/" + how,
        {{"batch", office.batch().value()}, {"sequence", check}, {"reason", "The bank is asked."}});
    INFO(kept.text);
    REQUIRE((kept.status == 200));
  }
  /// What the fund distribution of the day has on the ledger, debits less credits.
  std::int64_t distributed(const std::string& day, const std::string& ledger) {
    const auto report =
        json_of(office.get("theo", "/report-kinds/fund-distribution?from=" + day + "&to=" + day));
    std::int64_t net = 0;
    for (const auto& row : report.at("rows").as_array()) {
      if (row.at(1).as_string() == ledger) net += row.at(5).as_int64();
    }
    return net;
  }
  /// Deposits what is released, prepared by one and approved by another person.
  void deposit(const std::string& day) {
    const auto plan = json_of(office.get("theo", "/deposit-plan?business_day=" + day));
    if (plan.at("deposits").as_array().empty()) return;
    const auto built = office.post(
        "theo", "/deposit-plan",
        {{"business_day", day}, {"finals", json::array{}}, {"token", plan.at("token")}});
    INFO(built.text);
    REQUIRE((built.status == 201));
    const auto listed = json_of(office.get("theo", "/deposits?business_day=" + day));
    for (const auto& deposit : listed.at("items").as_array()) {
      if (deposit.at("state").as_string() != "draft") continue;
      const std::string path = "/deposits/BOX/" + std::string{deposit.at("ticket").as_string()};
      const auto draft = json_of(office.get("theo", path));
      REQUIRE((office.post("theo", path + "/submit", {{"version", draft.at("version")}}).status ==
               200));
      REQUIRE((office.post("sam", path + "/approve", {{"total_cents", draft.at("total_cents")}})
                   .status == 200));
    }
  }
  /// Answers the one open question, which is about this field.
  void answer(const std::string& field, const std::string& value) {
    const auto leased = json_of(office.post("maria", "/leases", {{"at_most", 1}}));
    const auto& task = leased.at("items").at(0).as_object();
    REQUIRE((task.at("field").as_string() == field));
    const auto answered =
        office.post("maria", "/tasks/" + std::to_string(task.at("id").as_int64()) + "/answer",
                    {{"value", value}, {"version", task.at("version")}});
    INFO(answered.text);
    REQUIRE((answered.status == 200));
  }
  /// A supervisor accepts what the batch is over or short.
  Answer force() {
    const auto batch = json_of(office.get("sam", office.batch_path()));
    return office.post("sam", office.batch_path() + "/force",
                       {{"reason", "Looked at."}, {"version", batch.at("version")}});
  }
  /// A table of the day's signed packet.
  std::string table(const std::string& day, const std::string& name) {
    return office.get("theo", "/days/" + day + "/packets/close-TEST-" + day + "-" + name + ".csv")
        .text;
  }
  std::int64_t cents(const std::string& day, std::size_t line) {
    return get(day, "/tie").at("lines").at(line - 1).at("amount_cents").as_int64();
  }
  /// No equation of the day is broken, whether it is open or closed.
  void require_equations(const std::string& day) {
    const auto tie = get(day, "/tie");
    for (const auto& equation : tie.at("equations").as_array()) {
      INFO(day << ": " << equation.at("id").as_string());
      REQUIRE((equation.at("fault").is_null()));
    }
  }
  /// Takes the packets of the days away and proves them by their tables alone.
  void require_proved(const std::vector<std::string>& closed) {
    const TemporaryDirectory folder;
    for (const auto& day : closed) {
      const auto packets = get(day, "/packets").at("items").as_array();
      REQUIRE((packets.size() == 1));
      for (const auto& file : packets[0].at("files").as_array()) {
        const std::string name{file.at("name").as_string()};
        std::ofstream{folder.path() / name, std::ios::binary}
            << office.get("theo", "/days/" + day + "/packets/" + name).text;
      }
    }
    const auto proof = service::close::verify_packets(folder.path());
    REQUIRE(proof.has_value());
    CHECK((proof->fault.value_or("") == ""));
    CHECK((proof->packets == std::ssize(closed)));
  }
  void require_sound_books() {
    const auto fault = office.books().store().first_fault();
    REQUIRE(fault.has_value());
    REQUIRE((fault->value_or("") == ""));
  }

  MailOffice office;

 private:
  deposit::ControlTotals totals_;
};

}  // namespace lockbox::test
