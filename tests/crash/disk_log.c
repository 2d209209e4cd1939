/* Writes down, in order, every change that this process asks the disk for below one folder.
 *
 * Preloaded into the process under test (LD_PRELOAD), so it sees the very calls of the SQLite build in use.
 * Environment: DISK_LOG_FOLDER, absolute path that ends without a slash; DISK_LOG, the file to write the log to.
 * Record: 1 byte kind, 8 bytes offset or size, 4 bytes path length, 4 bytes data length, path, data; little endian.
 * Kinds: W write, T truncate, S sync of a file, D sync of a folder, C file created, U unlinked, R renamed (data: the new path),
 * M a mark (a write to the file named "marks" there: what the workload told its caller).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 4096
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static char *paths[FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int out = -1;
static char folder[1024];

__attribute__((constructor)) static void begin(void) {
  const char *where = getenv("DISK_LOG_FOLDER"), *log = getenv("DISK_LOG");
  if (!where || !log) return;
  snprintf(folder, sizeof folder, "%s", where);
  out = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static int is_ours(const char *path) {
  size_t n = strlen(folder);
  return out >= 0 && n && !strncmp(path, folder, n) && (path[n] == '/' || !path[n]);
}

static void put(char kind, int64_t at, const char *path, const void *data, uint32_t n) {
  uint32_t length = (uint32_t)strlen(path);
  char head[17];
  head[0] = kind;
  memcpy(head + 1, &at, 8);
  memcpy(head + 9, &length, 4);
  memcpy(head + 13, &n, 4);
  struct iovec parts[3] = {{head, 17}, {(void *)path, length}, {(void *)data, n}};
  if (writev(out, parts, 3) != (ssize_t)(17 + length + n)) abort();
}

static const char *name_of(int fd) { return fd >= 0 && fd < FILES ? paths[fd] : NULL; }

static int opened(int fd, const char *path, int flags, int existed) {
  char whole[2048];
  if (fd < 0 || fd >= FILES || out < 0) return fd;
  if (path[0] == '/') snprintf(whole, sizeof whole, "%s", path);
  else { char here[1024]; if (!getcwd(here, sizeof here)) return fd; snprintf(whole, sizeof whole, "%s/%s", here, path); }
  pthread_mutex_lock(&lock);
  free(paths[fd]);
  paths[fd] = is_ours(whole) ? strdup(whole) : NULL;
  if (paths[fd] && !existed && (flags & O_CREAT)) put('C', 0, whole, "", 0);
  if (paths[fd] && existed && (flags & O_TRUNC)) put('T', 0, whole, "", 0);
  pthread_mutex_unlock(&lock);
  return fd;
}

#define OPEN(name)                                              \
  int name(const char *path, int flags, ...) {                  \
    mode_t mode = 0;                                            \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list a; va_start(a, flags); mode = va_arg(a, mode_t); va_end(a); } \
    int existed = access(path, F_OK) == 0;                      \
    return opened(REAL(name)(path, flags, mode), path, flags, existed); \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  pthread_mutex_lock(&lock);
  if (fd >= 0 && fd < FILES && paths[fd]) { free(paths[fd]); paths[fd] = NULL; }
  pthread_mutex_unlock(&lock);
  return REAL(close)(fd);
}

/* The lock is held over the call and its record, so that the log's order is the order in which the calls took effect. */
#define LOGGED(kind, at, data, n, call)                         \
  const char *path = name_of(fd);                               \
  if (!path) return call;                                       \
  pthread_mutex_lock(&lock);                                    \
  __typeof__(call) r = call;                                    \
  if (r >= 0) put(strcmp(strrchr(path, '/'), "/marks") ? kind : 'M', at, path, data, n); \
  pthread_mutex_unlock(&lock);                                  \
  return r;

ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { LOGGED('W', at, b, r > 0 ? (uint32_t)r : 0, REAL(pwrite)(fd, b, n, at)) }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) { LOGGED('W', at, b, r > 0 ? (uint32_t)r : 0, REAL(pwrite64)(fd, b, n, at)) }
ssize_t write(int fd, const void *b, size_t n) {
  off_t at = name_of(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
  LOGGED('W', at, b, r > 0 ? (uint32_t)r : 0, REAL(write)(fd, b, n))
}
int ftruncate(int fd, off_t n) { LOGGED('T', n, "", 0, REAL(ftruncate)(fd, n)) }
int ftruncate64(int fd, off64_t n) { LOGGED('T', n, "", 0, REAL(ftruncate64)(fd, n)) }

static char sync_kind(int fd) {
  struct stat s;
  return !fstat(fd, &s) && S_ISDIR(s.st_mode) ? 'D' : 'S';
}
static int synced(int fd, int (*call)(int)) {
  const char *path = name_of(fd);
  if (!path) return call(fd);
  pthread_mutex_lock(&lock);
  int r = call(fd);
  if (!r) put(sync_kind(fd), 0, path, "", 0);
  pthread_mutex_unlock(&lock);
  return r;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int unlink(const char *path) {
  pthread_mutex_lock(&lock);
  int r = REAL(unlink)(path);
  if (!r && is_ours(path)) put('U', 0, path, "", 0);
  pthread_mutex_unlock(&lock);
  return r;
}
int rename(const char *from, const char *to) {
  pthread_mutex_lock(&lock);
  int r = REAL(rename)(from, to);
  if (!r && is_ours(from)) put('R', 0, from, to, (uint32_t)strlen(to));
  pthread_mutex_unlock(&lock);
  return r;
}
