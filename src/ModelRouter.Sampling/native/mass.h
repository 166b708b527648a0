// The arithmetic of IntegerMass, ExpPolynomial, TokenRank and Philox4x32 (C#), operation by operation: see IntegerMass for why
// integers, and for the definition. Compile without contraction and without flushing of subnormals.
#pragma once
#include "portable.h"

constexpr float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;
constexpr float C2 = 0.49999993346f, C3 = 0.16666519129f, C4 = 0.04166840574f, C5 = 0.00836889874f, C6 = 0.00138142213f;
constexpr float MantissaScale = 16777216.0f;
constexpr float Massless = 31, Negligible = 36;
constexpr float LargestFloat = 3.402823466e+38f;

DEVICE float negativeInfinity() { return floatOf(0xFF800000u); }
DEVICE float notANumber() { return floatOf(0x7FC00000u); }

struct Exponential { float p; i32 n; };

DEVICE Exponential exponential(float x) {
    const float exponent = nearest(x * Log2E);
    float r = fusedMultiplyAdd(exponent, Ln2Low, fusedMultiplyAdd(exponent, Ln2High, -x));
    float p = fusedMultiplyAdd(r, C6, C5);
    p = fusedMultiplyAdd(r, p, C4);
    p = fusedMultiplyAdd(r, p, C3);
    p = fusedMultiplyAdd(r, p, C2);
    p = fusedMultiplyAdd(r, p, 1.0f);
    return {fusedMultiplyAdd(r, p, 1.0f), (i32)exponent};
}

DEVICE u64 shifted(float mantissa, i32 n) { return ((u64)(i32)mantissa << 20) >> n; }

// The mass at an uncapped distance over the temperature.
DEVICE u64 massAt(float scaled) {
    if (!(scaled < Massless)) return 0;
    const Exponential e = exponential(scaled);
    return shifted(e.p * MantissaScale, e.n);
}

DEVICE u64 massOfRank(u64 rank, float inverseTemperature) {
    return massAt(floatOf((u32)(rank >> 32)) * inverseTemperature);
}

DEVICE u64 rankOf(float distance, u32 token) { return ((u64)bitsOf(distance) << 32) | token; }

// Orders like the ranking, largest first: by logit (-0 is +0), then by falling token id. NaN and -inf give 0, which is no token.
DEVICE u64 keyOf(float logit, u32 token) {
    if (!(logit > negativeInfinity())) return 0;
    const u32 bits = bitsOf(logit + 0.0f);
    return ((u64)((bits >> 31) ? ~bits : bits | 0x80000000u) << 32) | (u32)~token;
}

DEVICE float logitOf(u64 key) {
    const u32 ordered = (u32)(key >> 32);
    return key == 0 ? negativeInfinity() : floatOf((ordered >> 31) ? ordered & 0x7FFFFFFFu : ~ordered);
}

// ceil(topP * total) with topP in units of 2^-32; total is below 2^63.
DEVICE u64 massToKeep(u64 total, u64 topP) {
    return (total >> 32) * topP + (((total & 0xFFFFFFFFu) * topP + 0xFFFFFFFFu) >> 32);
}

// Philox4x32-10: output words 0 and 1 of key `seed` and counter (step, 0).
DEVICE u64 uniform64(u64 seed, u64 step) {
    u32 x0 = (u32)step, x1 = (u32)(step >> 32), x2 = 0, x3 = 0, key0 = (u32)seed, key1 = (u32)(seed >> 32);
    for (int round = 0; round < 10; round++) {
        const u64 even = 0xD2511F53ull * x0, odd = 0xCD9E8D57ull * x2;
        x0 = (u32)(odd >> 32) ^ x1 ^ key0;
        x1 = (u32)odd;
        x2 = (u32)(even >> 32) ^ x3 ^ key1;
        x3 = (u32)even;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return x0 | ((u64)x1 << 32);
}
