#include "service/http/test_certificate.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>

#include "core/check.h"

namespace lockbox::test {
namespace {

constexpr long valid_s = 3'600;

template <class Write>
void write_pem(const std::filesystem::path& path, Write write) {
  const std::unique_ptr<std::FILE, decltype(&std::fclose)> file{std::fopen(path.c_str(), "w"),
                                                                &std::fclose};
  ENSURE(file && write(file.get()) == 1);
}

}  // namespace

service::http::TlsFiles write_test_certificate(const std::filesystem::path& folder) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"),
                                                                &EVP_PKEY_free};
  const std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), &X509_free};
  ENSURE(key && certificate);
  auto* name = X509_get_subject_name(certificate.get());
  const auto* host = reinterpret_cast<const unsigned char*>("localhost");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid_s);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key.get());
  ENSURE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);

  const service::http::TlsFiles files{folder / "chain.pem", folder / "key.pem"};
  write_pem(files.certificate_chain,
            [&](std::FILE* file) { return PEM_write_X509(file, certificate.get()); });
  write_pem(files.private_key, [&](std::FILE* file) {
    return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  return files;
}

}  // namespace lockbox::test
