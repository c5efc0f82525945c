// What Swift's Glibc module lacks. `_GNU_SOURCE` must not be defined here: the two modules would
// then disagree about `fd_set`. What needs it, and what is variadic or a macro in C, is declared
// by hand below.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <dirent.h>
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

// `struct ucred` of <sys/socket.h>, what SO_PEERCRED answers.
struct linux_credentials {
    pid_t pid;
    uid_t uid;
    gid_t gid;
};

enum {
    // Since Linux 6.5; older headers do not name it.
    LINUX_SO_PEERPIDFD = 77,
};

// "EACCES" and "Permission denied" for a number, whatever the locale; null for an unknown one.
const char *strerrorname_np(int number);
const char *strerrordesc_np(int number);

int pipe2(int descriptors[2], int flags);
int accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags);

// By number, for an older libc has no functions for them. From 424 on a system call has the same
// number on every architecture.
static inline int linux_pidfd_open(pid_t process) { return (int)syscall(434, process, 0); }

static inline int linux_epoll_pwait2(
    int descriptor, struct epoll_event *events, int count, const struct timespec *timeout) {
    return (int)syscall(441, descriptor, events, count, timeout, (void *)0, sizeof(sigset_t));
}

static inline int linux_set_affinity(pid_t process, const unsigned long *mask, size_t bytes) {
    return (int)syscall(SYS_sched_setaffinity, process, bytes, mask);
}

static inline int linux_set_dumpable(unsigned long allowed) {
    return prctl(PR_SET_DUMPABLE, allowed, 0, 0, 0);
}

static inline int linux_get_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

// `environ` is a global variable, which Swift does not touch.
static inline char **linux_environment(void) {
    extern char **environ;
    return environ;
}

static inline const char *linux_entry_name(const struct dirent *entry) { return entry->d_name; }

// After all that was stored before it, whatever the compiler thinks of who reads it.
static inline void linux_store_release(uint64_t *word, uint64_t value) {
    __atomic_store_n(word, value, __ATOMIC_RELEASE);
}

// Both are zero when the terminal does not say.
static inline int linux_terminal_size(
    int descriptor, unsigned short *columns, unsigned short *rows) {
    struct winsize size = {0};
    int result = ioctl(descriptor, TIOCGWINSZ, &size);
    *columns = size.ws_col;
    *rows = size.ws_row;
    return result;
}
