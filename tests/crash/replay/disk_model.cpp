#include "crash/replay/disk_model.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "core/check.h"

namespace lockbox::crash {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t sector_bytes = 512;
constexpr std::size_t hole_bytes = 4096;

std::uint64_t below(std::uint64_t limit, Random& random) {
  return random() % limit;
}

/// Applies one write or change of size in full.
void apply_to(Bytes& content, const Operation& operation) {
  const auto size = static_cast<std::size_t>(operation.offset);
  switch (operation.kind) {
    case OperationKind::Truncate:
      content.resize(size);
      return;
    case OperationKind::Extend:
      if (content.size() < size) content.resize(size);
      return;
    case OperationKind::Write:
      if (content.size() < size + operation.data.size())
        content.resize(size + operation.data.size());
      std::ranges::copy(operation.data, content.begin() + operation.offset);
      return;
    default:
      ENSURE(false);
  }
}

/// Applies the sectors of a write that chance keeps.
void tear_into(Bytes& content, const Operation& write, Random& random) {
  const auto begin = static_cast<std::size_t>(write.offset);
  const auto end = begin + write.data.size();
  for (auto at = begin; at < end;) {
    const auto sector_end = std::min(end, (at / sector_bytes + 1) * sector_bytes);
    if (below(2, random) == 0) {
      if (content.size() < sector_end) content.resize(sector_end);
      std::copy_n(write.data.begin() + static_cast<std::ptrdiff_t>(at - begin), sector_end - at,
                  content.begin() + static_cast<std::ptrdiff_t>(at));
    }
    at = sector_end;
  }
}

Bytes surviving_content(Bytes content, const std::vector<const Operation*>& unsynced,
                        Survival survival, Random& random) {
  if (survival == Survival::Nothing) return content;
  for (const auto* operation : unsynced) {
    const auto chance = survival == Survival::Everything ? 0 : below(3, random);
    if (chance == 0) apply_to(content, *operation);
    if (chance == 1 && operation->kind == OperationKind::Write)
      tear_into(content, *operation, random);
  }
  return content;
}

void write_all(int descriptor, ByteView bytes, std::size_t offset) {
  const auto written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
  ENSURE(written == static_cast<ssize_t>(bytes.size()));
}

/// Leaves holes where there are only zeros: preallocated segments are mostly that.
void write_sparse(const fs::path& path, ByteView content) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  ENSURE(descriptor >= 0);
  for (std::size_t at = 0; at < content.size(); at += hole_bytes) {
    const auto block = content.subspan(at, std::min(hole_bytes, content.size() - at));
    const bool zero =
        std::ranges::all_of(block, [](std::byte byte) { return byte == std::byte{0}; });
    if (!zero) write_all(descriptor, block, at);
  }
  ENSURE(::ftruncate(descriptor, static_cast<off_t>(content.size())) == 0);
  ::close(descriptor);
}

std::string directory_of(const std::string& path) {
  return fs::path{path}.parent_path().string();
}

}  // namespace

DiskModel::Node& DiskModel::file(const Operation& operation) {
  const auto found = by_inode_.find(operation.inode);
  ENSURE(found != by_inode_.end());  // A file made by a call that the recorder does not know.
  return nodes_[found->second];
}

void DiskModel::change_name(NameChange change) {
  if (change.appears)
    names_[change.path] = change.node;
  else
    names_.erase(change.path);
  unsynced_names_[directory_of(change.path)].push_back(std::move(change));
}

void DiskModel::rename(const Operation& operation) {
  const auto from = names_.find(operation.path);
  ENSURE(from != names_.end());
  const auto node = from->second;
  ENSURE(!nodes_[node].is_directory);
  const auto to = operation.text();
  change_name({.path = to, .appears = true, .node = node});
  change_name({.path = operation.path, .continues = true});
}

void DiskModel::apply(const Operation& operation) {
  switch (operation.kind) {
    case OperationKind::CreateFile:
    case OperationKind::MakeDirectory: {
      const bool is_directory = operation.kind == OperationKind::MakeDirectory;
      nodes_.push_back({.is_directory = is_directory, .durable = {}, .unsynced = {}});
      if (!is_directory) by_inode_[operation.inode] = nodes_.size() - 1;
      change_name({.path = operation.path, .appears = true, .node = nodes_.size() - 1});
      return;
    }
    case OperationKind::Write:
    case OperationKind::Truncate:
    case OperationKind::Extend:
      file(operation).unsynced.push_back(&operation);
      return;
    case OperationKind::SyncFile: {
      auto& node = file(operation);
      for (const auto* change : node.unsynced) apply_to(node.durable, *change);
      node.unsynced.clear();
      return;
    }
    case OperationKind::SyncDirectory: {
      for (const auto& change : unsynced_names_[operation.path]) {
        if (change.appears)
          durable_names_[change.path] = change.node;
        else
          durable_names_.erase(change.path);
      }
      unsynced_names_.erase(operation.path);
      return;
    }
    case OperationKind::Rename:
      return rename(operation);
    case OperationKind::Link: {
      const auto from = names_.find(operation.path);
      ENSURE(from != names_.end());
      return change_name({.path = operation.text(), .appears = true, .node = from->second});
    }
    case OperationKind::Remove:
      return change_name({.path = operation.path});
    case OperationKind::Acknowledge:
      return;
  }
}

DiskModel::Names DiskModel::surviving_names(Survival survival, Random& random) const {
  auto names = durable_names_;
  if (survival == Survival::Nothing) return names;
  for (const auto& [directory, changes] : unsynced_names_) {
    auto count =
        survival == Survival::Everything ? changes.size() : below(changes.size() + 1, random);
    while (count < changes.size() && changes[count].continues) ++count;
    for (std::size_t i = 0; i < count; ++i) {
      if (changes[i].appears)
        names[changes[i].path] = changes[i].node;
      else
        names.erase(changes[i].path);
    }
  }
  return names;
}

void DiskModel::write_crash_state(const fs::path& where, Survival survival, Random& random) const {
  // A path sorts before those below it, so a directory is made before what it holds.
  for (const auto& [path, index] : surviving_names(survival, random)) {
    const auto& node = nodes_[index];
    const auto target = where / fs::path{path}.lexically_relative(root_);
    if (!fs::exists(target.parent_path())) continue;  // The directory's own name was lost.
    if (node.is_directory)
      ENSURE(::mkdir(target.c_str(), S_IRWXU) == 0);
    else
      write_sparse(target, surviving_content(node.durable, node.unsynced, survival, random));
  }
}

}  // namespace lockbox::crash
