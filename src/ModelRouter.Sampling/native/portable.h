// One source, three compilers: clang without NVIDIA's headers (makes the PTX that ships), nvcc (for those who have it), and any
// C++ compiler for the host, where the tests' emulator supplies blocks, barriers and atomics. Nothing else here knows which it is.
#pragma once

typedef int i32;
typedef unsigned int u32;
typedef unsigned long long u64;

#if defined(__CUDA__) || defined(__NVCC__)
#define ON_DEVICE 1
#define UNROLL _Pragma("unroll")
#else
#define UNROLL
#endif

#if defined(ON_DEVICE) && !defined(__NVCC__) // clang: attributes and intrinsics that NVIDIA's headers would declare.

#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#define SHARED __shared__
#define DEVICE static __device__ __attribute__((always_inline)) inline

DEVICE u32 thread() { return __nvvm_read_ptx_sreg_tid_x(); }
DEVICE u32 blockX() { return __nvvm_read_ptx_sreg_ctaid_x(); }
DEVICE u32 blockY() { return __nvvm_read_ptx_sreg_ctaid_y(); }
// Not __syncthreads: without NVIDIA's headers clang takes it for a function that can't see shared variables, and moves their loads over it.
DEVICE void barrier() { asm volatile("bar.sync 0;" ::: "memory"); }
DEVICE void fence() { asm volatile("membar.gl;" ::: "memory"); }
DEVICE u64 shuffleUp(u64 value, u32 lanes) {
    const u32 low = __nvvm_shfl_sync_up_i32(0xFFFFFFFFu, (u32)value, lanes, 0);
    const u32 high = __nvvm_shfl_sync_up_i32(0xFFFFFFFFu, (u32)(value >> 32), lanes, 0);
    return low | ((u64)high << 32);
}
DEVICE u32 atomicPlus(u32* at, u32 value) { return __atomic_fetch_add(at, value, __ATOMIC_RELAXED); }
DEVICE u64 atomicPlus(u64* at, u64 value) { return __atomic_fetch_add(at, value, __ATOMIC_RELAXED); }
DEVICE u64 atomicMost(u64* at, u64 value) { return __nvvm_atom_max_gen_ull(at, value); }
template <typename T> DEVICE T fresh(const T* at) { return *(const volatile T*)at; }
DEVICE float fusedMultiplyAdd(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
DEVICE float nearest(float x) { return __builtin_rintf(x); }
DEVICE u64 high64(u64 a, u64 b) { return __nvvm_mulhi_ull(a, b); }
DEVICE u32 bitsOf(float x) { return __nvvm_bitcast_f2i(x); }
DEVICE float floatOf(u32 bits) { return __nvvm_bitcast_i2f(bits); }

#elif defined(__NVCC__)

#define SHARED __shared__
#define DEVICE static __device__ __forceinline__

DEVICE u32 thread() { return threadIdx.x; }
DEVICE u32 blockX() { return blockIdx.x; }
DEVICE u32 blockY() { return blockIdx.y; }
DEVICE void barrier() { __syncthreads(); }
DEVICE void fence() { __threadfence(); }
DEVICE u64 shuffleUp(u64 value, u32 lanes) { return __shfl_up_sync(0xFFFFFFFFu, value, lanes); }
DEVICE u32 atomicPlus(u32* at, u32 value) { return atomicAdd(at, value); }
DEVICE u64 atomicPlus(u64* at, u64 value) { return atomicAdd(at, value); }
DEVICE u64 atomicMost(u64* at, u64 value) { return atomicMax(at, value); }
template <typename T> DEVICE T fresh(const T* at) { return *(const volatile T*)at; }
DEVICE float fusedMultiplyAdd(float a, float b, float c) { return __fmaf_rn(a, b, c); }
DEVICE float nearest(float x) { return rintf(x); }
DEVICE u64 high64(u64 a, u64 b) { return __umul64hi(a, b); }
DEVICE u32 bitsOf(float x) { return __float_as_uint(x); }
DEVICE float floatOf(u32 bits) { return __uint_as_float(bits); }

#else // The host: who compiles this for it links an emulator that defines these functions.

#define __global__
#define DEVICE static inline
#define SHARED static __attribute__((section("device_shared")))

extern "C" {
u32 emulated_thread();
u32 emulated_block_x();
u32 emulated_block_y();
void emulated_barrier();
void emulated_fence();
u64 emulated_shuffle_up(u64 value, u32 lanes);
u32 emulated_add_32(u32* at, u32 value);
u64 emulated_add_64(u64* at, u64 value);
u64 emulated_max_64(u64* at, u64 value);
}

DEVICE u32 thread() { return emulated_thread(); }
DEVICE u32 blockX() { return emulated_block_x(); }
DEVICE u32 blockY() { return emulated_block_y(); }
DEVICE void barrier() { emulated_barrier(); }
DEVICE void fence() { emulated_fence(); }
DEVICE u64 shuffleUp(u64 value, u32 lanes) { return emulated_shuffle_up(value, lanes); }
DEVICE u32 atomicPlus(u32* at, u32 value) { return emulated_add_32(at, value); }
DEVICE u64 atomicPlus(u64* at, u64 value) { return emulated_add_64(at, value); }
DEVICE u64 atomicMost(u64* at, u64 value) { return emulated_max_64(at, value); }
template <typename T> DEVICE T fresh(const T* at) { return *at; }
DEVICE float fusedMultiplyAdd(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
DEVICE float nearest(float x) { return __builtin_rintf(x); }
DEVICE u64 high64(u64 a, u64 b) { return (u64)(((unsigned __int128)a * b) >> 64); }
DEVICE u32 bitsOf(float x) { u32 bits; __builtin_memcpy(&bits, &x, 4); return bits; }
DEVICE float floatOf(u32 bits) { float x; __builtin_memcpy(&x, &bits, 4); return x; }

#endif
