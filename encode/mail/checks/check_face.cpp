#include "encode/mail/checks/check_face.h"

#include <array>
#include <opencv2/imgproc.hpp>

#include "core/money.h"
#include "encode/mail/checks/paper.h"

namespace lockbox::encode {
namespace {

constexpr std::array payers{
    "R OKAFOR",         "J AND R MILLER",         "CITY SUPPLY CO",      "ACME PLUMBING INC",
    "MARIA E SANTOS",   "NORTHSIDE DENTAL GROUP", "THE LINDQVIST TRUST", "A K SHARMA",
    "HARBOR & SONS LLC"};
constexpr std::array streets{"409 ELM STREET", "12 RUE PRINCIPALE", "1701 N 5TH AVE APT 4",
                             "PO BOX 2210", "88 STATION ROAD"};
constexpr std::array payees{"City of Riverton", "Water Department", "County Treasurer",
                            "Municipal Court", "Riverton Utilities"};
constexpr std::array banks{"FIRST BENCH BANK", "Riverton Credit Union", "BANK OF THE VALLEY",
                           "Union Savings Bank, N.A."};
constexpr std::array words{"One hundred twenty-five and 40/100", "Ninety only",
                           "Two thousand four hundred and 00/100", "Thirty-six and 07/100"};
constexpr std::array print_faces{cv::FONT_HERSHEY_SIMPLEX, cv::FONT_HERSHEY_DUPLEX,
                                 cv::FONT_HERSHEY_COMPLEX, cv::FONT_HERSHEY_TRIPLEX,
                                 cv::FONT_HERSHEY_PLAIN};
constexpr std::array hand_faces{cv::FONT_HERSHEY_SCRIPT_SIMPLEX, cv::FONT_HERSHEY_SCRIPT_COMPLEX,
                                cv::FONT_HERSHEY_COMPLEX_SMALL, cv::FONT_HERSHEY_SIMPLEX};

template <class Value, std::size_t N>
Value one_of(const std::array<Value, N>& values, Chance& chance) {
  return values.at(static_cast<std::size_t>(chance.below(N)));
}

/// The faces that one check is printed and filled in with.
struct Faces {
  int print = 0;
  int hand = 0;
  double caption = 0.06;  ///< Height of captions, inches.
};

/// Captions, names and rules, in the ink of the printer.
void print_captions(InkLayer& ink, PaperSize size, const Faces& faces, Chance& chance) {
  const Lettering name{faces.print, chance.between(0.09, 0.12), chance.below(2) == 0};
  const Lettering small{faces.print, faces.caption, false};
  const double right = size.width - 0.3;
  const double row = size.height - 2.75;  // Higher checks have more room above the payee.
  ink.write(one_of(payers, chance), {0.3, 0.28}, name);
  ink.write(one_of(streets, chance), {0.3, 0.44}, small);
  ink.write("RIVERTON  00000", {0.3, 0.55}, small);
  ink.write("DATE", {right - 1.9, 0.62}, small);
  ink.line({right - 1.6, 0.64}, {right, 0.64}, 0.008);
  ink.write("PAY TO THE", {0.3, 0.95 + row * 0.4}, small);
  ink.write("ORDER OF", {0.3, 1.05 + row * 0.4}, small);
  ink.line({0.9, 1.07 + row * 0.4}, {right - 1.3, 1.07 + row * 0.4}, 0.008);
  ink.box({right - 1.1, 0.83 + row * 0.4}, {right, 1.1 + row * 0.4}, 0.01);
  ink.line({0.3, 1.42 + row * 0.5}, {right - 0.8, 1.42 + row * 0.5}, 0.008);
  ink.write("DOLLARS", {right - 0.7, 1.42 + row * 0.5}, small);
  ink.write("MEMO", {0.3, 2.0 + row}, small);
  ink.line({0.7, 2.02 + row}, {2.4, 2.02 + row}, 0.008);
  ink.line({right - 2.2, 2.02 + row}, {right, 2.02 + row}, 0.008);
  ink.write("MP", {right - 0.1, 2.0 + row}, small);
}

/// What makes a check Canadian or Indian on sight.
void print_national(InkLayer& ink, CheckStyle style, const Faces& faces, Chance& chance) {
  const auto size = check_size(style);
  const Lettering small{faces.print, faces.caption, false};
  const Lettering bank{faces.print, chance.between(0.08, 0.13), true};
  const double right = size.width - 0.3;
  const bool is_indian = style == CheckStyle::IndianCts;
  ink.write(one_of(banks, chance), is_indian ? Spot{2.8, 0.3} : Spot{0.3, size.height - 1.03},
            bank);
  if (!is_indian) ink.write(chance.digits(4), {right - 0.5, 0.3}, bank);
  if (style == CheckStyle::Canadian) {
    ink.write("Y   Y   Y   Y   M   M   D   D", {right - 1.6, 0.74}, small);
    ink.write("/100", {right - 1.2, 1.4}, small);
  }
  if (is_indian) {
    for (int i = 0; i < 8; ++i) {
      ink.box({right - 2 + 0.25 * i, 0.1}, {right - 1.75 + 0.25 * i, 0.36}, 0.008);
    }
    ink.write("OR BEARER", {right - 0.7, 1.6}, small);
    ink.write("RUPEES", {0.3, 1.72}, small);
    ink.box({0.5, 2.1}, {2.9, 2.4}, 0.01);
    ink.write("A/C No.", {0.55, 2.18}, small);
    ink.write(chance.digits(14), {1, 2.34}, bank);
    ink.write("Please sign above", {right - 1.6, size.height - 0.66}, small);
  }
}

/// Rules around the check, doubled or broken into strokes.
void print_border(InkLayer& ink, PaperSize size, Chance& chance) {
  if (chance.below(3) != 0) return;
  const double margin = chance.between(0.03, 0.09);
  const double width = chance.between(0.01, 0.04);
  ink.box({margin, margin}, {size.width - margin, size.height - margin}, width);
  if (chance.below(2) == 0) {
    const double inner = margin + 2 * width;
    ink.box({inner, inner}, {size.width - inner, size.height - inner}, 0.006);
  }
}

void fill_in(InkLayer& ink, PaperSize size, const Faces& faces, Chance& chance) {
  const Lettering hand{faces.hand, chance.between(0.12, 0.17), false};
  const double right = size.width - 0.3;
  const double row = size.height - 2.75;
  const auto amount = Money::from_cents(static_cast<std::int64_t>(chance.below(1'000'000)));
  ink.write("11/" + std::to_string(10 + chance.below(20)) + "/26", {right - 1.5, 0.6}, hand);
  ink.write(one_of(payees, chance), {1.0, 1.03 + row * 0.4}, hand);
  ink.write("$" + amount.to_string(), {right - 1.05, 1.03 + row * 0.4}, hand);
  ink.write(one_of(words, chance), {0.4, 1.38 + row * 0.5}, hand);
  if (chance.below(2) == 0) ink.write("acct " + chance.digits(7), {0.8, 1.98 + row}, hand);
}

}  // namespace

PaperSize check_size(CheckStyle style) {
  switch (style) {
    case CheckStyle::UsPersonal:
      return {6, 2.75};
    case CheckStyle::Canadian:
      return {7, 3};
    case CheckStyle::IndianCts:
      return {8, 3.67};
    case CheckStyle::French:
    case CheckStyle::Brazilian:
      return {6.89, 3.15};
    case CheckStyle::UsBusiness:
    case CheckStyle::UsVoucher:
      break;
  }
  return {8.5, 3.5};
}

void print_face(GrayImage& check, CheckStyle style, const HandlingPlan& handling, Chance& chance) {
  print_face(check, style, handling, {chance, chance});
}

void print_face(GrayImage& check, CheckStyle style, const HandlingPlan& handling,
                const FaceChances& chances) {
  auto& form = chances.form;
  const auto size = check_size(style);
  const Faces faces{one_of(print_faces, form), one_of(hand_faces, form), form.between(0.05, 0.07)};
  InkLayer ink{check, form.between(10, 90)};
  print_border(ink, size, form);
  print_captions(ink, size, faces, form);
  print_national(ink, style, faces, form);
  ink.lay();
  InkLayer pen{check, handling.signature_level};
  fill_in(pen, size, faces, chances.hand);
  pen.lay();
}

}  // namespace lockbox::encode
