// Text that a program hands to the C library's stdout, which writes it by ways of its own, later.
// What counts as shown is the moment of handing over: nothing may be claimed before it is durable.

#include <cstdio>

#include "crash/recorder/recorder.h"

namespace {

using lockbox::crash::next_call;
using lockbox::crash::OperationKind;
using lockbox::crash::Recorder;

void acknowledge(const FILE* stream, std::string_view text) {
  if (stream != stdout || text.empty()) return;
  auto& recorder = Recorder::instance();
  const std::lock_guard lock{recorder.mutex()};
  static_cast<void>(recorder.before_change(OperationKind::Acknowledge));
  recorder.record({.kind = OperationKind::Acknowledge, .data = text});
}

}  // namespace

extern "C" {

size_t fwrite(const void* data, size_t size, size_t count, FILE* stream) {
  static const auto real = next_call<size_t(const void*, size_t, size_t, FILE*)>("fwrite");
  acknowledge(stream, {static_cast<const char*>(data), size * count});
  return real(data, size, count, stream);
}
int fputs(const char* text, FILE* stream) {
  static const auto real = next_call<int(const char*, FILE*)>("fputs");
  acknowledge(stream, text);
  return real(text, stream);
}
int puts(const char* text) {
  static const auto real = next_call<int(const char*)>("puts");
  acknowledge(stdout, std::string{text} + "\n");
  return real(text);
}
int fputc(int character, FILE* stream) {
  static const auto real = next_call<int(int, FILE*)>("fputc");
  const char text = static_cast<char>(character);
  acknowledge(stream, {&text, 1});
  return real(character, stream);
}
int putc(int character, FILE* stream) {
  return fputc(character, stream);
}
int putchar(int character) {
  return fputc(character, stdout);
}

}  // extern "C"
