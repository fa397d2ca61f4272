#define _GNU_SOURCE 1
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios saved;

int cn_tty_open(const char *path) {
  int fd;
  do fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  while (fd < 0 && errno == EINTR);
  if (fd >= 0 && !isatty(fd)) {
    close(fd);
    errno = ENOTTY;
    return -1;
  }
  return fd;
}

bool cn_tty_save(int fd) { return tcgetattr(fd, &saved) == 0; }

// TCSANOW throughout: waiting for output to drain would hang on a stopped terminal.
static bool set(int fd, const struct termios *modes) {
  int result;
  do result = tcsetattr(fd, TCSANOW, modes);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

bool cn_tty_raw(int fd) {
  struct termios raw = saved;
  cfmakeraw(&raw);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  return set(fd, &raw);
}

bool cn_tty_restore(int fd) { return set(fd, &saved); }

bool cn_tty_is_alive(int fd) {
  struct termios now;
  return tcgetattr(fd, &now) == 0;
}

bool cn_tty_size(int fd, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return false;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return true;
}

long cn_tty_read(int fd, uint8_t *buffer, size_t count) {
  for (;;) {
    ssize_t got = read(fd, buffer, count);
    if (got > 0) return got;
    if (got < 0 && errno == EINTR) continue;
    return got < 0 && errno == EAGAIN ? 0 : -1;
  }
}

long cn_tty_write(int fd, const uint8_t *bytes, size_t count) {
  for (;;) {
    ssize_t put = write(fd, bytes, count);
    if (put >= 0) return put;
    if (errno == EINTR) continue;
    return errno == EAGAIN ? 0 : -1;
  }
}

bool cn_tty_is_writable(int fd, int milliseconds) {
  struct pollfd one = {.fd = fd, .events = POLLOUT};
  return poll(&one, 1, milliseconds) > 0 && (one.revents & POLLOUT) != 0;
}

void cn_tty_discard_output(int fd) { tcflush(fd, TCOFLUSH); }

void cn_tty_close(int fd) {
  if (fd >= 0) close(fd);
}
