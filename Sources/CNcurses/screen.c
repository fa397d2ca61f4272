#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include "CNcurses.h"

#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

enum { CELL_LIMIT = 10000, OUTPUT_LIMIT = 16 << 20 };

static struct {
  SCREEN *screen;
  FILE *memory;
  int descriptor;
  uint8_t *bytes;
  size_t capacity;
  bool ansi, direct, cursor_shown;
  char restore[256];
} self = {.descriptor = -1};

static bool codeset_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool cn_screen_use_locale(void) {
  bool own = setlocale(LC_CTYPE, "") != NULL && codeset_is_utf8();
  static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};
  for (size_t i = 0; !own && !codeset_is_utf8() && i < sizeof names / sizeof *names; i++)
    setlocale(LC_CTYPE, names[i]);
  return own;
}

bool cn_screen_is_utf8(void) { return codeset_is_utf8(); }

// A string capability, or NULL; one with padding is none, since nobody waits here.
static const char *capability(const char *name) {
  const char *text = tigetstr(name);
  return text != NULL && text != (char *)-1 && strstr(text, "$<") == NULL ? text : NULL;
}

static void build_restore_text(void) {
  static const char *const names[] = {"sgr0", "cnorm", "rmcup"};
  self.restore[0] = 0;
  size_t used = 0;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *text = capability(names[i]);
    size_t length = text ? strlen(text) : 0;
    if (length == 0 || used + length >= sizeof self.restore) continue;
    memcpy(self.restore + used, text, length + 1);
    used += length;
  }
}

static void begin_colours(void) {
  if (!has_colors()) return;
  start_color();
  use_default_colors();
  self.direct = tigetflag("RGB") > 0 || (tigetnum("RGB") > 0 && COLORS >= 1 << 24);
}

const char *cn_screen_open(const char *terminal, int rows, int columns) {
  if (self.screen != NULL) {
    // newterm leaks what delscreen cannot free safely, so a process keeps its one screen.
    cn_screen_resize(rows, columns);
    werase(stdscr);
    cn_screen_forget();
    return NULL;
  }
  self.descriptor = memfd_create("screen", MFD_CLOEXEC);
  self.memory = self.descriptor < 0 ? NULL : fdopen(self.descriptor, "w+");
  if (self.memory == NULL) return "no memory for the screen";
  const char *name = terminal != NULL ? terminal : getenv("TERM");
  bool named = name != NULL && *name != 0;
  self.screen = named ? newterm(name, self.memory, self.memory) : NULL;
  if (self.screen == NULL) {
    fclose(self.memory);
    self.descriptor = -1;
    return named ? "TERM names a terminal that is not known here" : "TERM is not set";
  }
  const char *place = tigetstr("cup");
  if (place == NULL || place == (char *)-1) {
    endwin();
    self.screen = NULL;
    return "TERM names a terminal that cannot place its cursor";
  }
  self.ansi = strncmp(place, "\033[", 2) == 0;
  typeahead(-1);
  nonl();
  noecho();
  // Inserting and deleting characters goes wrong beside wide glyphs on too many terminals.
  idcok(stdscr, FALSE);
  begin_colours();
  build_restore_text();
  leaveok(stdscr, TRUE);
  curs_set(0);
  self.cursor_shown = false;
  cn_screen_resize(rows, columns);
  return NULL;
}

bool cn_screen_is_ansi(void) { return self.ansi; }
int cn_screen_colours(void) { return has_colors() ? COLORS : 0; }
bool cn_screen_is_direct(void) { return self.direct; }
int cn_screen_pair_limit(void) { return has_colors() ? COLOR_PAIRS : 0; }
const char *cn_screen_restore_text(void) { return self.restore; }

bool cn_screen_set_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background) == OK;
}

static int within(int value, int least, int most) { return value < least ? least : value > most ? most : value; }

void cn_screen_resize(int rows, int columns) {
  resize_term(within(rows, 1, CELL_LIMIT), within(columns, 1, CELL_LIMIT));
}

static attr_t attributes(uint8_t bits) {
  return (bits & CN_BOLD ? A_BOLD : 0) | (bits & CN_DIM ? A_DIM : 0) | (bits & CN_UNDERLINE ? A_UNDERLINE : 0)
    | (bits & CN_REVERSE ? A_REVERSE : 0) | (bits & CN_ITALIC ? A_ITALIC : 0);
}

// Fills a cell directly, as setcchar does, but faster.
static void set_cell(cchar_t *cell, const uint32_t *scalars, const cn_glyph *glyph) {
  memset(cell, 0, sizeof *cell);
  cell->chars[0] = (wchar_t)scalars[0];
  int used = 1;
  for (int i = 1; i < 5 && scalars[i] != 0; i++)
    if (wcwidth((wchar_t)scalars[i]) == 0) cell->chars[used++] = (wchar_t)scalars[i];
  cell->attr = attributes(glyph->attributes) | (attr_t)(A_COLOR & COLOR_PAIR(within(glyph->pair, 0, 255)));
  cell->ext_color = glyph->pair;
}

// The cells of a glyph: one, since ncurses widens wide ones itself; or replacements where this machine's idea of its
// width is not ours, which would shift everything to the right of it.
static int set_cells(cchar_t *cells, const cn_glyph *glyph) {
  uint32_t first = glyph->scalars[0];
  if ((first >= 0x20 && first < 0x7F && glyph->width == 1) || wcwidth((wchar_t)first) == glyph->width) {
    set_cell(cells, glyph->scalars, glyph);
    return 1;
  }
  static const uint32_t unknown[5] = {'?'}, blank[5] = {' '};
  set_cell(cells, unknown, glyph);
  if (glyph->width == 2) set_cell(cells + 1, blank, glyph);
  return glyph->width == 2 ? 2 : 1;
}

void cn_screen_put(int row, const cn_glyph *glyphs, int count) {
  enum { BATCH = 256 };
  cchar_t cells[BATCH + 1];
  int column = 0;
  for (int next = 0; next < count && column < getmaxx(stdscr);) {
    int used = 0, columns = 0;
    while (next < count && used < BATCH) {
      columns += glyphs[next].width == 2 ? 2 : 1;
      used += set_cells(cells + used, &glyphs[next++]);
    }
    mvwadd_wchnstr(stdscr, row, column, cells, used);
    column += columns;
  }
}

void cn_screen_set_cursor(int row, int column) {
  bool shown = row >= 0 && column >= 0;
  if (shown != self.cursor_shown) {
    self.cursor_shown = shown;
    leaveok(stdscr, !shown);
    curs_set(shown ? 1 : 0);
  }
  if (shown) wmove(stdscr, within(row, 0, getmaxy(stdscr) - 1), within(column, 0, getmaxx(stdscr) - 1));
}

void cn_screen_forget(void) { clearok(curscr, TRUE); }

void cn_screen_update(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

void cn_screen_leave(void) { endwin(); }

// We never change the palette, so there is nothing to give back; ncurses sends an OSC for it all the same.
static size_t without_palette(uint8_t *bytes, size_t count) {
  const char *text = capability("oc");
  size_t length = text ? strlen(text) : 0;
  uint8_t *found;
  while (length > 0 && (found = memmem(bytes, count, text, length)) != NULL) {
    memmove(found, found + length, count - (size_t)(found - bytes) - length);
    count -= length;
  }
  return count;
}

const uint8_t *cn_screen_take(size_t *count) {
  off_t end = lseek(self.descriptor, 0, SEEK_CUR);
  *count = 0;
  if (end <= 0) return NULL;
  lseek(self.descriptor, 0, SEEK_SET);
  size_t wanted = end > OUTPUT_LIMIT ? OUTPUT_LIMIT : (size_t)end;
  if (wanted > self.capacity) {
    uint8_t *larger = realloc(self.bytes, wanted);
    if (larger == NULL) return NULL;
    self.bytes = larger;
    self.capacity = wanted;
  }
  ssize_t got = pread(self.descriptor, self.bytes, wanted, 0);
  *count = got > 0 ? without_palette(self.bytes, (size_t)got) : 0;
  return *count > 0 ? self.bytes : NULL;
}
