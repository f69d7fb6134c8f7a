#include "service/close/packet.h"

#include <boost/json.hpp>

#include <algorithm>

#include "deposit/close/equations.h"
#include "deposit/close/merkle.h"
#include "deposit/close/tables.h"
#include "deposit/close/tie.h"
#include "deposit/output/close_sheet.h"
#include "service/close/packet_manifest.h"
#include "service/close/workbook.h"
#include "service/process/json_text.h"

namespace lockbox::service::close {

namespace {

namespace json = boost::json;

using deposit::close::DayRecord;

Bytes copy_of(std::string_view text) {
  const auto view = bytes_of(text);
  return {view.begin(), view.end()};
}

json::array tie_value(const DayRecord& record) {
  json::array lines;
  for (const auto& line : deposit::close::tie_of(record).lines) {
    lines.push_back(json::object{{"line", line.number},
                                 {"name", line.name},
                                 {"amount_cents", line.amount.cents()},
                                 {"pieces", line.pieces},
                                 {"difference", number_or_null(line.difference)},
                                 {"must_tie", line.must_tie},
                                 {"explanation", line.explanation}});
  }
  return lines;
}

json::array equations_value(const DayRecord& record) {
  json::array lines;
  for (const auto& equation : deposit::close::equations()) {
    const auto fault = equation.first_fault(record);
    lines.push_back(json::object{{"id", equation.id},
                                 {"sentence", equation.sentence},
                                 {"holds", !fault},
                                 {"fault", text_or_null(fault.value_or(""))}});
  }
  return lines;
}

json::value cell_value(const deposit::close::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return json::value(*text);
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return *count;
  if (const auto* amount = std::get_if<Money>(&cell)) return amount->cents();
  return nullptr;
}

json::array rows_value(const deposit::close::Table& table) {
  json::array rows;
  for (const auto& row : table.rows) {
    json::object object;
    for (std::size_t i = 0; i < row.size(); ++i) object[table.columns[i]] = cell_value(row[i]);
    rows.push_back(std::move(object));
  }
  return rows;
}

/// What the day comes to, for programs; the single items and entries are in the tables.
std::string render_record(const DayRecord& record,
                          const std::vector<deposit::close::Table>& tables) {
  json::object value{{"site", record.site},
                     {"site_name", record.site_name},
                     {"practice", text_or_null(record.practice)},
                     {"day", record.day.day.to_string()},
                     {"state", name_of(deposit::day_state_names, record.day.state)},
                     {"closing", record.closing},
                     {"audit", json::object{{"events", record.head.events},
                                            {"hash", record.head.hash.hex()},
                                            {"at", record.head.at}}},
                     {"tie", tie_value(record)},
                     {"equations", equations_value(record)}};
  for (const auto& table : tables) {
    const bool is_short =
        table.name == "batches" || table.name == "carried" || table.name == "ledger" ||
        table.name == deposit::close::brought_batches_table_name ||
        table.name == deposit::close::brought_table_name ||
        table.name == deposit::close::carries_table_name || table.name == "deposits" ||
        table.name == "files" || table.name == "steps" || table.name == "drawers" ||
        table.name == "revenue" || table.name == "suspense";
    if (is_short) value[table.name] = rows_value(table);
  }
  return to_pretty_text(value) + "\n";
}

PacketManifest manifest_of(const DayRecord& record, const Packet& packet) {
  PacketManifest manifest{.packet = packet.name,
                          .site = record.site,
                          .day = record.day.day.to_string(),
                          .state = record.is_final() ? "closed" : "provisional",
                          .closing = record.is_final() ? record.closing : 0,
                          .closed_by = {},
                          .closed_at = {},
                          .audit_events = record.head.events,
                          .audit_hash = record.head.hash,
                          .audit_at = record.head.at,
                          .items = static_cast<std::int64_t>(record.pieces.size()),
                          .items_root = {},
                          .files = {},
                          .books_files = {}};
  for (const auto& step : record.day.steps) {
    if (!record.is_final() || step.event != deposit::DayEvent::Close) continue;
    manifest.closed_by = step.actor;
    manifest.closed_at = step.at;
  }
  for (const auto& file : packet.files) {
    manifest.files.push_back({file.name, file.kind, static_cast<std::int64_t>(file.bytes.size()),
                              Sha256::of(file.bytes)});
  }
  return manifest;
}

Result<void> add_books_files(PacketManifest& manifest, const DayRecord& record) {
  for (const auto& file : record.files) {
    manifest.books_files.push_back(
        {file.name, file.kind, 0, TRY(Sha256::parse_hex(file.sha256_hex))});
  }
  return {};
}

}  // namespace

std::string packet_name(const DayRecord& record) {
  auto name = "close-" + record.site + "-" + record.day.day.to_string();
  if (!record.is_final()) return name + "-provisional";
  return record.closing > 1 ? name + "-" + std::to_string(record.closing) : name;
}

Result<Packet> make_packet(const DayRecord& record, const std::filesystem::path& scratch) {
  Packet packet{packet_name(record), {}};
  const auto tables = deposit::close::tables_of(record);
  const auto items =
      std::ranges::find(tables, deposit::close::items_table, &deposit::close::Table::name);
  const auto root = deposit::close::merkle_root(deposit::close::lines_of(*items));
  const auto add = [&packet](std::string_view ending, std::string_view kind, Bytes bytes) {
    packet.files.push_back(
        {packet.name + std::string{ending}, std::string{kind}, std::move(bytes)});
  };
  for (const auto& table : tables) {
    add("-" + std::string{table.name} + ".csv", "table", copy_of(deposit::close::csv_of(table)));
  }
  add(".json", "record", copy_of(render_record(record, tables)));
  add(".pdf", "sheet", TRY(deposit::render_close_sheet(record, root)));
  add(".xlsx", "workbook",
      TRY(render_workbook({.title = "Close of " + record.day.day.to_string(),
                           .author = record.site_name,
                           .day = record.day.day,
                           .tables = tables},
                          scratch)));
  auto manifest = manifest_of(record, packet);
  manifest.items_root = root;
  TRY(add_books_files(manifest, record));
  add(manifest_ending, "manifest", copy_of(render_manifest(manifest)));
  return packet;
}

}  // namespace lockbox::service::close
