#ifndef COpsSystem_h
#define COpsSystem_h
#endif
