#ifndef COpsSystem_limit_h
#define COpsSystem_limit_h

/// Gives a child the limit of descriptors that was found, between vfork and execve.
void restore_descriptor_limit(void);

#endif
