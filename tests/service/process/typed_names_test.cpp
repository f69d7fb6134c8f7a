#include "service/process/typed_names.h"

#include "service/process/workplace.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;

namespace {

ErrorCode refusal_of(const ProcessRequest& request, Workplace& workplace) {
  const auto checked = check_typed_names(request, workplace.books().people());
  REQUIRE_FALSE(checked.has_value());
  return checked.error().code;
}

}  // namespace

TEST_CASE("Where people sign in, no name on the command line stands for one of them (C-08)",
          "[service][process]") {
  const test::TemporaryDirectory folder;
  const auto workplace = Workplace::open(folder.path() / "lockbox.db").value();
  auto& people = workplace->books().people();
  ProcessRequest both;
  both.prepared_by = "Maria Rivera";
  both.approved_by = "Rivera, Maria";
  CHECK(check_typed_names(both, people).has_value());

  REQUIRE(people.add_user("maria", "Maria Rivera", {"administrator"}, deposit::Actor{"lockbox"})
              .has_value());
  CHECK((refusal_of(both, *workplace) == ErrorCode::NotPermitted));
  ProcessRequest prepared;
  prepared.prepared_by = "Maria Rivera";
  CHECK((refusal_of(prepared, *workplace) == ErrorCode::NotPermitted));
  ProcessRequest keyed;
  keyed.keyed_file = folder.path() / "keyed.csv";
  CHECK((refusal_of(keyed, *workplace) == ErrorCode::NotPermitted));
  ProcessRequest corrected;
  corrected.correction = TotalsCorrection{"Maria Rivera", "Counted anew"};
  CHECK((refusal_of(corrected, *workplace) == ErrorCode::NotPermitted));
  // Capturing and reading need nobody's word.
  CHECK(check_typed_names({}, people).has_value());
}
