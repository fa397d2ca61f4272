#define _GNU_SOURCE
#include "COpsSystem.h"
#include "limit.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct rlimit limit_found;
static int limit_was_raised;

int ops_pidfd(pid_t pid) { return pid > 1 ? (int)syscall(SYS_pidfd_open, pid, 0) : -1; }

void restore_descriptor_limit(void) {
  if (limit_was_raised) setrlimit(RLIMIT_NOFILE, &limit_found);
}

struct ops_pipe ops_pipe(void) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return (struct ops_pipe){-1, -1};
  return (struct ops_pipe){ends[0], ends[1]};
}

int ops_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

long ops_raise_descriptor_limit(long wanted) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -1;
  if (!limit_was_raised) limit_found = limit;
  rlim_t goal = limit.rlim_max < (rlim_t)wanted ? limit.rlim_max : (rlim_t)wanted;
  if (goal <= limit.rlim_cur) return (long)limit.rlim_cur;
  limit.rlim_cur = goal;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) return (long)limit_found.rlim_cur;
  limit_was_raised = 1;
  return (long)goal;
}
