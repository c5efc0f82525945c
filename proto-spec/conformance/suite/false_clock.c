// Clocks that are set from outside, for one process: preloaded, it adds to what the kernel says.
//
// FALSE_CLOCK names a file of two native 64-bit integers: seconds for the clocks that count from
// the host's start, and seconds for the wall clock. The file may change at any time.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *offsets;
static int (*real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FALSE_CLOCK");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *map = mmap(NULL, 16, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (map != MAP_FAILED) offsets = map;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, time);
    if (result != 0 || !offsets) return result;
    if (clock == CLOCK_REALTIME) {
        time->tv_sec += offsets[1];
    } else if (clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME) {
        time->tv_sec += offsets[0];
    }
    return result;
}
