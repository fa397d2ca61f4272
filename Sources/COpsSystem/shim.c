#define _GNU_SOURCE
#include "COpsSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static struct rlimit limit_found;
static int limit_was_raised;

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

int ops_signal(pid_t pid, int signal) {
  if (pid <= 1) return -EINVAL;
  return kill(pid, signal) == 0 ? 0 : -errno;
}

struct ops_child ops_reap(pid_t pid) {
  int status = 0;
  if (pid <= 0) return (struct ops_child){OPS_CHILD_UNKNOWN, EINVAL};
  pid_t found = waitpid(pid, &status, WNOHANG);
  if (found == 0) return (struct ops_child){OPS_CHILD_RUNS, 0};
  if (found < 0) return (struct ops_child){OPS_CHILD_UNKNOWN, errno};
  if (WIFSIGNALED(status)) return (struct ops_child){OPS_CHILD_SIGNALLED, WTERMSIG(status)};
  return (struct ops_child){OPS_CHILD_EXITED, WEXITSTATUS(status)};
}

// The child between vfork and execve. It shares our memory, so it may only make system calls.
struct plan {
  const char *path;
  char **arguments, **environment;
  int descriptors[3];
  pid_t parent;
  volatile int error;
};

static void close_others(void) {
  if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0) return;
  struct rlimit limit;
  long end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? (long)limit.rlim_cur : 65536;
  for (long descriptor = 3; descriptor < end; descriptor++) close((int)descriptor);
}

static int place_descriptors(struct plan *plan) {
  for (int target = 0; target < 3; target++) {
    // First out of the way of 0, 1 and 2, so that no placement overwrites one that is still needed.
    plan->descriptors[target] = fcntl(plan->descriptors[target], F_DUPFD, 3);
    if (plan->descriptors[target] < 0) return -1;
  }
  for (int target = 0; target < 3; target++)
    if (dup2(plan->descriptors[target], target) < 0) return -1;
  return 0;
}

static __attribute__((noinline, noreturn)) void become(struct plan *plan) {
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  // If we died before that call, nobody would tell the child.
  if (getppid() != plan->parent) _exit(127);
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
  if (place_descriptors(plan) == 0) {
    close_others();
    if (limit_was_raised) setrlimit(RLIMIT_NOFILE, &limit_found);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(plan->path, plan->arguments, plan->environment);
  }
  plan->error = errno;
  _exit(127);
}

// The strings of a block as an array that ends with NULL; NULL without memory, or where the last NUL is missing.
static char **pointers(const char *block, size_t length) {
  size_t count = 0;
  if (length > 0 && block[length - 1] != 0) return NULL;
  for (size_t index = 0; index < length; index++) count += block[index] == 0;
  char **strings = calloc(count + 1, sizeof *strings);
  if (strings == NULL) return NULL;
  for (size_t index = 0; count > 0 && index < length; index += strlen(block + index) + 1)
    *strings++ = (char *)(block + index);
  return strings - count;
}

pid_t ops_spawn(const char *path, const char *arguments, size_t arguments_length, const char *environment,
                size_t environment_length, int input, int output, int error) {
  struct plan plan = {.path = path, .descriptors = {input, output, error}, .parent = getpid()};
  plan.arguments = pointers(arguments, arguments_length);
  plan.environment = pointers(environment, environment_length);
  pid_t pid = -1;
  if (plan.arguments != NULL && plan.environment != NULL) {
    // No handler of ours may run in the child, where it would act on our memory.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    // vfork, because fork copies the page tables of all that we hold, for each of a thousand children.
    pid = vfork();
    if (pid == 0) become(&plan);
    if (pid < 0) plan.error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (pid > 0 && plan.error != 0) waitpid(pid, NULL, 0);
  } else {
    plan.error = EINVAL;
  }
  free(plan.arguments);
  free(plan.environment);
  return plan.error == 0 ? pid : -plan.error;
}
