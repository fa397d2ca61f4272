#define _GNU_SOURCE
#include "COpsSystem.h"
#include "guard.h"
#include "limit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int ops_signal_group(pid_t child, int signal) {
  if (child <= 1) return -EINVAL;
  return kill(-child, signal) == 0 ? 0 : -errno;
}

// How a child stands by the status that waitpid(2) gives.
static struct ops_child standing(int status) {
  if (WIFSTOPPED(status)) return (struct ops_child){OPS_CHILD_STOPPED, WSTOPSIG(status)};
  if (WIFSIGNALED(status)) return (struct ops_child){OPS_CHILD_SIGNALLED, WTERMSIG(status)};
  return (struct ops_child){OPS_CHILD_EXITED, WEXITSTATUS(status)};
}

struct ops_child ops_reap(pid_t pid) {
  siginfo_t seen = {.si_pid = 0};
  if (pid <= 1) return (struct ops_child){OPS_CHILD_UNKNOWN, EINVAL};
  // Looked at first and let go afterwards: as long as it is there, its number is no other's.
  if (waitid(P_PID, (id_t)pid, &seen, WEXITED | WNOHANG | WNOWAIT) < 0) {
    guard_remove(pid);
    return (struct ops_child){OPS_CHILD_UNKNOWN, errno};
  }
  if (seen.si_pid == 0) return (struct ops_child){OPS_CHILD_RUNS, 0};
  kill(-pid, SIGKILL);
  int status = 0;
  guard_remove(pid);
  if (waitpid(pid, &status, WNOHANG) != pid) return (struct ops_child){OPS_CHILD_UNKNOWN, errno};
  return standing(status);
}

struct ops_child ops_wait_job(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, WUNTRACED) < 0)
    if (errno != EINTR) return (struct ops_child){OPS_CHILD_UNKNOWN, errno};
  if (!WIFSTOPPED(status)) guard_remove(pid);
  return standing(status);
}

// Makes a group the one that has our terminal. SIGTTOU must be blocked, or a background group is stopped for this
// (tcsetpgrp(3)).
static void give_terminal(pid_t group) {
  int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return;
  tcsetpgrp(terminal, group);
  close(terminal);
}

int ops_has_terminal(void) {
  int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return 0;
  int has = tcgetpgrp(terminal) == getpgrp();
  close(terminal);
  return has;
}

void ops_give_terminal(pid_t group) {
  sigset_t only, before;
  sigemptyset(&only);
  sigaddset(&only, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &only, &before);
  give_terminal(group > 0 ? group : getpgrp());
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void ops_stop_job(void) {
  struct sigaction stop = {.sa_handler = SIG_DFL}, ours;
  sigemptyset(&stop.sa_mask);
  sigaction(SIGTSTP, &stop, &ours);
  // The whole group, as the terminal does it; in an orphaned one, where nobody could continue us, it is ignored.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}

// The child between vfork and execve. It shares our memory, so it may only make system calls.
struct plan {
  const char *path;
  char **arguments, **environment;
  int descriptors[3];
  // Whether it is a job of ours, and whether it gets our terminal.
  int job, foreground;
  // Where it adds itself to what ends with us.
  int guard;
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
  if (plan->job) {
    setpgid(0, 0);
    if (plan->foreground) give_terminal(getpid());
  } else {
    setsid();
  }
  // Not by us when it runs already: on a busy machine we may be killed before our turn comes.
  guard_add_self(plan->guard);
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  // If we died before that call, nobody would tell the child.
  if (getppid() != plan->parent) _exit(127);
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
  if (place_descriptors(plan) == 0) {
    close_others();
    restore_descriptor_limit();
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

static pid_t begin(struct plan plan, const char *arguments, size_t arguments_length, const char *environment,
                   size_t environment_length) {
  guard_open();
  plan.arguments = pointers(arguments, arguments_length);
  plan.environment = pointers(environment, environment_length);
  pid_t pid = -1;
  if (plan.arguments != NULL && plan.environment != NULL) {
    // No handler of ours may run in the child, where it would act on our memory.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    plan.guard = guard_socket();
    // vfork, because fork copies the page tables of all that we hold, for each of a thousand children.
    pid = vfork();
    if (pid == 0) become(&plan);
    if (pid < 0) plan.error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (plan.guard >= 0) close(plan.guard);
    if (pid > 0 && plan.error != 0) {
      waitpid(pid, NULL, 0);
      guard_remove(pid);
    }
  } else {
    plan.error = EINVAL;
  }
  // It may have had the terminal before it failed.
  if (plan.error != 0 && plan.foreground) ops_give_terminal(0);
  free(plan.arguments);
  free(plan.environment);
  return plan.error == 0 ? pid : -plan.error;
}

pid_t ops_spawn(const char *path, const char *arguments, size_t arguments_length, const char *environment,
                size_t environment_length, int input, int output, int error) {
  struct plan plan = {.path = path, .descriptors = {input, output, error}, .parent = getpid()};
  return begin(plan, arguments, arguments_length, environment, environment_length);
}

pid_t ops_spawn_job(const char *path, const char *arguments, size_t arguments_length, const char *environment,
                    size_t environment_length) {
  struct plan plan = {.path = path, .descriptors = {0, 1, 2}, .job = 1, .foreground = ops_has_terminal(), .parent = getpid()};
  return begin(plan, arguments, arguments_length, environment, environment_length);
}
