#ifndef COpsSystem_guard_h
#define COpsSystem_guard_h
// A process of ours that outlives us by a moment, to end the children that are left.

#include <sys/types.h>

/// Begins the guard, if it does not run; call it before a child is begun, for the guard must not be ended with it.
void guard_open(void);
/// From now on this child's group is to end with us.
void guard_add(pid_t child);
/// The child has ended; its number may be another's from now on.
void guard_remove(pid_t child);

#endif
