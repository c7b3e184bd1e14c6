#pragma once
// What Swift cannot ask the processor for, or the system about memory.

#include <stddef.h>
#include <stdint.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

/// Asks the system to put a block that nobody has touched yet on huge pages, if it is large enough to
/// gain by them: it is then filled with fewer faults, and rows anywhere in it are found faster.
static inline void lopsided_prefer_huge_pages(void *start, size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // Whole pages only, of whichever size.
  const uintptr_t page = 1 << 16, least = 1 << 22;
  if (start == NULL || bytes < least) return;
  uintptr_t first = ((uintptr_t)start + page - 1) & ~(page - 1);
  uintptr_t end = ((uintptr_t)start + bytes) & ~(page - 1);
  // A wish: whether it is granted changes no result.
  madvise((void *)first, end - first, MADV_HUGEPAGE);
#endif
}

/// 2 with AVX-512, 1 with AVX2 and fused multiply-add, 0 without.
static inline int lopsided_vector_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
        __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")))
    return 0;
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") ? 2 : 1;
#else
  return 0;
#endif
}

/// Tells the processor that this address will be read soon.
static inline void lopsided_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/// The same for an address that is read later: it need not come nearer than the second-level cache.
static inline void lopsided_prefetch_far(const void *address) { __builtin_prefetch(address, 0, 2); }

/// Tells the processor that this thread waits for another one.
static inline void lopsided_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

typedef float lopsided_floats16 __attribute__((ext_vector_type(16)));

/// Sums each four floats, the first with the third, the second with the fourth, then both: a's four sums are at places
/// 0, 4, 8, 12 of the result, b's at 1, 5, 9, 13, and so on.
static inline lopsided_floats16 lopsided_sums_of_fours(lopsided_floats16 a, lopsided_floats16 b,
                                                       lopsided_floats16 c, lopsided_floats16 d) {
  lopsided_floats16 ab =
      __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29) +
      __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  lopsided_floats16 cd =
      __builtin_shufflevector(c, d, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29) +
      __builtin_shufflevector(c, d, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  return __builtin_shufflevector(ab, cd, 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30) +
         __builtin_shufflevector(ab, cd, 1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31);
}

typedef float lopsided_floats4 __attribute__((ext_vector_type(4)));

/// The sums of all floats of each of four vectors, halves added onto halves until one is left.
static inline lopsided_floats4 lopsided_sums_by_halves(lopsided_floats16 a, lopsided_floats16 b,
                                                       lopsided_floats16 c, lopsided_floats16 d) {
  lopsided_floats16 ab =
      __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
      __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  lopsided_floats16 cd =
      __builtin_shufflevector(c, d, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
      __builtin_shufflevector(c, d, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  lopsided_floats16 four =
      __builtin_shufflevector(ab, cd, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +
      __builtin_shufflevector(ab, cd, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  lopsided_floats16 two =
      four + __builtin_shufflevector(four, four, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  lopsided_floats16 one =
      two + __builtin_shufflevector(two, two, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
  return __builtin_shufflevector(one, one, 0, 4, 8, 12);
}
