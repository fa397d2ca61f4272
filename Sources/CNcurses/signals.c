#define _GNU_SOURCE 1
#include "CNcurses.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { COUNT = 6 };
static const int numbers[COUNT] = {SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGINT, SIGHUP};
static const unsigned notes[COUNT] = {CN_RESIZED, CN_CONTINUED, CN_STOP, CN_TERMINATE, CN_TERMINATE, CN_HUNG_UP};

static struct sigaction before[COUNT];
static atomic_uint pending;
static atomic_bool keyboard_ignored;
static int wake = -1;

static void die_of(int number) {
  cn_guard_restore();
  signal(number, SIG_DFL);
  raise(number);
}

static void note(int number) {
  int saved = errno;
  if (atomic_load(&keyboard_ignored) && (number == SIGINT || number == SIGTSTP)) return;
  for (int i = 0; i < COUNT; i++) {
    if (numbers[i] != number) continue;
    unsigned old = atomic_fetch_or(&pending, notes[i]);
    // Asked to end once more before the loop has heard the first: it hangs, so end here.
    if ((notes[i] & (CN_TERMINATE | CN_HUNG_UP)) != 0 && (old & notes[i]) != 0) die_of(number);
  }
  uint64_t one = 1;
  if (write(wake, &one, sizeof one) < 0) { /* full already: the loop will wake */ }
  errno = saved;
}

int cn_signals_open(void) {
  if (wake >= 0) return wake;
  wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wake < 0) return -1;
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  atomic_store(&pending, 0);
  for (int i = 0; i < COUNT; i++) sigaction(numbers[i], &action, &before[i]);
  return wake;
}

unsigned cn_signals_take(void) {
  uint64_t count;
  if (wake >= 0 && read(wake, &count, sizeof count) < 0) { /* nothing noted */ }
  return atomic_exchange(&pending, 0);
}

void cn_signals_ignore_keyboard(bool ignore) { atomic_store(&keyboard_ignored, ignore); }

void cn_signals_stop(void) {
  struct sigaction stop = {.sa_handler = SIG_DFL}, ours;
  sigemptyset(&stop.sa_mask);
  sigaction(SIGTSTP, &stop, &ours);
  // The whole group, as the terminal does it: a script that started us must stop too, or the shell waits for it. In an
  // orphaned group the kernel ignores this, so nobody stops who could not be continued.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}

void cn_signals_close(void) {
  if (wake < 0) return;
  for (int i = 0; i < COUNT; i++) sigaction(numbers[i], &before[i], NULL);
  close(wake);
  wake = -1;
}
