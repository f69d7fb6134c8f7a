#include "capture/isolation/sandbox.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

namespace lockbox::capture {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t machine = AUDIT_ARCH_AARCH64;
#else
#error "The filter of system calls knows no numbers of this machine."
#endif

#if defined(__SANITIZE_ADDRESS__)
/// The address sanitizer reserves terabytes that it never uses.
constexpr bool can_limit_memory = false;
#else
constexpr bool can_limit_memory = true;
#endif

/// Descriptors 0 to 2; there is no 3.
constexpr std::uint32_t descriptor_bits = 3;

/// A classic BPF program over seccomp_data (seccomp(2)), written rule by rule.  Each rule begins
/// with the number of the system call loaded and leaves it so for the next.
class Filter {
 public:
  Filter() {
    load(offsetof(seccomp_data, arch));
    jump(BPF_JEQ, machine, 1, 0);
    finish(SECCOMP_RET_KILL_PROCESS);
    load(offsetof(seccomp_data, nr));
  }

  void allow(long call) {
    jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, 1);
    finish(SECCOMP_RET_ALLOW);
  }

  /// Only where the low half of an argument, or these bits of it, compare so.
  void allow_if(long call, unsigned argument, std::uint32_t mask, std::uint16_t comparison,
                std::uint32_t value) {
    const auto mask_only = BPF_ALU | BPF_AND | BPF_K;
    jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, 5);
    // Numbers below 2^32 as the kernel itself takes them: it looks at the low half only.
    load(static_cast<std::uint32_t>(offsetof(seccomp_data, args) + std::size_t{8} * argument));
    add({static_cast<std::uint16_t>(mask_only), 0, 0, mask});
    jump(comparison, value, 0, 1);
    finish(SECCOMP_RET_ALLOW);
    finish(SECCOMP_RET_KILL_PROCESS);
  }

  [[nodiscard]] bool install() {
    finish(SECCOMP_RET_KILL_PROCESS);
    const sock_fprog program{static_cast<unsigned short>(rules_.size()), rules_.data()};
    // prctl and not seccomp(2): hardened units allow the former to all services.
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
  }

 private:
  void add(sock_filter rule) { rules_.push_back(rule); }
  void load(std::uint32_t offset) {
    add({static_cast<std::uint16_t>(BPF_LD | BPF_W | BPF_ABS), 0, 0, offset});
  }
  void jump(std::uint16_t comparison, std::uint32_t value, std::uint8_t if_so,
            std::uint8_t if_not) {
    add({static_cast<std::uint16_t>(BPF_JMP | comparison | BPF_K), if_so, if_not, value});
  }
  void finish(std::uint32_t verdict) {
    add({static_cast<std::uint16_t>(BPF_RET | BPF_K), 0, 0, verdict});
  }

  std::vector<sock_filter> rules_;
};

void allow_thinking(Filter& filter) {
  for (const long call :
       {SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_futex, SYS_clock_gettime,
        SYS_gettimeofday, SYS_getrandom, SYS_sched_yield, SYS_sysinfo, SYS_restart_syscall}) {
    filter.allow(call);
  }
  // Fresh memory, and none that could be run.
  filter.allow_if(SYS_mmap, 2, PROT_EXEC, BPF_JEQ, 0);
  filter.allow_if(SYS_mprotect, 2, PROT_EXEC, BPF_JEQ, 0);
}

void allow_talking(Filter& filter) {
  filter.allow_if(SYS_recvfrom, 0, ~0U, BPF_JEQ, STDIN_FILENO);
  filter.allow_if(SYS_sendto, 0, ~0U, BPF_JEQ, STDIN_FILENO);
  // Last words of libraries; nobody hears them.  A descriptor above is no descriptor of ours.
  filter.allow_if(SYS_write, 0, ~descriptor_bits, BPF_JEQ, 0);
  filter.allow_if(SYS_writev, 0, ~descriptor_bits, BPF_JEQ, 0);
}

void allow_ending(Filter& filter) {
  for (const long call : {SYS_close, SYS_exit, SYS_exit_group, SYS_rt_sigreturn, SYS_rt_sigprocmask,
                          SYS_getpid, SYS_gettid}) {
    filter.allow(call);
  }
  // abort(3) sends itself a signal.
  filter.allow_if(SYS_tgkill, 0, ~0U, BPF_JEQ, static_cast<std::uint32_t>(::getpid()));
}

[[nodiscard]] bool limit(__rlimit_resource resource, std::int64_t value) {
  const auto most = static_cast<rlim_t>(value);
  const rlimit wanted{most, most};
  return ::setrlimit(resource, &wanted) == 0;
}

/// Address space in use; proc(5), statm counts pages.
std::int64_t address_space_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  std::int64_t pages = 0;
  statm >> pages;
  return pages * ::sysconf(_SC_PAGESIZE);
}

auto refused(const char* what) {
  return fail(ErrorCode::Unavailable, std::string{"The system refuses "} + what + ": " +
                                          std::generic_category().message(errno) + ".");
}

}  // namespace

Result<void> enter_sandbox(const SandboxLimits& limits) {
  if (can_limit_memory && !limit(RLIMIT_AS, address_space_bytes() + limits.memory_bytes)) {
    return refused("a limit of memory");
  }
  if (!limit(RLIMIT_CPU, limits.cpu_seconds)) return refused("a limit of processor time");
  if (!limit(RLIMIT_NOFILE, 0) || !limit(RLIMIT_FSIZE, 0) || !limit(RLIMIT_CORE, 0)) {
    return refused("limits of files");
  }
  if (::prctl(PR_SET_DUMPABLE, 0) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return refused("to take privileges away");
  }
  Filter filter;
  allow_talking(filter);
  allow_thinking(filter);
  allow_ending(filter);
  if (!filter.install()) return refused("a filter of system calls");
  return {};
}

}  // namespace lockbox::capture
