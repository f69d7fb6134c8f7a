#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/ids.h"
#include "core/image_store.h"
#include "deposit/model/states.h"
#include "encode/coupon/check_box.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/explain/seen_page.h"
#include "encode/image/ink_map.h"
#include "encode/micr/micr_line.h"
#include "encode/page_kind.h"

namespace lockbox::deposit {

/// A named fault of one document; `code` is a name of drivers::fault_code_names.
struct DocumentFault {
  std::string code;
  std::string message;
  friend bool operator==(const DocumentFault&, const DocumentFault&) = default;
};

/// A stored picture of a document.
struct DocumentImage {
  Side side = Side::Front;
  ImageView view = ImageView::AsScanned;
  std::string file;        ///< The scanner's name for it.
  std::string media_type;  ///< Empty when the bytes are foreign.
  ImagePlace place;
};

/// A document as it comes off the track, its pictures already durable.
struct NewDocument {
  std::int64_t sequence = 0;
  std::string device_document_id;
  std::optional<std::int64_t> transaction_number;
  bool is_separator = false;
  std::string head_codeline;  ///< What the scanner's head read, or empty.
  std::vector<DocumentFault> faults;
  std::vector<DocumentImage> images;
};

/// What the reader saw of the MICR line, with the confidence it had.
struct MicrFact {
  encode::MicrLine line;
  double confidence = 0;
};

/// What the reader saw of a coupon code that a definition accepted.
struct CouponFact {
  encode::CouponCode code;
  std::string text;
  std::string format;
  double confidence = 0;
  bool has_check_digit = false;
};

/// A condition that one side of a document has, by the names of encode::quality_condition_names and
/// encode::quality_measure_names.  Numbers are thousandths of the measure's unit.
struct QualityFault {
  std::string condition;
  std::string measure;
  std::int64_t figure_thousandths = 0;
  std::int64_t limit_thousandths = 0;
  friend bool operator==(const QualityFault&, const QualityFault&) = default;
};

/// What was measured on the picture of one side.
struct SideQuality {
  Side side = Side::Front;
  /// By measure, in thousandths of its unit; what was not measured is absent.
  std::map<std::string, std::int64_t> figures;
  std::vector<QualityFault> faults;
  friend bool operator==(const SideQuality&, const SideQuality&) = default;
};

/// An earlier capture whose picture looks as if it showed the same paper.
struct AlikeCapture {
  std::string lockbox;
  BatchId batch{0};
  std::int64_t sequence = 0;
  BusinessDay business_day;
  int likeness = 0;  ///< As `encode::ink_likeness` says it, of 100.
  friend bool operator==(const AlikeCapture&, const AlikeCapture&) = default;
};

/// The reader's answer for one document.
struct Reading {
  std::int64_t sequence = 0;
  encode::PageKind kind = encode::PageKind::Unknown;
  std::optional<MicrFact> micr;
  std::optional<CouponFact> coupon;
  std::vector<encode::CheckBoxRead> check_boxes;  ///< Of the coupon, in its definition's order.
  /// A decoder's fault found while reading, or a picture that no bank would take; moves the
  /// document to needs_rescan.
  std::optional<DocumentFault> fault;
  /// The fault is that of a check's quality alone, so that a person may accept the picture.  What
  /// was read of it is kept apart until then.
  bool is_acceptable = false;
  std::vector<SideQuality> quality;  ///< Of each side that could be measured.
  /// The symbols on the front; kept for people, and not loaded with a batch.
  encode::SeenPage seen;
  /// Of a check's front, by which it is known again; kept, and not loaded with a batch.
  std::optional<encode::InkMap> ink;
  /// Found by the store when it took the reading in: the most alike of those that still count.
  std::optional<AlikeCapture> alike;
};

/// A document as stored, with what was read of it.
struct Document {
  DocumentId id{0};
  NewDocument captured;
  DocumentState state = DocumentState::Captured;
  std::optional<Reading> reading;  ///< Absent until the reader has been there.

  /// What went wrong, each once: what keeps it from being read first.
  [[nodiscard]] std::vector<DocumentFault> faults() const;
};

}  // namespace lockbox::deposit
