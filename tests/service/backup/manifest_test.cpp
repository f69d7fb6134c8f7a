#include "service/backup/manifest.h"

#include "service/config/site_text.h"
#include "support/catch.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;

Manifest sample() {
  Manifest manifest;
  manifest.made_at = "2026-11-23T14:05:09.120Z";
  manifest.program_version = "0.1.0";
  manifest.store = "/var/lib/lockbox/lockbox.db";
  manifest.key_folder = "/var/lib/lockbox/lockbox.db.keys";
  manifest.has_keys = true;
  manifest.batches = 2;
  manifest.documents = 40;
  manifest.deposited = Money::from_cents(123'456);
  manifest.audit_events = 99;
  manifest.audit_head = Sha256::of(bytes_of("head"));
  manifest.files = {{"lockbox.db", 8192, Sha256::of(bytes_of("books"))},
                    {"lockbox.db.images/2026-11-23/000001.seg", 5, Sha256::of(bytes_of("images"))},
                    {"lockbox.db.keys/master.key", 32, Sha256::of(bytes_of("key"))},
                    {"ticket-000001.pdf", 0, Sha256::of({})}};
  return manifest;
}

TEST_CASE("The list of a backup is read as it was written", "[backup]") {
  const auto written = sample();
  const auto read = parse_manifest(render_manifest(written), "manifest.json");
  REQUIRE(read);
  CHECK(read->made_at == written.made_at);
  CHECK(read->store == written.store);
  CHECK(read->key_folder == written.key_folder);
  CHECK(read->has_keys);
  CHECK(read->batches == 2);
  CHECK(read->documents == 40);
  CHECK(read->deposited == written.deposited);
  CHECK(read->audit_events == 99);
  CHECK(read->audit_head == written.audit_head);
  REQUIRE(read->files.size() == 4);
  CHECK(read->files[1].name == written.files[1].name);
  CHECK(read->files[1].bytes == 5);
  CHECK(read->files[1].sha256 == written.files[1].sha256);
}

TEST_CASE("A list that no backup has is refused by its name", "[backup]") {
  const auto [from, to, expected] = GENERATE(table<std::string, std::string, std::string>({
      {"{", "[", "This is not JSON"},
      {"\"version\": 1", "\"version\": 2", "version"},
      {"lockbox-backup", "other-backup", "format"},
      {"\"batches\": 2,", "", "batches"},
      {"\"batches\": 2", "\"batches\": -2", "batches"},
      {"\"batches\": 2", "\"batches\": \"2\"", "batches"},
      {"\"batches\": 2", "\"batches\": 2, \"colour\": 1", "colour"},
      {"\"bytes\": 8192", "\"bytes\": 1e300", "bytes"},
      {"\"name\": \"lockbox.db\"", "\"name\": \"other.csv\"", "It does not list lockbox.db."},
      {"\"name\": \"ticket-000001.pdf\"", "\"name\": \"lockbox.db\"",
       "It lists 'lockbox.db' twice."},
  }));
  CAPTURE(from, to);
  const auto read =
      parse_manifest(with_change(render_manifest(sample()), from, to), "a/manifest.json");
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::InvalidInput);
  CHECK_THAT(read.error().message, Contains("a/manifest.json: ") && Contains(expected));
}

TEST_CASE("No name in a list leads out of the folder that is restored into", "[backup]") {
  const auto* const name =
      GENERATE("../ticket.pdf", "/etc/passwd", "lockbox.db-wal", "lockbox.db.keys/../../x", "a/b",
               "..", "", "lockbox.db.images/2026-11-23/../x", "lockbox.db.images/today/000001.seg",
               ".hidden", "lockbox.db.images/2026-11-23", "lockbox.db/", "manifest.json");
  CAPTURE(name);
  const auto text = with_change(render_manifest(sample()), "ticket-000001.pdf", name);
  const auto read = parse_manifest(text, "manifest.json");
  REQUIRE_FALSE(read);
  CHECK_THAT(read.error().message, Contains("No file of a backup is called '"));
}

}  // namespace
}  // namespace lockbox::service
