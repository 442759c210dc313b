/* Loaded before installcheck of Debian's libsolv-tools: switches each new pool from dpkg's rules to RPM's. */
#define _GNU_SOURCE
#include <dlfcn.h>

enum { DISTTYPE_RPM = 0 };

void *pool_create(void)
{
  void *(*create)(void) = (void *(*)(void))dlsym(RTLD_NEXT, "pool_create");
  int (*set_type)(void *, int) = (int (*)(void *, int))dlsym(RTLD_NEXT, "pool_setdisttype");
  void *pool = create();
  set_type(pool, DISTTYPE_RPM);
  return pool;
}
