#ifndef COpsSystem_h
#define COpsSystem_h
// What Swift's Glibc lacks: children that die with us and all that they began, and a few descriptors.
// Nothing here allocates for the caller. It keeps the limit that was found at the start, and the guard: a small process
// that ends the groups of our children when we end, however we end.

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
  /// A signal has stopped it, as Ctrl-Z does; the code is the signal.
  OPS_CHILD_STOPPED = 4,
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

/// Begins a program on our terminal and returns its process number, or a negated errno.
///
/// As ops_spawn, but it shares our session and our descriptors 0, 1 and 2, and gets a group of its own, which has the
/// terminal if we had it: ops_give_terminal takes it back.
pid_t ops_spawn_job(const char *path, const char *arguments, size_t arguments_length, const char *environment,
                    size_t environment_length);

/// Takes note of a child's end, if it has ended; never waits (waitid(2), WNOHANG).
///
/// What it has left in its group is killed first, since nobody else would end it.
struct ops_child ops_reap(pid_t pid);

/// Waits until a child of ops_spawn_job ends or is stopped (waitpid(2), WUNTRACED); what is left of its group is left alone.
struct ops_child ops_wait_job(pid_t pid);

/// Whether our own group is the one that has the terminal; a job that a shell runs in the background has it not.
int ops_has_terminal(void);

/// Makes a group of this session the one that has the terminal (tcsetpgrp(3)); 0 means our own.
void ops_give_terminal(pid_t group);

/// Stops our own group, as Ctrl-Z does, and returns when it is continued.
void ops_stop_job(void);

/// Sends a signal to a child and all of its group; 0 or a negated errno. Refuses numbers that mean others.
int ops_signal_group(pid_t child, int signal);

/// A descriptor that becomes readable when the process ends (pidfd_open(2)), not inherited; -1 where there is none.
int ops_pidfd(pid_t pid);

/// Raises the soft limit of open descriptors to the hard one, at most to `wanted`; returns what holds then.
///
/// Children get the limit that was found, since old programs do not bear a high one.
long ops_raise_descriptor_limit(long wanted);

/// A descriptor that wakes a poll(2) when written to (eventfd(2), non-blocking); -1 when there is none left.
int ops_eventfd(void);

#endif
