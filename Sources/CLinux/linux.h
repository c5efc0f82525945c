// What Swift's Glibc module lacks. `_GNU_SOURCE` must not be defined here: the two modules would
// then disagree about `fd_set`.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
