#pragma once

/// @file
/// Small parts that the shapes of the API share.

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/state_table.h"
#include "deposit/model/document.h"
#include "service/process/json_text.h"
#include "service/work/batch_view.h"

namespace lockbox::service::api {

template <std::size_t N, class Enum>
[[nodiscard]] boost::json::value name_or_null(const Names<N>& names,
                                              const std::optional<Enum>& value) {
  if (!value) return nullptr;
  return boost::json::value(name_of(names, *value));
}

[[nodiscard]] boost::json::value day_or_null(const std::optional<BusinessDay>& day);

template <class Part, class Shape>
[[nodiscard]] boost::json::array array_of(const std::vector<Part>& parts, Shape shape) {
  boost::json::array shapes;
  for (const auto& part : parts) shapes.push_back(shape(part));
  return shapes;
}

/// "••••1234", or "••••" for a short number.
[[nodiscard]] std::string shown(const AccountNumber& number);

[[nodiscard]] boost::json::array sides_shape(const deposit::Document& document);
[[nodiscard]] boost::json::array faults_shape(const deposit::Document& document);
/// A condition of one side, with a sentence for people.
[[nodiscard]] boost::json::object quality_fault_shape(Side side,
                                                      const deposit::QualityFault& fault);
[[nodiscard]] boost::json::array quality_shape(const deposit::Document& document);
[[nodiscard]] boost::json::object counted_shape(const work::ProvenBatch& batch);
[[nodiscard]] boost::json::value difference_shape(const work::ProvenBatch& batch);

}  // namespace lockbox::service::api
