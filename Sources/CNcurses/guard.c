#define _GNU_SOURCE 1
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ERRORS_SHOWN = 16 << 10, ERRORS_KEPT = 1 << 20, STACK = 64 << 10 };

static const int deaths[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGQUIT, SIGSYS};
enum { DEATHS = sizeof deaths / sizeof *deaths };

// Ends a string the terminal may be in the midst of, then synchronised output, mouse, paste, application keys.
static const char modes_off[] =
  "\033\\\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[?1l\033>";

static struct {
  int fd;
  char restore[512];
  size_t restore_length;
  int watcher;  // our end of the pipe to the watching process
  pid_t watcher_pid;
  int errors, errors_before;
  struct sigaction before[DEATHS];
  char *stack;
} self = {.fd = -1, .watcher = -1, .errors = -1, .errors_before = -1};

static atomic_bool armed;

// Writes all, waiting a little for a slow terminal.
static void put(int fd, const char *bytes, size_t count) {
  for (int tries = 0; count > 0 && tries < 20;) {
    ssize_t done = write(fd, bytes, count);
    if (done > 0) {
      bytes += done;
      count -= (size_t)done;
    } else if (done < 0 && errno == EAGAIN) {
      struct pollfd one = {.fd = fd, .events = POLLOUT};
      poll(&one, 1, 25);
      tries++;
    } else if (done == 0 || errno != EINTR) {
      return;
    }
  }
}

static void give_back(void) {
  put(self.fd, self.restore, self.restore_length);
  cn_tty_restore(self.fd);
}

static void tell_watcher(char word) {
  if (self.watcher >= 0 && write(self.watcher, &word, 1) < 0) { /* it is gone: nothing to tell */ }
}

// Makes captured bytes harmless in place: it may quote text from outside.
static void make_harmless(char *bytes, ssize_t count) {
  for (ssize_t i = 0; i < count; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    bool c1 = byte == 0xC2 && i + 1 < count && ((unsigned char)bytes[i + 1] & 0xE0) == 0x80;
    if (c1) bytes[i + 1] = '?';
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F || c1) bytes[i] = '?';
  }
}

static void show_errors(void) {
  if (self.errors < 0 || self.errors_before < 0) return;
  off_t end = lseek(self.errors, 0, SEEK_END);
  for (off_t at = end > ERRORS_SHOWN ? end - ERRORS_SHOWN : 0; at < end;) {
    char piece[1024];
    ssize_t got = pread(self.errors, piece, sizeof piece, at);
    if (got <= 0) return;
    make_harmless(piece, got);
    put(self.errors_before, piece, (size_t)got);
    at += got;
  }
}

void cn_guard_restore(void) {
  if (!atomic_exchange(&armed, false)) return;
  tell_watcher('d');
  give_back();
  show_errors();
}

static void die(int number) {
  // Ctrl-\\ for the program that has the terminal meanwhile.
  if (number == SIGQUIT && !atomic_load(&armed)) return;
  cn_guard_restore();
  signal(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
}

// The watching process: sleeps until told, or until we are dead without a word, as after SIGKILL or a stack overflow of
// a thread without a second stack; then it gives the terminal back. In a session of its own it may change the
// terminal's modes without being stopped, and signals to our group do not reach it.
static void watch(int words) {
  setsid();
  prctl(PR_SET_NAME, "ops-tty-guard");
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // Only the pipe and the terminal stay open: a pipe to somebody else must end with us, not with this process.
  dup2(words, 0);
  dup2(self.fd, 1);
  close(2);
  close_range(3, ~0U, 0);
  self.fd = 1;
  bool on = true;
  for (;;) {
    char word;
    ssize_t got = read(0, &word, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    on = word == 'a';
  }
  if (on) give_back();
  _exit(0);
}

static void start_watcher(void) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return;
  pid_t pid = fork();
  if (pid == 0) {
    close(ends[1]);
    watch(ends[0]);
  }
  close(ends[0]);
  if (pid < 0) {
    close(ends[1]);
    return;
  }
  self.watcher = ends[1];
  self.watcher_pid = pid;
}

bool cn_guard_open(int fd, const char *restore_text) {
  if (self.fd >= 0) return false;
  self.fd = fd;
  size_t own = sizeof modes_off - 1, theirs = strlen(restore_text);
  if (own + theirs + 1 > sizeof self.restore) theirs = 0;
  memcpy(self.restore, modes_off, own);
  memcpy(self.restore + own, restore_text, theirs);
  self.restore_length = own + theirs;
  if (self.stack == NULL) self.stack = malloc(STACK);
  stack_t stack = {.ss_sp = self.stack, .ss_size = STACK};
  if (self.stack != NULL) sigaltstack(&stack, NULL);
  start_watcher();
  struct sigaction action = {.sa_handler = die, .sa_flags = SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < DEATHS; i++) sigaction(deaths[i], &action, &self.before[i]);
  atomic_store(&armed, true);
  return true;
}

void cn_guard_set(bool on) {
  if (self.fd < 0) return;
  tell_watcher(on ? 'a' : 'd');
  atomic_store(&armed, on);
}

void cn_guard_close(void) {
  if (self.fd < 0) return;
  cn_guard_set(false);
  for (int i = 0; i < DEATHS; i++) sigaction(deaths[i], &self.before[i], NULL);
  if (self.watcher >= 0) {
    close(self.watcher);
    while (waitpid(self.watcher_pid, NULL, 0) < 0 && errno == EINTR) {}
  }
  self.watcher = -1;
  show_errors();
  if (self.errors >= 0) close(self.errors);
  if (self.errors_before >= 0) close(self.errors_before);
  self.errors = self.errors_before = -1;
  self.fd = -1;
}

void cn_guard_capture_errors(bool on) {
  if (!on) {
    if (self.errors_before >= 0) dup2(self.errors_before, STDERR_FILENO);
    return;
  }
  if (self.errors < 0) self.errors = memfd_create("errors", MFD_CLOEXEC);
  if (self.errors < 0) return;
  fcntl(self.errors, F_SETFL, O_APPEND);
  if (self.errors_before < 0) self.errors_before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (self.errors_before >= 0) dup2(self.errors, STDERR_FILENO);
}

void cn_guard_trim_errors(void) {
  if (self.errors >= 0 && lseek(self.errors, 0, SEEK_END) > ERRORS_KEPT && ftruncate(self.errors, 0) != 0) {
    /* memory that cannot be emptied stays as it is */
  }
}
