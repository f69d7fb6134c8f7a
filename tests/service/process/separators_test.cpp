// Mail that lies between printed separators, from the picture to the deposit.

#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "encode/print/raster.h"
#include "encode/print/slips.h"
#include "service/bench/generated_mail.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr double dpi = 200;

void rename_document(const fs::path& scan, int from, int to) {
  for (const auto* side : {"F.tif", "R.tif"}) {
    fs::rename(scan / ("00000" + std::to_string(from) + side),
               scan / ("00000" + std::to_string(to) + side));
  }
}

void replace_in(const fs::path& path, const std::string& from, const std::string& to) {
  std::ifstream in{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  std::ofstream{path, std::ios::binary} << text.replace(at, from.size(), to);
}

/// Two envelopes with the check on top, which the order of documents alone would take apart
/// wrongly, and a sheet between them.
ProcessRequest mail_with_sheet(const fs::path& folder, const encode::Drawing& sheet) {
  const auto request = generate_mail(folder, 4, 7).value();
  const auto& scan = request.scan_folder;
  rename_document(scan, 1, 9);  // The first coupon, out of the way.
  rename_document(scan, 2, 1);
  rename_document(scan, 9, 2);
  rename_document(scan, 3, 5);
  REQUIRE(write_pages(scan, 3, encode::to_raster(sheet, dpi)).has_value());
  replace_in(*request.keyed_file, "\n2,amount", "\n1,amount");
  return request;
}

json::object summary_of(const ProcessRequest& request, const fs::path& store) {
  const auto workplace = Workplace::open(store).value();
  const auto outcome = process_mail(request, *workplace, [](const Progress&) {});
  if (!outcome) FAIL(outcome.error().message);
  return json::parse(outcome->summary_json).as_object();
}

}  // namespace

TEST_CASE("A printed separator in the mail parts its envelopes and is no declared document",
          "[service][process]") {
  const test::TemporaryDirectory folder;
  const auto request = mail_with_sheet(folder.path() / "mail", encode::separator_slip(1).value());
  const auto summary = summary_of(request, folder.path() / "lockbox.db");

  CHECK((summary.at("documents").as_array().size() == 5));
  CHECK((summary.at("batch").at("counted_documents").as_int64() == 4));
  const auto& transactions = summary.at("transactions").as_array();
  REQUIRE((transactions.size() == 2));
  CHECK((json::serialize(transactions[0].at("documents")) == "[1,2]"));
  CHECK((json::serialize(transactions[1].at("documents")) == "[4,5]"));
  CHECK((summary.at("totals").at("held_cents").as_int64() == 0));
  CHECK((summary.at("totals").at("deposited_cents") == summary.at("totals").at("received_cents")));
}

TEST_CASE("Without its code the same sheet is mail, and the count says so", "[service][process]") {
  const test::TemporaryDirectory folder;
  auto sheet = encode::separator_slip(1).value();
  sheet.shapes.clear();
  const auto summary =
      summary_of(mail_with_sheet(folder.path() / "mail", sheet), folder.path() / "lockbox.db");
  CHECK((summary.at("batch").at("counted_documents").as_int64() == 5));
  CHECK((summary.at("totals").at("deposited_cents").as_int64() == 0));
}
