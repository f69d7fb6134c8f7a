#include "service/cli/image_commands.h"

#include <utility>
#include <variant>

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "core/file.h"
#include "core/limits.h"
#include "encode/archive/tiff_profile.h"
#include "service/cli/commands.h"
#include "service/config/site_file.h"

namespace lockbox::service {
namespace {

/// What is wrong with the file, in sentences: with its tags, or, where they are as they must be,
/// with the picture that they tell of.
Result<std::vector<std::string>> faults_of(capture::Pictures& pictures, const std::string& file) {
  const auto bytes = TRY(read_file(file, limits::image_file_bytes_max));
  std::vector<std::string> sentences;
  for (const auto& violation : encode::check_archive_tiff(bytes)) {
    sentences.push_back(encode::to_sentence(violation));
  }
  if (!sentences.empty()) return sentences;
  const auto answer = TRY(pictures.ask(bytes, capture::CheckPicture{}));
  if (const auto* const fault = std::get_if<deposit::DocumentFault>(&answer)) {
    sentences.push_back(fault->message);
  }
  return sentences;
}

/// Looks at every file, whatever is wrong with those before it.
ExitCode run_check(capture::Pictures& pictures, const std::vector<std::string>& files) {
  auto code = ExitCode::Done;
  for (const auto& file : files) {
    const auto faults = faults_of(pictures, file);
    if (!faults) {
      code = report_error(faults.error());
      continue;
    }
    if (faults->empty()) {
      fmt::print("{}: keeps to the profile\n", file);
      continue;
    }
    if (code == ExitCode::Done) code = ExitCode::Failed;
    for (const auto& fault : *faults) fmt::print("{}: {}\n", file, fault);
  }
  return code;
}

Result<Bytes> normalised(capture::Pictures& pictures, const std::string& file) {
  const auto bytes = TRY(read_file(file, limits::image_file_bytes_max));
  auto answer = TRY(pictures.ask(bytes, capture::ArchivePicture{}));
  if (const auto* const fault = std::get_if<deposit::DocumentFault>(&answer)) {
    return fail(ErrorCode::InvalidInput, fault->message);
  }
  return std::get<capture::ArchivedPicture>(std::move(answer)).file;
}

ExitCode run_normalise(capture::Pictures& pictures, const std::string& input,
                       const std::filesystem::path& output) {
  const auto archived = normalised(pictures, input);
  if (!archived) {
    auto error = archived.error();
    error.message = fmt::format("{}: {}", input, error.message);
    return report_error(error);
  }
  const auto written = write_file_durably(output, *archived);
  if (!written) return report_error(written.error());
  fmt::print("{}: {} bytes\n", output.string(), archived->size());
  return ExitCode::Done;
}

ExitCode run_limits(const std::optional<std::filesystem::path>& site_file) {
  encode::QualityLimits limits;
  if (site_file) {
    const auto site = read_site(*site_file);
    if (!site) return report_error(site.error());
    limits = site->image_quality;
  }
  std::string refused;
  for (const auto condition : limits.refusing) {
    refused += fmt::format("{}\"{}\"", refused.empty() ? "" : ", ",
                           name_of(encode::quality_condition_names, condition));
  }
  fmt::print("[image_quality]\nrefuse = [{}]\n", refused);
  for (const auto& rule : limits.rules) {
    fmt::print("{} = {}\n", encode::limit_name(rule), rule.limit);
  }
  return ExitCode::Done;
}

}  // namespace

ImageCommands::ImageCommands(CLI::App& program, capture::Pictures& pictures)
    : image_{*program.add_subcommand("image", "Look after pictures for cash letters")},
      pictures_{pictures} {
  image_.require_subcommand(1);
  auto* check = image_.add_subcommand("check",
                                      "Name every way in which TIFF files leave the "
                                      "profile of ANSI X9.100-181");
  check->add_option("files", files_, "TIFF files")->required();
  auto* normalise =
      image_.add_subcommand("normalise", "Make a TIFF of that profile of any picture");
  normalise->add_option("image", input_, "TIFF, JPEG or PNG with its resolution")->required();
  normalise->add_option("--out", output_, "TIFF file to write")->required();
  auto* limits = image_.add_subcommand(
      "limits", "Print the limits of image quality as the table of a SITE.toml");
  limits->add_option("--site", site_file_, "SITE.toml; without it, the defaults");
}

bool ImageCommands::parsed() const {
  return image_.parsed();
}

ExitCode ImageCommands::run() const {
  if (image_.get_subcommand("check")->parsed()) return run_check(pictures_, files_);
  if (image_.get_subcommand("normalise")->parsed()) {
    return run_normalise(pictures_, input_, output_);
  }
  if (image_.get_subcommand("limits")->parsed()) return run_limits(site_file_);
  return ExitCode::Usage;
}

}  // namespace lockbox::service
