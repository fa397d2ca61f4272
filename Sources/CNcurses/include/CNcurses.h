// What OpsTerminal needs of ncurses and of the terminal, without macros, variadic functions or global variables, none of
// which Swift can use. ncurses is an encoder here: it turns cells into the bytes a terminal wants, into memory. Writing
// them to the terminal, its modes and its input are ours.
#ifndef CNcurses_h
#define CNcurses_h

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// One glyph on its way to the screen.
typedef struct cn_glyph {
  uint32_t scalars[5];  // a base and at most four marks; the first 0 ends them
  int32_t pair;         // a colour pair of cn_screen_pair
  uint8_t attributes;   // CN_BOLD and so on
  uint8_t width;        // 1 or 2 columns
} cn_glyph;

enum { CN_BOLD = 1, CN_DIM = 2, CN_UNDERLINE = 4, CN_REVERSE = 8, CN_ITALIC = 16 };

// ---- screen.c: cells to bytes, by ncurses

// Begins for the terminal of this name, or of TERM when NULL. NULL when all is well, or what is wrong. ncurses is begun
// once in a process; later calls go on with the same terminal.
const char *cn_screen_open(const char *terminal, int rows, int columns);
// Takes the person's LC_CTYPE, or C.UTF-8 where that is not UTF-8; whether the person's own was UTF-8.
bool cn_screen_use_locale(void);
// Whether glyphs beyond ASCII can be encoded at all.
bool cn_screen_is_utf8(void);
// Whether the terminal understands ECMA-48 private modes: mouse, paste, synchronised output.
bool cn_screen_is_ansi(void);
void cn_screen_resize(int rows, int columns);
int cn_screen_colours(void);
// Whether colour numbers are red, green and blue in 8 bits each.
bool cn_screen_is_direct(void);
int cn_screen_pair_limit(void);
bool cn_screen_set_pair(int pair, int foreground, int background);
// Puts `count` glyphs into a row, from its left edge; what is over the edge is left out.
void cn_screen_put(int row, const cn_glyph *glyphs, int count);
// Shows the cursor there, or hides it when a number is negative.
void cn_screen_set_cursor(int row, int column);
// Paints everything anew at the next update, whatever is known to be on the screen.
void cn_screen_forget(void);
// Encodes what changed since the last update.
void cn_screen_update(void);
// Encodes leaving the screen, until the next update.
void cn_screen_leave(void);
// The bytes encoded since the last call; valid until the next one. NULL and 0 when there are none.
const uint8_t *cn_screen_take(size_t *count);
// The terminal's own way to end attributes, show the cursor and leave the alternate screen.
const char *cn_screen_restore_text(void);

// ---- tty.c: the terminal device

// Opens a terminal of our own, not blocking, so that nobody else's descriptor changes; -1 and errno on failure.
int cn_tty_open(const char *path);
// Keeps the modes of the terminal for cn_tty_restore; one terminal at a time.
bool cn_tty_save(int fd);
bool cn_tty_raw(int fd);
// Async-signal-safe.
bool cn_tty_restore(int fd);
// Whether the device still answers: after a hang-up it does not.
bool cn_tty_is_alive(int fd);
bool cn_tty_size(int fd, int *rows, int *columns);
// Bytes read, 0 when there are none yet, -1 when the terminal is gone.
long cn_tty_read(int fd, uint8_t *buffer, size_t count);
// Bytes written, 0 when the terminal takes none now, -1 when it is gone.
long cn_tty_write(int fd, const uint8_t *bytes, size_t count);
// Whether the terminal takes bytes within `milliseconds`.
bool cn_tty_is_writable(int fd, int milliseconds);
void cn_tty_discard_output(int fd);
void cn_tty_close(int fd);

// ---- signals.c: what the loop is told

enum {
  CN_RESIZED = 1, CN_CONTINUED = 2, CN_STOP = 4, CN_TERMINATE = 8, CN_HUNG_UP = 16,
};
// Begins to note SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGINT, SIGHUP; the descriptor to poll, or -1.
int cn_signals_open(void);
// The notes since the last call.
unsigned cn_signals_take(void);
// While another program has the terminal, what it is sent from the keyboard is not for us.
void cn_signals_ignore_keyboard(bool ignore);
// Stops this process group as Ctrl-Z would; returns when continued, or at once where nobody could continue it.
void cn_signals_stop(void);
void cn_signals_close(void);

// ---- guard.c: the terminal as before, whatever the death

// From now on every death of this process gives the terminal back: crashes by handlers, SIGKILL by a watching process.
bool cn_guard_open(int fd, const char *restore_text);
// While off, a death leaves the terminal alone: it is somebody else's.
void cn_guard_set(bool on);
// Restores now and for ever, for signal handlers; async-signal-safe.
void cn_guard_restore(void);
// Ends; the captured text goes to the standard error output as it was.
void cn_guard_close(void);
// Takes the standard error output into memory, or gives it back.
void cn_guard_capture_errors(bool on);
// Forgets captured text beyond a limit; cheap enough for each frame.
void cn_guard_trim_errors(void);

#endif
