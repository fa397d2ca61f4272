/* A server of IRC that floods one client: ircflood PORT LINES_PER_SECOND SECONDS
 *
 * It listens on 127.0.0.1, registers whoever comes, and when he joins a channel says so many lines a second there, out of
 * blocks composed before. Each second it asks PING and measures how long the answer takes. In the end it prints JSON:
 * lines that the client's socket took, the most by which it was behind, and the times of PONG in milliseconds. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PEOPLE = 300, LINES = 4096, PINGS_MAX = 3600, STEP_MS = 10 };

static int client;
static char channel[128], nick[64] = "you", input[65536];
static size_t input_length;
static char *block, *out;
static size_t line_start[LINES + 1], out_length, out_size;
static double asked[PINGS_MAX], waited[PINGS_MAX];
static int pings, pongs;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void append(const char *bytes, size_t length) {
  if (out_length + length > out_size) {
    out_size = (out_length + length) * 2;
    if (!(out = realloc(out, out_size))) exit(70);
  }
  memcpy(out + out_length, bytes, length);
  out_length += length;
}

static void say(const char *format, ...) {
  char line[512];
  va_list list;
  va_start(list, format);
  int length = vsnprintf(line, sizeof line, format, list);
  va_end(list);
  if (length > 0 && (size_t)length < sizeof line) append(line, (size_t)length);
}

/* Lines of many people, long and short, some of them in Japanese. */
static void compose(void) {
  static const char *texts[] = {"deployed to the second half", "load is back to normal on bm-db07",
    "\xe3\x83\xa1\xe3\x83\xb3\xe3\x83\x86\xe3\x83\x8a\xe3\x83\xb3\xe3\x82\xb9\xe3\x82\x92\xe5\xa7\x8b\xe3\x82\x81\xe3\x81\xbe\xe3\x81\x99",
    "ok", "can somebody look at the latency of the front ends, it has been rising slowly since the release of this morning",
    "\xe7\xa2\xba\xe8\xaa\x8d\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f\xe3\x80\x82\xe5\x95\x8f\xe9\xa1\x8c\xe3\x81\xaa\xe3\x81\x84\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82"};
  size_t length = 0;
  block = malloc((size_t)LINES * 512);
  if (!block) exit(70);
  for (int i = 0; i < LINES; i++) {
    line_start[i] = length;
    length += (size_t)sprintf(block + length, ":nick%d!~user%d@host%d.example.net PRIVMSG %s :%d %s\r\n", i * 7 % PEOPLE,
      i * 7 % PEOPLE, i * 7 % PEOPLE, channel, i, texts[i % 6]);
  }
  line_start[LINES] = length;
}

static void welcome(void) {
  say(":flood 001 %s :Welcome\r\n", nick);
  say(":flood 005 %s CASEMAPPING=ascii CHANTYPES=# PREFIX=(ov)@+ NICKLEN=30 NETWORK=Flood :are supported\r\n", nick);
  say(":flood 422 %s :No message of the day\r\n", nick);
}

static void joined(void) {
  say(":%s!u@127.0.0.1 JOIN %s\r\n", nick, channel);
  for (int i = 0; i < PEOPLE; i += 20) {
    char names[400] = "";
    for (int j = i; j < i + 20 && j < PEOPLE; j++) sprintf(names + strlen(names), "nick%d ", j);
    say(":flood 353 %s = %s :%s%s\r\n", nick, channel, i ? "" : nick, i ? names : "");
    if (!i) say(":flood 353 %s = %s :%s\r\n", nick, channel, names);
  }
  say(":flood 366 %s %s :End of names\r\n", nick, channel);
}

static void heard(char *line) {
  char *word = strtok(line, " "), *first = strtok(NULL, " ");
  if (!word || !first) return;
  if (*first == ':') first++;
  if (!strcasecmp(word, "CAP") && !strncasecmp(first, "LS", 2)) say(":flood CAP * LS :\r\n");
  if (!strcasecmp(word, "NICK")) snprintf(nick, sizeof nick, "%.60s", first);
  if (!strcasecmp(word, "USER")) welcome();
  if (!strcasecmp(word, "PING")) say(":flood PONG flood :%s\r\n", first);
  if (!strcasecmp(word, "QUIT")) exit(1);
  if (!strcasecmp(word, "JOIN") && !*channel) {
    snprintf(channel, sizeof channel, "%.100s", first);
    joined();
  }
  if (!strcasecmp(word, "PONG")) {
    char *token = strstr(first, "flood-") ? first : strtok(NULL, " ");
    int number = token && strstr(token, "flood-") ? atoi(strstr(token, "flood-") + 6) : -1;
    if (number >= 0 && number < pings && pongs < PINGS_MAX) waited[pongs++] = now() - asked[number];
  }
}

static void take(void) {
  ssize_t count = recv(client, input + input_length, sizeof input - 1 - input_length, 0);
  if (count == 0) exit(1);
  if (count < 0) return;
  input_length += (size_t)count;
  input[input_length] = 0;
  char *begin = input, *end;
  while ((end = strchr(begin, '\n'))) {
    *end = 0;
    if (end > begin && end[-1] == '\r') end[-1] = 0;
    heard(begin);
    begin = end + 1;
  }
  input_length -= (size_t)(begin - input);
  memmove(input, begin, input_length);
  if (input_length == sizeof input - 1) input_length = 0;
}

static void give(void) {
  while (out_length) {
    ssize_t count = send(client, out, out_length, MSG_NOSIGNAL);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) exit(1);
    out_length -= (size_t)count;
    memmove(out, out + count, out_length);
  }
}

/* For so long, or until the time is up; takes and gives all the while. */
static void wait_until(double moment) {
  for (double left; (left = moment - now()) > 0;) {
    struct pollfd poller = {client, (short)(POLLIN | (out_length ? POLLOUT : 0)), 0};
    if (poll(&poller, 1, (int)left + 1) > 0) {
      if (poller.revents & (POLLIN | POLLHUP)) take();
      if (poller.revents & POLLOUT) give();
    }
  }
}

static int in_order(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **words) {
  if (count != 4) {
    fprintf(stderr, "usage: ircflood PORT LINES_PER_SECOND SECONDS\n");
    return 64;
  }
  int rate = atoi(words[2]), seconds = atoi(words[3]), one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(words[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (rate <= 0 || seconds <= 0 || seconds > PINGS_MAX || bind(listener, (void *)&address, sizeof address) ||
      listen(listener, 1) || (client = accept(listener, NULL, NULL)) < 0) {
    perror("ircflood");
    return 71;
  }
  fcntl(client, F_SETFL, O_NONBLOCK);
  while (!*channel) {
    give();
    wait_until(now() + STEP_MS);
  }
  compose();
  wait_until(now() + 1000);
  double begun = now();
  long lines = 0, behind = 0, behind_max = 0;
  for (int step = 0; step < seconds * 1000 / STEP_MS; step++) {
    /* A client that does not read is not buried: what it has not taken is counted, and sent when it takes again. */
    behind = (long)((double)(step + 1) * rate * STEP_MS / 1000) - lines;
    if (behind > behind_max) behind_max = behind;
    while (behind > 0 && out_length < 1 << 20) {
      long place = lines % LINES, piece = behind < LINES - place ? behind : LINES - place;
      if (piece > 512) piece = 512;
      append(block + line_start[place], line_start[place + piece] - line_start[place]);
      lines += piece;
      behind -= piece;
    }
    if (step % (1000 / STEP_MS) == 0) {
      asked[pings] = now();
      say("PING :flood-%d\r\n", pings++);
    }
    give();
    wait_until(begun + (step + 1) * (double)STEP_MS);
  }
  double took = (now() - begun) / 1e3;
  wait_until(now() + 5000);
  qsort(waited, (size_t)pongs, sizeof *waited, in_order);
  printf("{\"lines\": %ld, \"seconds\": %.1f, \"behind_max\": %ld, \"pings\": %d, \"pongs\": %d, "
         "\"pong_ms\": {\"p50\": %.2f, \"p99\": %.2f, \"max\": %.2f}}\n",
    lines, took, behind_max, pings, pongs, pongs ? waited[pongs / 2] : -1, pongs ? waited[pongs * 99 / 100] : -1,
    pongs ? waited[pongs - 1] : -1);
  return 0;
}
