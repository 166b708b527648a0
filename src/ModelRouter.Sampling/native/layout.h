// What host and device hand each other; CudaRow, CudaResult and CudaBatch repeat these layouts.
#pragma once
#include "portable.h"

constexpr u32 Threads = 256;
constexpr u32 TokensPerThread = 8;
constexpr u32 SliceTokens = Threads * TokensPerThread; // A block's share of a row.
constexpr u32 Bins = 2048;                             // Of 1/64 nat over the temperature: 32 nats, beyond which no mass is.
constexpr float BinsPerNat = 64;
constexpr u32 CandidatesPerThread = 16;
constexpr u32 BoundaryCapacity = Threads * CandidatesPerThread; // Tokens of the bin in which top-k or top-p ends; more is an overflow.

enum Mode : u32 { Draw = 0, Greedy = 1, Forced = 2 };
enum Status : u32 { Drawn = 0, Empty = 1, Overflow = 2 };

struct Row {
    u64 seed, step;
    u64 leastMass;      // Of a token that min-p keeps, at least 1.
    u64 topP;           // In units of 2^-32.
    float inverseTemperature, repetition, presence, frequency;
    u32 topK;           // 1 to the vocabulary's size.
    u32 mode;
    u32 forced;
    u32 mask;           // Of the bitmask's first word in `words`; NoMask for none.
    u32 penalties, penaltyCount; // First word and number of (token, count) pairs, each token once.
    u32 biases, biasCount;       // The same of (token, float) pairs.
};
constexpr u32 NoMask = 0xFFFFFFFFu;

struct Result {
    u64 mass, timesDistance;     // At temperature 1.
    float max, runnerUp, logit;
    u32 token, kept, status;
};

// A row's state between kernels. Keys order logits, and equal logits by falling token id; 0 is none.
struct State {
    u64 best, next;
    u64 mass, timesDistance;
    u64 massBefore, toKeep;      // Of the bins before the boundary's; of the whole prefix.
    u32 countBefore, boundary;   // Boundary = Bins: everything with mass is kept.
    u32 candidates, blocksDone;
};

struct Batch {
    float* logits;               // Row i from i * vocabulary on; penalties and biases are applied in place.
    const Row* rows;
    const u64* words;            // Bitmasks, penalties, biases.
    State* states;
    u64* binMass;                // [row][bin]
    u32* binCount;               // [row][bin]
    u64* candidates;             // [row][BoundaryCapacity]: ranks, distance before token id.
    u64* sliceMass;              // [row][slice]: mass in bins before the boundary.
    Result* results;
    u32 vocabulary, slices;      // slices = ceil(vocabulary / SliceTokens), at most Threads.
    u32 slicesPerBlock;          // Of the histogram: a block clears and publishes its bins once for all of them.
};
