/* The floor of every measurement of keys: raw mode, one write for every byte read. q ends it. */
#include <termios.h>
#include <unistd.h>

int main(void) {
  struct termios before, raw;
  char key;
  if (tcgetattr(0, &before) != 0) return 1;
  raw = before;
  cfmakeraw(&raw);
  tcsetattr(0, TCSANOW, &raw);
  if (write(1, "ready", 5) != 5) return 1;
  while (read(0, &key, 1) == 1 && key != 'q')
    if (write(1, "\033[1;1H*", 7) != 7) break;
  tcsetattr(0, TCSANOW, &before);
  return 0;
}
