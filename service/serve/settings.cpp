#include "service/serve/settings.h"

#include <array>

namespace lockbox::service {
namespace {

using Kind = SettingSpec::Kind;
using Need = SettingSpec::Need;

constexpr std::array specs{
    SettingSpec{.table = "",
                .key = "organisation",
                .kind = Kind::Text,
                .need = Need::Required,
                .fallback = "",
                .meaning = "Whose service this is, as pages and prints say it."},
    SettingSpec{.table = "",
                .key = "site",
                .kind = Kind::Path,
                .need = Need::Required,
                .fallback = "",
                .meaning = "The site file: lockboxes, deposit accounts, coupons."},
    SettingSpec{.table = "",
                .key = "time_zone",
                .kind = Kind::Text,
                .need = Need::Required,
                .fallback = "",
                .meaning = "The zone of cut-offs and of the times that people see, by its name in "
                           "the time zone database, e.g. \"America/Chicago\"."},
    SettingSpec{.table = "",
                .key = "store",
                .kind = Kind::Path,
                .need = Need::Optional,
                .fallback = "/var/lib/lockbox/lockbox.db",
                .meaning = "The database."},
    SettingSpec{.table = "",
                .key = "image_folder",
                .kind = Kind::Path,
                .need = Need::Optional,
                .fallback = "",
                .meaning = "The sealed pictures; the name of the store with .images behind it "
                           "when the key is missing."},
    SettingSpec{.table = "",
                .key = "key_folder",
                .kind = Kind::Path,
                .need = Need::Optional,
                .fallback = "",
                .meaning = "The keys, without which nothing can be read; the name of the store "
                           "with .keys behind it when the key is missing. master.key in it may be "
                           "a link to a credential."},
    SettingSpec{.table = "",
                .key = "web_folder",
                .kind = Kind::Path,
                .need = Need::Optional,
                .fallback = "",
                .meaning = "The built pages of the browser's part; those that came with the "
                           "program when the key is missing."},
    SettingSpec{.table = "listen",
                .key = "address",
                .kind = Kind::Text,
                .need = Need::Optional,
                .fallback = "127.0.0.1",
                .meaning = "The IPv4 or IPv6 address to listen on. Any but this machine's own "
                           "needs tls_certificate and tls_key."},
    SettingSpec{.table = "listen",
                .key = "port",
                .kind = Kind::Count,
                .need = Need::Optional,
                .fallback = "8080",
                .greatest = 65'535,
                .meaning = "The TCP port to listen on."},
    SettingSpec{.table = "listen",
                .key = "tls_certificate",
                .kind = Kind::Path,
                .need = Need::Optional,
                .fallback = "",
                .meaning = "The certificate and those above it, PEM. \"credential:NAME\" names a "
                           "credential that systemd hands to the service."},
    SettingSpec{.table = "listen",
                .key = "tls_key",
                .kind = Kind::Path,
                .need = Need::Optional,
                .fallback = "",
                .meaning = "The private key of the certificate, PEM, readable by its owner only; "
                           "or a credential, as above."},
    SettingSpec{.table = "limits",
                .key = "connections",
                .kind = Kind::Count,
                .need = Need::Optional,
                .fallback = "9000",
                .greatest = 15'000,
                .meaning = "Open connections; more are refused."},
    SettingSpec{.table = "limits",
                .key = "body_bytes",
                .kind = Kind::Count,
                .need = Need::Optional,
                .fallback = "33554432",
                .greatest = 1 << 30,
                .meaning = "The longest request body, whatever the request."},
    SettingSpec{.table = "session",
                .key = "idle_minutes",
                .kind = Kind::Count,
                .need = Need::Optional,
                .fallback = "30",
                .greatest = std::int64_t{24} * 60,
                .meaning = "A session ends when its person does nothing for so long."},
    SettingSpec{.table = "session",
                .key = "absolute_hours",
                .kind = Kind::Count,
                .need = Need::Optional,
                .fallback = "12",
                .greatest = std::int64_t{7} * 24,
                .meaning = "A session ends so long after signing in, whatever happens."},
    SettingSpec{.table = scan_job_table,
                .key = "name",
                .kind = Kind::Text,
                .need = Need::Required,
                .fallback = "",
                .meaning = "How people choose the job: up to 40 letters, digits, '-' and '_'."},
    SettingSpec{.table = scan_job_table,
                .key = "folder",
                .kind = Kind::Path,
                .need = Need::Required,
                .fallback = "",
                .meaning = "Where the scanner puts the images of this job."},
    SettingSpec{.table = scan_job_table,
                .key = "lockbox",
                .kind = Kind::Text,
                .need = Need::Required,
                .fallback = "",
                .meaning = "The lockbox that its mail belongs to; the site must have it."},
};

}  // namespace

std::span<const SettingSpec> setting_specs() {
  return specs;
}

}  // namespace lockbox::service
