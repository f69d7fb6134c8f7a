#include "capture/first_look.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "capture/picture_decoding.h"

namespace lockbox::capture {
namespace {

[[nodiscard]] Result<std::vector<deposit::DocumentFault>> faults_of(
    const drivers::ScannedDocument& document, Pictures& pictures) {
  std::vector<deposit::DocumentFault> faults;
  for (const auto& fault : document.faults) {
    faults.push_back(document_fault(fault.code, fault.message));
  }
  if (!document.rear) return faults;
  const auto& file = document.rear->file;
  const auto rear = TRY(pictures.ask(document.rear->bytes, CheckPicture{}));
  const auto* const fault = std::get_if<deposit::DocumentFault>(&rear);
  if (fault == nullptr) return faults;
  // A driver tells foreign files from pictures too; one of the two says enough.
  const bool is_told = std::any_of(faults.begin(), faults.end(), [&](const auto& told) {
    return told.code == fault->code && told.message.find(file) != std::string::npos;
  });
  if (!is_told) faults.push_back(name_file(*fault, file));
  return faults;
}

[[nodiscard]] Result<bool> shows_sheet(const drivers::ScannedDocument& document,
                                       Pictures& pictures) {
  if (!document.faults.empty() || !document.front) return false;
  const auto answer = TRY(pictures.ask(document.front->bytes, FindSheet{}));
  const auto* const found = std::get_if<SheetFound>(&answer);
  return found != nullptr && found->is_sheet;
}

}  // namespace

Result<FirstLook> look_at(const drivers::ScannedDocument& document, Pictures& pictures) {
  FirstLook look;
  look.is_sheet = !document.is_separator && TRY(shows_sheet(document, pictures));
  look.faults = TRY(faults_of(document, pictures));
  return look;
}

}  // namespace lockbox::capture
