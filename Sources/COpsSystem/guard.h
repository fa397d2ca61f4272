#ifndef COpsSystem_guard_h
#define COpsSystem_guard_h
// A process of ours that outlives us by a moment, to end the children that are left.

#include <sys/types.h>

/// Begins the guard, if it does not run; call it before a child is begun, for the guard must not be ended with it.
void guard_open(void);
/// A descriptor of our own, to be closed, over which a child adds itself; negative where there is no guard.
int guard_socket(void);
/// Adds the calling process; makes one system call besides getpid(2), so that a child may call it before execve(2).
void guard_add_self(int socket);
/// The child has ended; its number may be another's from now on.
void guard_remove(pid_t child);

#endif
