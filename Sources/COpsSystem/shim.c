#include "COpsSystem.h"
