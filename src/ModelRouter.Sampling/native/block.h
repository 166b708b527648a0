// Sums over the threads of a block: within warps by shuffles, between them through shared memory.
#pragma once
#include "layout.h"

constexpr u32 WarpThreads = 32, Warps = Threads / WarpThreads;

// The sum of the values of lower threads; `total` becomes that of all. Every thread of the block calls it.
DEVICE u64 sumBefore(u64 value, u64& total) {
    SHARED u64 ofWarp[Warps];
    const u32 lane = thread() % WarpThreads, warp = thread() / WarpThreads;
    u64 sum = value;
    for (u32 lanes = 1; lanes < WarpThreads; lanes *= 2) {
        const u64 lower = shuffleUp(sum, lanes);
        if (lane >= lanes) sum += lower;
    }
    if (lane == WarpThreads - 1) ofWarp[warp] = sum;
    barrier();
    u64 before = 0;
    total = 0;
    for (u32 i = 0; i < Warps; i++) {
        if (i == warp) before = total;
        total += ofWarp[i];
    }
    barrier(); // The next call may write while a slow thread still reads.
    return before + sum - value;
}

DEVICE u64 sumOfBlock(u64 value) {
    u64 total;
    sumBefore(value, total);
    return total;
}

// A 64-bit sum in shared memory by two native 32-bit atomics: one of 64 bits would be a compare-and-swap loop.
DEVICE void addWithCarry(u32* low, u32* high, u64 value) {
    const u32 part = (u32)value;
    const u32 carry = atomicPlus(low, part) + part < part ? 1 : 0;
    const u32 upper = (u32)(value >> 32) + carry;
    if (upper != 0) atomicPlus(high, upper);
}
