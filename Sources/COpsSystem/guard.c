#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// The kernel tells a child that we died (PR_SET_PDEATHSIG), but not what that child has begun itself, such as a hanging
// `Match exec` of ssh. So a process of a session of its own knows the groups of all children. It sleeps on a socket
// whose other end only we have; when that ends, however we ended, it ends the groups.

// Process numbers are below this on every 64-bit kernel (proc(5), /proc/sys/kernel/pid_max). A bit for each is half a
// megabyte of addresses, of which only the touched pages are memory.
enum { NUMBERS = 4 << 20, GRACE_STEPS = 50, GRACE_STEP_NANOSECONDS = 20 * 1000 * 1000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int to_guard = -1;
static pid_t guard_pid;
static int was_begun;

// --- In the guard: only system calls, since other threads of ours may have held any lock when it was forked.

// Sends a signal to every group; how many there still are.
static long signal_groups(const uint64_t *groups, int number) {
  long found = 0;
  for (long word = 0; word < NUMBERS / 64; word++) {
    if (groups[word] == 0) continue;
    for (int bit = 0; bit < 64; bit++)
      if ((groups[word] >> bit & 1) != 0) found += kill(-(pid_t)(word * 64 + bit), number) == 0;
  }
  return found;
}

static void end_groups(const uint64_t *groups) {
  if (signal_groups(groups, SIGTERM) == 0) return;
  // One that is stopped would not hear that it is to end.
  signal_groups(groups, SIGCONT);
  const struct timespec step = {.tv_nsec = GRACE_STEP_NANOSECONDS};
  for (int i = 0; i < GRACE_STEPS && signal_groups(groups, 0) > 0; i++) nanosleep(&step, NULL);
  signal_groups(groups, SIGKILL);
}

static _Noreturn void keep_watch(int news, uint64_t *groups) {
  setsid();
  prctl(PR_SET_NAME, "ops-child-guard");
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  // What ends us, as a hang-up of the terminal, must not end the guard first.
  signal(SIGHUP, SIG_IGN);
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // Nothing else stays open: a pipe to somebody else must end with us, not with this process.
  dup2(news, 0);
  close_range(1, ~0U, 0);
  for (;;) {
    int32_t number;
    ssize_t got = read(0, &number, sizeof number);
    if (got < 0 && errno == EINTR) continue;
    if (got != sizeof number) break;
    long child = number < 0 ? -(long)number : number;
    if (child <= 1 || child >= NUMBERS) continue;
    uint64_t bit = (uint64_t)1 << (child % 64);
    if (number > 0) groups[child / 64] |= bit;
    else groups[child / 64] &= ~bit;
  }
  end_groups(groups);
  _exit(0);
}

// --- In our process.

void guard_open(void) {
  pthread_mutex_lock(&lock);
  int ends[2];
  if (!was_begun && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0) {
    void *groups = mmap(NULL, NUMBERS / 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    sigset_t all, before;
    sigfillset(&all);
    // No handler of ours may run in the guard.
    pthread_sigmask(SIG_SETMASK, &all, &before);
    guard_pid = groups == MAP_FAILED ? -1 : fork();
    if (guard_pid == 0) keep_watch(ends[0], groups);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (groups != MAP_FAILED) munmap(groups, NUMBERS / 8);
    close(ends[0]);
    if (guard_pid > 0) to_guard = ends[1];
    else close(ends[1]);
  }
  was_begun = 1;
  pthread_mutex_unlock(&lock);
}

static void tell(int32_t number) {
  pthread_mutex_lock(&lock);
  if (to_guard >= 0 && send(to_guard, &number, sizeof number, MSG_NOSIGNAL | MSG_DONTWAIT) != sizeof number) {
    // It is dead or stopped. One that has missed news would end groups by numbers that are others' by now: none is better.
    kill(guard_pid, SIGKILL);
    close(to_guard);
    to_guard = -1;
  }
  pthread_mutex_unlock(&lock);
}

int guard_socket(void) {
  pthread_mutex_lock(&lock);
  int own = to_guard < 0 ? -1 : fcntl(to_guard, F_DUPFD_CLOEXEC, 3);
  pthread_mutex_unlock(&lock);
  return own;
}

void guard_add_self(int socket) {
  int32_t number = getpid();
  if (socket >= 0) send(socket, &number, sizeof number, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void guard_remove(pid_t child) { tell(-(int32_t)child); }
