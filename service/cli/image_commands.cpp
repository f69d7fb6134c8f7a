#include "service/cli/image_commands.h"

#include <algorithm>
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

/// Of how many dots an inch the picture was, and how that is known.
std::string resolution_sentence(const encode::PageResolution& scanned) {
  const auto dots = scanned.dpi_x == scanned.dpi_y
                        ? fmt::format("{:.4g}", scanned.dpi_x)
                        : fmt::format("{:.4g} by {:.4g}", scanned.dpi_x, scanned.dpi_y);
  switch (scanned.source) {
    case encode::ResolutionSource::Tag:
      return fmt::format("scanned at {} dots an inch as the file says", dots);
    case encode::ResolutionSource::MicrLine:
      return fmt::format("scanned at {} dots an inch, estimated by its MICR line", dots);
    case encode::ResolutionSource::PaperSize:
      return fmt::format("scanned at {} dots an inch, estimated by the sizes that checks have",
                         dots);
  }
  return {};
}

Result<encode::ArchiveImage> normalised(capture::Pictures& pictures, const std::string& file) {
  const auto bytes = TRY(read_file(file, limits::image_file_bytes_max));
  auto answer = TRY(pictures.ask(bytes, capture::ArchivePicture{}));
  if (const auto* const fault = std::get_if<deposit::DocumentFault>(&answer)) {
    return fail(ErrorCode::InvalidInput, fault->message);
  }
  return std::get<capture::ArchivedPicture>(std::move(answer)).image;
}

using SiteFile = std::optional<std::filesystem::path>;

/// The limits of the site, or the defaults.
Result<encode::QualityLimits> limits_of(const SiteFile& site_file) {
  if (!site_file) return encode::QualityLimits{};
  return TRY(read_site(*site_file)).image_quality;
}

/// InvalidInput for a picture whose strokes do not stay in black and white.
Result<encode::ArchiveImage> with_its_strokes(encode::ArchiveImage image,
                                              const encode::QualityLimits& limits) {
  const auto rule = std::ranges::find(limits.rules, encode::QualityMeasure::StrokePercent,
                                      &encode::QualityRule::measure);
  if (rule == limits.rules.end() || image.stroke_percent.value_or(rule->limit) >= rule->limit) {
    return image;
  }
  return fail(ErrorCode::InvalidInput, encode::to_sentence({.condition = rule->condition,
                                                            .measure = rule->measure,
                                                            .figure = *image.stroke_percent,
                                                            .limit = rule->limit}) +
                                           ".");
}

Result<encode::ArchiveImage> normalised_within(capture::Pictures& pictures,
                                               const std::string& input,
                                               const SiteFile& site_file) {
  const auto limits = TRY(limits_of(site_file));
  return with_its_strokes(TRY(normalised(pictures, input)), limits);
}

ExitCode run_normalise(capture::Pictures& pictures, const std::string& input,
                       const std::filesystem::path& output, const SiteFile& site_file) {
  const auto archived = normalised_within(pictures, input, site_file);
  if (!archived) {
    auto error = archived.error();
    error.message = fmt::format("{}: {}", input, error.message);
    return report_error(error);
  }
  const auto written = write_file_durably(output, archived->file);
  if (!written) return report_error(written.error());
  const auto strokes =
      archived->stroke_percent
          ? fmt::format(", {:.0f} % of its strokes kept in black and white where least are",
                        *archived->stroke_percent)
          : "";
  fmt::print("{}: {} bytes, {}{}\n", output.string(), archived->file.size(),
             resolution_sentence(archived->scanned), strokes);
  return ExitCode::Done;
}

ExitCode run_limits(const SiteFile& site_file) {
  const auto found = limits_of(site_file);
  if (!found) return report_error(found.error());
  const auto& limits = *found;
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
  normalise->add_option("image", input_, "TIFF, JPEG or PNG")->required();
  normalise->add_option("--out", output_, "TIFF file to write")->required();
  normalise->add_option("--site", site_file_, "SITE.toml for its limit; without it, the default");
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
    return run_normalise(pictures_, input_, output_, site_file_);
  }
  if (image_.get_subcommand("limits")->parsed()) return run_limits(site_file_);
  return ExitCode::Usage;
}

}  // namespace lockbox::service
