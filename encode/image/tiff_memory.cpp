#include "encode/image/tiff_memory.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "core/limits.h"

namespace lockbox::encode {
namespace {

TiffMemory& memory_of(thandle_t handle) {
  return *static_cast<TiffMemory*>(handle);
}

tmsize_t read_from_view(thandle_t handle, void* out, tmsize_t size) {
  auto& memory = memory_of(handle);
  if (size <= 0) return 0;
  const auto rest = memory.view.subspan(std::min(memory.position, memory.view.size()));
  const std::size_t count = std::min(rest.size(), static_cast<std::size_t>(size));
  if (count < static_cast<std::size_t>(size)) memory.was_read_beyond_end = true;
  if (count == 0) return 0;
  std::memcpy(out, rest.data(), count);
  memory.position += count;
  return static_cast<tmsize_t>(count);
}

tmsize_t read_from_written(thandle_t handle, void* out, tmsize_t size) {
  auto& memory = memory_of(handle);
  memory.view = memory.written;
  return read_from_view(handle, out, size);
}

tmsize_t write_to_written(thandle_t handle, void* data, tmsize_t size) {
  auto& memory = memory_of(handle);
  const auto count = static_cast<std::size_t>(size);
  const std::size_t end = memory.position + count;
  if (memory.written.size() < end) memory.written.resize(end);
  std::memcpy(memory.written.data() + memory.position, data, count);
  memory.position = end;
  return size;
}

tmsize_t write_nothing(thandle_t, void*, tmsize_t) {
  return 0;
}

toff_t size_of_view(thandle_t handle) {
  return memory_of(handle).view.size();
}

toff_t size_of_written(thandle_t handle) {
  return memory_of(handle).written.size();
}

toff_t seek(TiffMemory& memory, toff_t offset, int whence, std::size_t end) {
  const std::size_t base = whence == SEEK_CUR ? memory.position : whence == SEEK_END ? end : 0;
  memory.position = base + static_cast<std::size_t>(offset);
  return memory.position;
}

toff_t seek_in_view(thandle_t handle, toff_t offset, int whence) {
  auto& memory = memory_of(handle);
  return seek(memory, offset, whence, memory.view.size());
}

toff_t seek_in_written(thandle_t handle, toff_t offset, int whence) {
  auto& memory = memory_of(handle);
  return seek(memory, offset, whence, memory.written.size());
}

int keep_open(thandle_t) {
  return 0;
}

/// One = handled: libtiff's own handler, which prints to stderr, is not called.
int keep_first_complaint(TIFF*, void* user_data, const char*, const char* format,
                         va_list arguments) {
  auto& memory = *static_cast<TiffMemory*>(user_data);
  if (memory.first_complaint.empty()) {
    std::array<char, 160> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    memory.first_complaint = text.data();
  }
  return 1;
}

struct OptionsDeleter {
  void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};
using OptionsHandle = std::unique_ptr<TIFFOpenOptions, OptionsDeleter>;

OptionsHandle quiet_options(TiffMemory& memory) {
  OptionsHandle options{TIFFOpenOptionsAlloc()};
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_first_complaint, &memory);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), keep_first_complaint, &memory);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), 2 * limits::image_file_bytes_max);
  return options;
}

}  // namespace

TiffHandle open_tiff_to_read(TiffMemory& memory) {
  const auto options = quiet_options(memory);
  // 'm': no memory mapping, all reads go through the bounds above.
  return TiffHandle{TIFFClientOpenExt("image", "rm", &memory, read_from_view, write_nothing,
                                      seek_in_view, keep_open, size_of_view, nullptr, nullptr,
                                      options.get())};
}

TiffHandle open_tiff_to_write(TiffMemory& memory) {
  const auto options = quiet_options(memory);
  return TiffHandle{TIFFClientOpenExt("image", "wlm", &memory, read_from_written, write_to_written,
                                      seek_in_written, keep_open, size_of_written, nullptr, nullptr,
                                      options.get())};
}

}  // namespace lockbox::encode
