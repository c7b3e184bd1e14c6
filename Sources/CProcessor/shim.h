#pragma once
// What Swift cannot ask the processor for.

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
