#include "service/serve/serve_config.h"

#include <fstream>

#include "service/config/site_text.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;

constexpr auto least_text = R"(organisation = "Town of Elm"
site = "site.toml"
time_zone = "America/Chicago"
)";

constexpr auto whole_text = R"(organisation = "Town of \"Elm\""
site = "/srv/elm/site.toml"
time_zone = "America/Argentina/Buenos_Aires"
store = "../books/elm.db"
image_folder = "/big/images"
key_folder = "/run/keys"
web_folder = "web"

[listen]
address = "::"
port = 8443
tls_certificate = "tls/elm.crt"
tls_key = "credential:lockbox_elm.key"

[limits]
connections = 100
body_bytes = 4096

[session]
idle_minutes = 5
absolute_hours = 8

[[scan_job]]
name = "water"
folder = "/scans/water"
lockbox = "ELM-MAIL"

[[scan_job]]
name = "tax"
folder = "/scans/tax"
lockbox = "ELM-DROP"
)";

Result<ServeConfig> parse(std::string_view text, const std::filesystem::path& credentials = {}) {
  return parse_serve_config(text, "/etc/lockbox/lockbox.toml", credentials);
}

TEST_CASE("A configuration gives every value that it holds", "[config][serve]") {
  const auto config = parse(whole_text, "/run/credentials");
  REQUIRE(config);
  CHECK(config->organisation == "Town of \"Elm\"");
  CHECK(config->site_file == "/srv/elm/site.toml");
  CHECK(config->time_zone == "America/Argentina/Buenos_Aires");
  CHECK(config->store_file == "/etc/books/elm.db");
  CHECK(config->image_folder == "/big/images");
  CHECK(config->key_folder == "/run/keys");
  CHECK(config->web_folder == "/etc/lockbox/web");
  CHECK(config->listen_address == "::");
  CHECK(config->listen_port == 8443);
  REQUIRE(config->tls);
  CHECK(config->tls->certificate == "/etc/lockbox/tls/elm.crt");
  CHECK(config->tls->key == "/run/credentials/lockbox_elm.key");
  CHECK(config->connections_max == 100);
  CHECK(config->body_bytes_max == 4096);
  CHECK(config->session_idle == std::chrono::minutes{5});
  CHECK(config->session_absolute == std::chrono::hours{8});
  REQUIRE(config->scan_jobs.size() == 2);
  CHECK(config->scan_jobs[1].name == "tax");
  CHECK(config->scan_jobs[1].folder == "/scans/tax");
  CHECK(config->scan_jobs[1].lockbox == "ELM-DROP");
}

TEST_CASE("A configuration of three keys is whole: all else has a default", "[config][serve]") {
  const auto config = parse(least_text);
  REQUIRE(config);
  CHECK(config->site_file == "/etc/lockbox/site.toml");
  CHECK(config->store_file == "/var/lib/lockbox/lockbox.db");
  CHECK(config->image_folder == "/var/lib/lockbox/lockbox.db.images");
  CHECK(config->key_folder == "/var/lib/lockbox/lockbox.db.keys");
  CHECK(config->listen_address == "127.0.0.1");
  CHECK(config->listen_port == 8080);
  CHECK_FALSE(config->tls);
  CHECK(config->connections_max == 9000);
  CHECK(config->session_idle == std::chrono::minutes{30});
  CHECK(config->session_absolute == std::chrono::hours{12});
  CHECK(config->scan_jobs.empty());
}

struct BadConfig {
  std::string from;
  std::string to;
  std::string expected;  ///< Part of the message, with line and column.
};

BadConfig any_bad_value() {
  return GENERATE(values<BadConfig>({
      {"organisation = \"Town of \\\"Elm\\\"\"\n", "",
       "lockbox.toml:1:1: organisation: This key is missing."},
      {"site = ", "sites = ", ":2:1: sites: This key is not known here. Did you mean 'site'?"},
      {"America/", "../America/", ":3:1: time_zone: This must be the name of a zone"},
      {"\"web\"", "7", ":7:1: web_folder: This must be text in quotes."},
      {"[listen]", "[lisen]", ":9:2: lisen: This key is not known here. Did you mean 'listen'?"},
      {"[listen]", "[[listen]]", ":9:3: listen: This must be a table, [listen]."},
      {"\"::\"", "\"example.org\"", ":10:1: listen.address: This must be an address"},
      {"port = 8443", "port = 0", ":11:1: listen.port: This must be from 1 to 65535."},
      {"port = 8443", "port = \"8443\"", ":11:1: listen.port: This must be a whole number."},
      {"port = 8443", "prot = 8443",
       ":11:1: listen.prot: This key is not known here. Did you mean 'port'?"},
      {"tls_key = \"credential:lockbox_elm.key\"\n", "",
       ":12:1: listen.tls_certificate: tls_certificate and tls_key must both be there or neither."},
      {"credential:lockbox", "credential:../lockbox",
       ":13:1: listen.tls_key: A credential has a name"},
      {"connections = 100", "connections = 15001", ":16:1: limits.connections: This must be from"},
      {"absolute_hours = 8", "absolute_hours = 8\nrolling = 1", ":22:1: session.rolling: This key"},
      {"idle_minutes = 5", "idle_minutes = 481", ":20:1: session.idle_minutes: This must not be"},
      {"name = \"tax\"", "name = \"water\"", ":29:1: scan_job[2].name: 'water' is defined more"},
      {"name = \"tax\"", "name = \"t x\"", ":29:1: scan_job[2].name: This may hold up to 40"},
      {"lockbox = \"ELM-DROP\"\n", "", ":28:1: scan_job[2].lockbox: This key is missing."},
      {"name = \"tax\"", "name = \"tax", ":29:12: This is not TOML"},
  }));
}

TEST_CASE("A bad value of a configuration is refused with its place, key and reason",
          "[config][serve]") {
  const auto bad = any_bad_value();
  CAPTURE(bad.from, bad.to);
  const auto config = parse(with_change(whole_text, bad.from, bad.to));
  REQUIRE_FALSE(config);
  CHECK(config.error().code == ErrorCode::InvalidInput);
  CHECK_THAT(config.error().message, Contains(bad.expected));
}

TEST_CASE("All faults of a configuration are told at once, in the order of the file",
          "[config][serve]") {
  const auto config = parse("site = 5\norganization = \"Elm\"\ntime_zone = \"UTC\"\n");
  REQUIRE_FALSE(config);
  const auto& message = config.error().message;
  const auto missing = message.find(":1:1: organisation: This key is missing.");
  const auto mistyped = message.find(":1:1: site: This must be text in quotes.");
  const auto unknown = message.find(":2:1: organization: This key is not known here.");
  CHECK(missing < mistyped);
  CHECK(mistyped < unknown);
  CHECK(unknown != std::string::npos);
}

TEST_CASE("Nothing but this machine is served without TLS", "[config][serve]") {
  const auto [address, is_own] = GENERATE(table<std::string, bool>({{"127.0.0.1", true},
                                                                    {"127.8.9.10", true},
                                                                    {"::1", true},
                                                                    {"0.0.0.0", false},
                                                                    {"::", false},
                                                                    {"10.1.2.3", false},
                                                                    {"128.0.0.1", false}}));
  CAPTURE(address);
  const auto config = parse(least_text + ("[listen]\naddress = \"" + address + "\"\n"));
  REQUIRE(config.has_value() == is_own);
  if (!is_own)
    CHECK_THAT(config.error().message, Contains(":5:1: listen.address: Passwords would"));
}

TEST_CASE("What is shown of a configuration says the same when it is read", "[config][serve]") {
  const auto* const text = GENERATE(least_text, whole_text);
  const auto origins = GENERATE(Origins::Hidden, Origins::Shown);
  const auto config = parse(text);
  REQUIRE(config);
  const auto again = parse(show_serve_config(*config, origins));
  REQUIRE(again);
  REQUIRE(again->settings.size() == config->settings.size());
  for (std::size_t i = 0; i < config->settings.size(); ++i) {
    CHECK(again->settings[i].path == config->settings[i].path);
    CHECK(again->settings[i].value == config->settings[i].value);
  }
}

TEST_CASE("What is shown of a configuration tells where each value came from", "[config][serve]") {
  const auto config = parse(whole_text);
  REQUIRE(config);
  const auto shown = show_serve_config(*config, Origins::Shown);
  CHECK_THAT(shown, Contains("port = 8443  # /etc/lockbox/lockbox.toml:11:1\n"));
  CHECK_THAT(shown, Contains("[[scan_job]]\nname = \"tax\"  # /etc/lockbox/lockbox.toml:29:1\n"));

  const auto least = parse(least_text);
  REQUIRE(least);
  const auto defaults = show_serve_config(*least, Origins::Shown);
  CHECK_THAT(defaults, Contains("port = 8080  # default\n"));
  CHECK_THAT(defaults, Contains("# tls_key is not set\n"));
}

/// A folder with everything that a configuration needs.
class Office {
 public:
  Office() {
    write("site.toml", std::string{site_text});
    write("web/index.html", "<!doctype html>");
    write("tls.crt", "-----BEGIN CERTIFICATE-----\n");
    write("tls.key", "-----BEGIN PRIVATE KEY-----\n");
    permit("tls.key", 0600);
    write("scans/000001F.tif", "");
  }

  [[nodiscard]] std::string check(const std::string& from = "", const std::string& to = "") {
    std::string text = least_text;
    text += R"(web_folder = "web"
[listen]
tls_certificate = "tls.crt"
tls_key = "tls.key"
[[scan_job]]
name = "water"
folder = "scans"
lockbox = "ELM-MAIL"
)";
    write("lockbox.toml", from.empty() ? text : with_change(text, from, to));
    const auto config = read_serve_config(folder_.path() / "lockbox.toml");
    if (!config) return config.error().message;
    const auto checked = check_surroundings(*config);
    return checked ? "" : checked.error().message;
  }

  void write(const std::string& name, const std::string& text) {
    const auto path = folder_.path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path} << text;
  }
  void permit(const std::string& name, unsigned mode) {
    std::filesystem::permissions(folder_.path() / name, std::filesystem::perms{mode});
  }

 private:
  test::TemporaryDirectory folder_;
};

TEST_CASE("A configuration that this machine can keep is sound", "[config][serve]") {
  Office office;
  CHECK(office.check().empty());
}

TEST_CASE("What this machine lacks is named with the key that asks for it", "[config][serve]") {
  Office office;
  CHECK_THAT(office.check("America/Chicago", "America/Springfield"),
             Contains(":3:1: time_zone: This machine's time zone database has no "
                      "'America/Springfield'."));
  CHECK_THAT(office.check("\"site.toml\"", "\"sight.toml\""), Contains(":2:1: site: Cannot open"));
  CHECK_THAT(office.check("\"web\"", "\"scans\""), Contains(":4:1: web_folder: No index.html"));
  CHECK_THAT(office.check("\"tls.crt\"", "\"site.toml\""),
             Contains(":6:1: listen.tls_certificate: ") && Contains("site.toml is not PEM."));
  CHECK_THAT(office.check("\"scans\"", "\"scants\""),
             Contains(":10:1: scan_job[1].folder: There is no folder"));
  CHECK_THAT(office.check("\"ELM-MAIL\"", "\"OAK-MAIL\""),
             Contains(":11:1: scan_job[1].lockbox: The site has no lockbox 'OAK-MAIL'."));
}

TEST_CASE("A private key that others may read is refused", "[config][serve]") {
  Office office;
  office.permit("tls.key", 0640);
  CHECK_THAT(office.check(), Contains(":7:1: listen.tls_key: ") && Contains("open to other users"));
}

TEST_CASE("A credential is looked for only where there are credentials", "[config][serve]") {
  Office office;
  CHECK(office.check("\"tls.key\"", "\"credential:lockbox_tls.key\"").empty());
}

}  // namespace
}  // namespace lockbox::service
