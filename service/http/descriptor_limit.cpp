#include "service/http/descriptor_limit.h"

#include <sys/resource.h>

namespace lockbox::service::http {

std::size_t reserve_connections(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return connections_within(wanted, 0);
  auto raised = limit;
  raised.rlim_cur = limit.rlim_max;
  const bool is_raised = setrlimit(RLIMIT_NOFILE, &raised) == 0;
  return connections_within(wanted, is_raised ? raised.rlim_cur : limit.rlim_cur);
}

}  // namespace lockbox::service::http
