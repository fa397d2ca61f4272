#ifndef COpsSystem_h
#define COpsSystem_h
// What Swift's Glibc lacks: beginning a child that dies with us, and a few descriptors.
// Nothing here allocates for the caller or keeps state, but for the limit that was found at the start.

#include <stddef.h>
#include <sys/types.h>

/// The two ends of a pipe; both -1 when there is no descriptor left.
struct ops_pipe {
  int reading;
  int writing;
};

/// How a child stands.
enum ops_child_state {
  /// It runs.
  OPS_CHILD_RUNS = 0,
  /// It has ended by itself; the code is its exit status.
  OPS_CHILD_EXITED = 1,
  /// A signal has ended it; the code is the signal.
  OPS_CHILD_SIGNALLED = 2,
  /// There is no such child.
  OPS_CHILD_UNKNOWN = 3,
};

/// What ops_reap found.
struct ops_child {
  enum ops_child_state state;
  int code;
};

/// A pipe whose ends no child inherits (pipe2(2), O_CLOEXEC).
struct ops_pipe ops_pipe(void);

/// Begins a program and returns its process number, or a negated errno.
///
/// `arguments` and `environment` are strings one after the other, each with its NUL. The child gets the three
/// descriptors as 0, 1 and 2 and no others, a session of its own without a terminal, default signals, and SIGTERM as soon
/// as the calling thread ends (prctl(2), PR_SET_PDEATHSIG): call it from a thread that lives as long as the program.
pid_t ops_spawn(const char *path, const char *arguments, size_t arguments_length, const char *environment,
                size_t environment_length, int input, int output, int error);

/// Takes note of a child's end, if it has ended; never waits (waitpid(2), WNOHANG).
struct ops_child ops_reap(pid_t pid);

/// Sends a signal to one process; 0 or a negated errno. Refuses numbers that would mean a group or everybody.
int ops_signal(pid_t pid, int signal);

/// Raises the soft limit of open descriptors to the hard one, at most to `wanted`; returns what holds then.
///
/// Children get the limit that was found, since old programs do not bear a high one.
long ops_raise_descriptor_limit(long wanted);

/// A descriptor that wakes a poll(2) when written to (eventfd(2), non-blocking); -1 when there is none left.
int ops_eventfd(void);

#endif
