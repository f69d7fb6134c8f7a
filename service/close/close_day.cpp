#include "service/close/close_day.h"

#include <algorithm>
#include <set>

#include "core/file.h"
#include "core/limits.h"
#include "deposit/close/equations.h"
#include "service/close/adjustment_files.h"
#include "service/close/load_day.h"
#include "service/close/packet.h"
#include "service/close/packet_manifest.h"
#include "service/process/outputs.h"
#include "service/work/carries.h"

namespace lockbox::service::close {

namespace {

using deposit::close::DayRecord;

/// Batches with lines that are deposited and in no posting file.
std::set<BatchId> unposted_batches(const DayRecord& record) {
  std::set<BatchId> batches;
  for (const auto& row : record.journal) {
    if (row.ledger == deposit::Ledger::Receivable && row.posted_in.empty()) {
      batches.insert(row.batch);
    }
  }
  return batches;
}

/// Whether the store would look at the money at all: a step that the day's life refuses is refused
/// there, with its own words.
bool may_step(const deposit::Day& day, const deposit::WantedStep& wanted) {
  return day.version == wanted.version &&
         next_state(deposit::day_transitions, day.state, wanted.event).has_value();
}

Result<void> check_equations(const DayRecord& record) {
  for (const auto& equation : deposit::close::equations()) {
    if (const auto fault = equation.first_fault(record)) {
      return fail(ErrorCode::OutOfBalance, "The business day " + record.day.day.to_string() +
                                               " cannot be closed.  " + *fault + "  (Equation " +
                                               std::string{equation.id} + ".)");
    }
  }
  return {};
}

/// What was kept back as it was planned to be carried may be free now.
Result<void> check_carries(deposit::Books& books, const deposit::Site& site,
                           const DayRecord& record) {
  std::vector<deposit::ItemPlace> planned;
  for (const auto& carry : record.carries) {
    if (carry.state == deposit::CarryState::Planned)
      planned.push_back({carry.batch, carry.envelope});
  }
  return planned.empty() ? Result<void>{} : work::check_left(books, site, record, planned);
}

/// The bytes that the books name under this name, or nothing.
std::optional<std::string> recorded_hash(const std::vector<deposit::DayFile>& recorded,
                                         const std::string& name) {
  const auto found = std::ranges::find(recorded, name, &deposit::DayFile::name);
  if (found == recorded.end()) return std::nullopt;
  return found->sha256_hex;
}

/// A signed file never takes the place of another one of its name, in the folder or in the books.
Result<void> write_signed(const PacketFile& file, const std::optional<std::string>& recorded,
                          const std::filesystem::path& folder) {
  const auto path = folder / file.name;
  if (recorded && *recorded != Sha256::of(file.bytes).hex()) {
    return fail(ErrorCode::Conflict,
                path.string() +
                    ": the file that was signed under this name cannot be made again, "
                    "because what it tells of has moved on; restore it from a backup.");
  }
  const auto present = read_file(path, limits::text_file_bytes_max);
  if (present && *present == file.bytes) return {};
  if (present && !recorded) {
    return fail(ErrorCode::Conflict, path.string() +
                                         ": another file of this name is here, and it "
                                         "may have been signed; move it away or give "
                                         "another folder.");
  }
  return write_file_durably(path, file.bytes);
}

/// Whether every signed file is in the folder as the books name it; then none is made again.
bool is_in_place(const std::vector<deposit::DayFile>& recorded, std::int64_t closing,
                 const std::filesystem::path& folder) {
  bool any = false;
  for (const auto& file : recorded) {
    if (file.closing != closing) continue;
    const auto present = read_file(folder / file.name, limits::text_file_bytes_max);
    if (!present || Sha256::of(*present).hex() != file.sha256_hex) return false;
    any = true;
  }
  return any;
}

Result<void> write_signed_packet(deposit::Books& books, const DayRecord& record,
                                 const Packet& packet, const std::filesystem::path& folder,
                                 const deposit::Actor& actor) {
  const auto recorded = TRY(books.closing().files(record.site, record.day.day));
  std::vector<deposit::DayFile> files;
  for (const auto& file : packet.files) {
    TRY(write_signed(file, recorded_hash(recorded, file.name), folder));
    files.push_back({record.closing, file.name, file.kind,
                     static_cast<std::int64_t>(file.bytes.size()), Sha256::of(file.bytes).hex(),
                     actor.name});
  }
  return books.closing().record_files(record.site, record.day.day, files, actor);
}

/// What was provisional goes when the signed one is there.
void remove_provisional(const DayRecord& record, const Packet& packet,
                        const std::filesystem::path& folder) {
  auto before = record;
  before.day.state = deposit::DayState::Open;
  for (const auto& file : packet.files) {
    std::error_code ignored;  // A provisional file that stays is only untidy.
    std::filesystem::remove(folder / (packet_name(before) + file.name.substr(packet.name.size())),
                            ignored);
  }
}

std::vector<std::string> names_of(const Packet& packet) {
  std::vector<std::string> names;
  for (const auto& file : packet.files) names.push_back(file.name);
  return names;
}

/// The packet that is signed already and lies in the folder whole; nothing otherwise.
Result<std::optional<MadePacket>> packet_in_place(deposit::Books& books, const DayRecord& record,
                                                  const std::filesystem::path& folder) {
  const auto recorded = TRY(books.closing().files(record.site, record.day.day));
  if (!record.is_final() || !is_in_place(recorded, record.closing, folder)) return std::nullopt;
  MadePacket made{packet_name(record), true, {}};
  for (const auto& file : recorded) {
    if (file.closing == record.closing) made.files.push_back(file.name);
  }
  return made;
}

PacketView view_of(const deposit::DayMark& mark, std::int64_t closing) {
  return {.name = {},
          .is_final = true,
          .closing = closing,
          .made_by = mark.actor,
          .at = mark.point.at,
          .audit_events = mark.point.events,
          .audit_hash = mark.point.hash.hex(),
          .files = {}};
}

std::optional<PacketView> provisional_packet(const DayRecord& record,
                                             const std::filesystem::path& folder) {
  const auto name = packet_name(record) + std::string{manifest_ending};
  const auto text = read_text_file(folder / name, limits::text_file_bytes_max);
  if (!text) return std::nullopt;
  const auto manifest = parse_packet_manifest(*text);
  if (!manifest || manifest->packet != packet_name(record)) return std::nullopt;
  PacketView view{.name = manifest->packet,
                  .is_final = false,
                  .closing = 0,
                  .made_by = {},
                  .at = manifest->audit_at,
                  .audit_events = manifest->audit_events,
                  .audit_hash = manifest->audit_hash.hex(),
                  .files = {}};
  for (const auto& file : manifest->files) {
    view.files.push_back({file.name, file.kind, file.bytes, file.sha256.hex()});
  }
  view.files.push_back({name, "manifest", static_cast<std::int64_t>(text->size()),
                        Sha256::of(bytes_of(*text)).hex()});
  return view;
}

/// What names the packet of a day that is not closed.
DayRecord unclosed(const deposit::Site& site, deposit::Day day) {
  day.state = deposit::DayState::Open;
  return {.site = site.id,
          .site_name = site.name,
          .practice = site.practice,
          .day = std::move(day),
          .closing = 0,
          .head = {},
          .batches = {},
          .pieces = {},
          .transactions = {},
          .deposits = {},
          .deposit_items = {},
          .journal = {},
          .files = {},
          .suspense = {},
          .carried = {},
          .ledger = {}};
}

}  // namespace

Result<deposit::Day> close_day(deposit::Books& books, const deposit::Site& site,
                               const WantedClose& wanted, const std::filesystem::path& folder,
                               const deposit::Actor& actor) {
  const auto& day = wanted.day;
  const auto seen = TRY(books.days().day(site.id, day));
  if (!may_step(seen, wanted.step)) return books.days().step(site.id, day, wanted.step, actor);
  TRY(make_directory_durably(folder));
  const auto before = TRY(load_day(books, site, day));
  TRY(check_carries(books, site, before));
  for (const auto& deposit : before.bank) {
    TRY(write_shared_ticket(books.store(), deposit, site, folder));
  }
  for (const auto batch : unposted_batches(before)) {
    TRY(write_outputs(books.store(), batch, site, folder));
  }
  TRY(make_adjustment_files(books, site, day, folder, actor));
  const auto record = TRY(load_day(books, site, day));
  TRY(check_equations(record));
  auto closed = TRY(books.days().step(site.id, day, wanted.step, actor));
  if (const auto made = make_day_packet(books, site, day, folder, actor); !made) {
    return fail(made.error().code, "The day is closed, but its packet was not made: " +
                                       made.error().message + "  Make it again from the day.");
  }
  return closed;
}

Result<MadePacket> make_day_packet(deposit::Books& books, const deposit::Site& site,
                                   const BusinessDay& day, const std::filesystem::path& folder,
                                   const deposit::Actor& actor) {
  TRY(make_directory_durably(folder));
  const auto record = TRY(load_day(books, site, day));
  if (auto made = TRY(packet_in_place(books, record, folder))) return *std::move(made);
  const auto packet = TRY(make_packet(record, folder));
  if (record.is_final()) {
    TRY(write_signed_packet(books, record, packet, folder, actor));
    remove_provisional(record, packet, folder);
  } else {
    for (const auto& file : packet.files) TRY(write_file_durably(folder / file.name, file.bytes));
  }
  return MadePacket{packet.name, record.is_final(), names_of(packet)};
}

Result<std::vector<PacketView>> packets_of(deposit::Books& books, const deposit::Site& site,
                                           const BusinessDay& day,
                                           const std::filesystem::path& folder) {
  const auto stored = TRY(books.days().day(site.id, day));
  const auto files = TRY(books.closing().files(site.id, day));
  std::vector<PacketView> packets;
  std::int64_t closing = 0;
  for (const auto& mark : TRY(books.closing().marks(site.id))) {
    if (mark.day != day || mark.event != deposit::DayEvent::Close) continue;
    auto view = view_of(mark, ++closing);
    view.name = "close-" + site.id + "-" + day.to_string();
    if (closing > 1) view.name += "-" + std::to_string(closing);
    for (const auto& file : files) {
      if (file.closing != closing) continue;
      view.files.push_back({file.name, file.kind, file.bytes, file.sha256_hex});
    }
    packets.insert(packets.begin(), std::move(view));
  }
  if (auto provisional = provisional_packet(unclosed(site, stored), folder)) {
    packets.push_back(*std::move(provisional));
  }
  return packets;
}

Result<Bytes> packet_file(const std::vector<PacketView>& packets,
                          const std::filesystem::path& folder, const std::string& name) {
  for (const auto& packet : packets) {
    const auto file = std::ranges::find(packet.files, name, &PacketView::File::name);
    if (file == packet.files.end()) continue;
    const auto bytes = read_file(folder / name, limits::text_file_bytes_max);
    if (bytes && Sha256::of(*bytes).hex() == file->sha256_hex) return *bytes;
    return fail(ErrorCode::Conflict,
                name + " is not in the output folder as it was made; " +
                    (packet.is_final ? "restore it from a backup." : "make the packet again."));
  }
  return fail(ErrorCode::NotFound, "No packet of this day has a file " + name + ".");
}

}  // namespace lockbox::service::close
