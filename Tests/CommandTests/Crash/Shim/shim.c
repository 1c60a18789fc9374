// Stands between a program and the disk: counts the calls that change what certain folders hold,
// and at one of them kills the process or lets the call fail. Loaded by LD_PRELOAD.
//
//   FAULT_FOLDER  the folder that counts, with a slash at its end
//   FAULT_COUNT   a file of eight bytes in which the calls are counted
//   FAULT_AT      the call at which something happens, from 1; 0 for none
//   FAULT_KIND    before, after, torn (kill); full, broken, short (the call fails)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, BEFORE, AFTER, TORN, FULL, BROKEN, SHORT };

static const char *folder;
static size_t folder_length;
static _Atomic long *counter;
static _Atomic long spare;
static long at;
static enum kind kind;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  static const char *names[] = {"none", "before", "after", "torn", "full", "broken", "short"};
  folder = getenv("FAULT_FOLDER");
  folder_length = folder ? strlen(folder) : 0;
  at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
  const char *wanted = getenv("FAULT_KIND");
  for (int index = 0; wanted && index < 7; index++)
    if (strcmp(wanted, names[index]) == 0) kind = index;
  counter = &spare;
  const char *file = getenv("FAULT_COUNT");
  int descriptor = file ? REAL(open)(file, O_RDWR | O_CLOEXEC) : -1;
  if (descriptor >= 0) {
    void *map = mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (map != MAP_FAILED) counter = map;
    close(descriptor);
  }
}

static int counts_path(const char *path) {
  char whole[4096];
  if (folder_length == 0 || !path) return 0;
  if (path[0] != '/') {
    if (!getcwd(whole, sizeof whole - strlen(path) - 2)) return 0;
    strcat(strcat(whole, "/"), path);
    path = whole;
  }
  return strncmp(path, folder, folder_length) == 0;
}

static int counts(int descriptor) {
  char link[64], path[4096];
  if (folder_length == 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return counts_path(path);
}

static void end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// What is to happen to this call; writes and changes of names differ in what a full disk refuses.
static enum kind decide(int needs_room) {
  long number = atomic_fetch_add(counter, 1) + 1;
  if (kind == FULL) return at > 0 && number >= at && needs_room ? FULL : NONE;
  if (number != at) return NONE;
  if (kind == BEFORE) end();
  return kind;
}

#define CHANGE(decision, failing, call)          \
  do {                                           \
    enum kind what = (decision);                 \
    if (what == FULL) { errno = ENOSPC; return failing; } \
    if (what == BROKEN) { errno = EIO; return failing; }  \
    __typeof__(call) outcome = (call);           \
    if (what == AFTER || what == TORN) end();    \
    return outcome;                              \
  } while (0)

// A write may also stop in its middle: the rest is never written, or has to be asked for again.
#define WRITE(descriptor, count, part, whole)                  \
  do {                                                         \
    if (!counts(descriptor)) return whole;                     \
    enum kind what = decide(1);                                \
    if (what == FULL) { errno = ENOSPC; return -1; }           \
    if (what == BROKEN) { errno = EIO; return -1; }            \
    if ((what == TORN || what == SHORT) && (count) > 1) {      \
      ssize_t written = part;                                  \
      if (what == TORN) end();                                 \
      return written;                                          \
    }                                                          \
    ssize_t written = whole;                                   \
    if (what == AFTER || what == TORN) end();                  \
    return written;                                            \
  } while (0)

ssize_t write(int descriptor, const void *bytes, size_t count) {
  WRITE(descriptor, count, REAL(write)(descriptor, bytes, count / 2),
        REAL(write)(descriptor, bytes, count));
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t place) {
  WRITE(descriptor, count, REAL(pwrite)(descriptor, bytes, count / 2, place),
        REAL(pwrite)(descriptor, bytes, count, place));
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t place) {
  WRITE(descriptor, count, REAL(pwrite64)(descriptor, bytes, count / 2, place),
        REAL(pwrite64)(descriptor, bytes, count, place));
}

int ftruncate(int descriptor, off_t length) {
  if (!counts(descriptor)) return REAL(ftruncate)(descriptor, length);
  CHANGE(decide(0), -1, REAL(ftruncate)(descriptor, length));
}

int ftruncate64(int descriptor, off64_t length) {
  if (!counts(descriptor)) return REAL(ftruncate64)(descriptor, length);
  CHANGE(decide(0), -1, REAL(ftruncate64)(descriptor, length));
}

int fsync(int descriptor) {
  if (!counts(descriptor)) return REAL(fsync)(descriptor);
  CHANGE(decide(0), -1, REAL(fsync)(descriptor));
}

int fdatasync(int descriptor) {
  if (!counts(descriptor)) return REAL(fdatasync)(descriptor);
  CHANGE(decide(0), -1, REAL(fdatasync)(descriptor));
}

int rename(const char *from, const char *to) {
  if (!counts_path(to)) return REAL(rename)(from, to);
  CHANGE(decide(0), -1, REAL(rename)(from, to));
}

int link(const char *from, const char *to) {
  if (!counts_path(to)) return REAL(link)(from, to);
  CHANGE(decide(1), -1, REAL(link)(from, to));
}

int unlink(const char *path) {
  if (!counts_path(path)) return REAL(unlink)(path);
  CHANGE(decide(0), -1, REAL(unlink)(path));
}

int mkdir(const char *path, mode_t mode) {
  if (!counts_path(path)) return REAL(mkdir)(path, mode);
  CHANGE(decide(1), -1, REAL(mkdir)(path, mode));
}
