// Draws one token per row of a batch of logits that lie on the device. Five kernels, one read of the logits from memory (while a
// batch's rows fit the second-level cache), no sort of a row: a histogram of integer masses finds the bin where top-k or top-p ends,
// and only that bin is sorted. Integer sums do not depend on their order, so the result is that of ScalarSampler (C#), to the bit.
//
//   init       rows            clear the state; penalties and biases, in place
//   max        slices x rows   the likeliest token and the runner-up
//   histogram  blocks x rows   mass per bin; sums at temperature 1; the last block finds the boundary bin
//   gather     slices x rows   collect the boundary bin; mass per slice before it
//   pick       rows            sort the boundary bin, cut, draw, find the token in its slice
//
// Blocks of 256 threads. A block of a sliced kernel looks at 2,048 tokens, one of the histogram at several times as many.
#include "block.h"
#include "mass.h"

#define KERNEL extern "C" __global__ void

// What a block needs of its row.
struct View {
    State* state;
    const float* logits;
    const u64* mask; // Null for none.
    u64 leastMass;
    float inverseTemperature;
    u32 vocabulary;
};

DEVICE View viewOf(const Batch& batch, u32 row) {
    const Row& r = batch.rows[row];
    return {&batch.states[row], batch.logits + (u64)row * batch.vocabulary, r.mask == NoMask ? nullptr : batch.words + r.mask,
            r.leastMass, r.inverseTemperature, batch.vocabulary};
}

// Banned is -inf; +inf is the largest float, so that distances to it are numbers; NaN stays and never wins a comparison.
DEVICE float masked(const View& view, u32 token, float logit) {
    return (view.mask[token / 64] >> (token % 64)) & 1 ? logit : negativeInfinity();
}

DEVICE float finite(float logit) { return logit > LargestFloat ? LargestFloat : logit; }

DEVICE float logitAt(const View& view, u32 token) {
    const float logit = view.logits[token];
    return finite(view.mask ? masked(view, token, logit) : logit);
}

// The thread's i-th token of a slice.
DEVICE u32 tokenOf(u32 slice, u32 i) { return slice * SliceTokens + i * Threads + thread(); }

// Their logits; NaN, which is no token, beyond the vocabulary's end. All loads are under way before the first is used.
struct Logits { float of[TokensPerThread]; };

DEVICE Logits logitsOf(const View& view, u32 slice) {
    Logits logits;
    const u32 last = view.vocabulary - 1;
    UNROLL for (u32 i = 0; i < TokensPerThread; i++) logits.of[i] = view.logits[tokenOf(slice, i) < last ? tokenOf(slice, i) : last];
    if (view.mask) {
        UNROLL for (u32 i = 0; i < TokensPerThread; i++) {
            logits.of[i] = masked(view, tokenOf(slice, i) < last ? tokenOf(slice, i) : last, logits.of[i]);
        }
    }
    UNROLL for (u32 i = 0; i < TokensPerThread; i++) logits.of[i] = tokenOf(slice, i) <= last ? finite(logits.of[i]) : notANumber();
    return logits;
}

// A token that min-p leaves, by its place in the ranking; mass 0 for one that can't be drawn.
struct Ranked { u64 mass, rank; u32 bin; };

DEVICE Ranked ranked(const View& view, float max, float logit, u32 token) {
    const float distance = max - logit;
    const float scaled = distance * view.inverseTemperature;
    const u64 mass = massAt(scaled);
    if (mass < view.leastMass) return {0, 0, 0};
    return {mass, rankOf(distance, token), (u32)(scaled * BinsPerNat)};
}

KERNEL sampling_init(const Batch batch) {
    const u32 row = blockX();
    const Row r = batch.rows[row];
    float* logits = batch.logits + (u64)row * batch.vocabulary;
    for (u32 bin = thread(); bin < Bins; bin += Threads) {
        batch.binMass[(u64)row * Bins + bin] = 0;
        batch.binCount[(u64)row * Bins + bin] = 0;
    }
    if (thread() == 0) batch.states[row] = {};

    for (u32 i = thread(); i < r.penaltyCount; i += Threads) {
        const u64 pair = batch.words[r.penalties + i];
        float& logit = logits[(u32)pair];
        const float scaled = logit > 0 ? logit / r.repetition : logit * r.repetition;
        logit = scaled - fusedMultiplyAdd((float)(i32)(pair >> 32), r.frequency, r.presence);
    }
    barrier(); // A bias comes after the penalty of the same token, which another thread may have applied.
    for (u32 i = thread(); i < r.biasCount; i += Threads) {
        const u64 pair = batch.words[r.biases + i];
        logits[(u32)pair] += floatOf((u32)(pair >> 32));
    }
}

KERNEL sampling_max(const Batch batch) {
    SHARED u64 best, next;
    const View view = viewOf(batch, blockY());
    if (thread() == 0) best = next = 0;
    barrier();

    u64 mine = 0, second = 0;
    const Logits logits = logitsOf(view, blockX());
    UNROLL for (u32 i = 0; i < TokensPerThread; i++) {
        const u64 key = keyOf(logits.of[i], tokenOf(blockX(), i));
        if (key > mine) {
            second = mine;
            mine = key;
        } else if (key > second) {
            second = key;
        }
    }

    // Whoever is displaced from the first place, or fails to reach it, competes for the second. Keys are distinct.
    for (u32 lanes = 1; lanes < WarpThreads; lanes *= 2) {
        const u64 otherMine = shuffleUp(mine, lanes), otherSecond = shuffleUp(second, lanes);
        if (thread() % WarpThreads >= lanes) {
            const u64 loser = otherMine < mine ? otherMine : mine;
            mine = otherMine < mine ? mine : otherMine;
            second = otherSecond < second ? second : otherSecond;
            second = second < loser ? loser : second;
        }
    }
    if (thread() % WarpThreads == WarpThreads - 1) {
        const u64 displaced = atomicMost(&best, mine);
        atomicMost(&next, displaced < mine ? displaced : mine);
        atomicMost(&next, second);
    }
    barrier();
    if (thread() == 0) {
        const u64 displaced = atomicMost(&view.state->best, best);
        atomicMost(&view.state->next, displaced < best ? displaced : best);
        atomicMost(&view.state->next, next);
    }
}

// Finds the first bin with which the prefix has the mass or the number to keep. Called by all threads of a row's last block.
DEVICE void findBoundary(const Batch& batch, State* state, u32 row) {
    constexpr u32 BinsPerThread = Bins / Threads;
    const u32 first = thread() * BinsPerThread;
    u64 mass[BinsPerThread], massOfThread = 0;
    u32 count[BinsPerThread], countOfThread = 0;
    UNROLL for (u32 i = 0; i < BinsPerThread; i++) {
        massOfThread += mass[i] = fresh(&batch.binMass[(u64)row * Bins + first + i]);
        countOfThread += count[i] = fresh(&batch.binCount[(u64)row * Bins + first + i]);
    }
    u64 total, totalCount;
    u64 before = sumBefore(massOfThread, total);
    u64 countBefore = sumBefore(countOfThread, totalCount);

    const Row& r = batch.rows[row];
    const u64 share = massToKeep(total, r.topP);
    const u64 toKeep = share > 1 ? share : 1; // Top-p 0 keeps one token.
    if (total <= toKeep && totalCount <= r.topK) {
        if (thread() == 0) {
            state->massBefore = total;
            state->countBefore = (u32)totalCount;
            state->boundary = Bins;
        }
        return;
    }
    UNROLL for (u32 i = 0; i < BinsPerThread; i++) {
        const bool open = before < toKeep && countBefore < r.topK;
        if (open && (before + mass[i] >= toKeep || countBefore + count[i] >= r.topK)) {
            state->massBefore = before;
            state->countBefore = (u32)countBefore;
            state->toKeep = toKeep;
            state->boundary = first + i;
        }
        before += mass[i];
        countBefore += count[i];
    }
}

KERNEL BLOCKS_AT_ONCE(4) sampling_histogram(const Batch batch) {
    SHARED u32 low[Bins], high[Bins], count[Bins];
    SHARED u32 isLast;
    const u32 row = blockY();
    const View view = viewOf(batch, row);
    const bool draws = batch.rows[row].mode == Draw;
    const float max = logitOf(view.state->best);
    if (view.state->best == 0) return; // Nothing to draw.

    for (u32 bin = thread(); bin < Bins; bin += Threads) low[bin] = high[bin] = count[bin] = 0;
    barrier();

    u64 mass = 0, timesDistance = 0;
    const u32 firstSlice = blockX() * batch.slicesPerBlock;
    for (u32 slice = firstSlice; slice < firstSlice + batch.slicesPerBlock && slice < batch.slices; slice++) {
        const Logits logits = logitsOf(view, slice);
        UNROLL for (u32 i = 0; i < TokensPerThread; i++) {
            const float distance = max - logits.of[i];
            if (distance < Negligible) {
                const Exponential e = exponential(distance);
                mass += shifted(e.p * MantissaScale, e.n);
                timesDistance += shifted(e.p * distance * MantissaScale, e.n);
            }
            if (draws) {
                const Ranked token = ranked(view, max, logits.of[i], tokenOf(slice, i));
                if (token.mass != 0) {
                    addWithCarry(&low[token.bin], &high[token.bin], token.mass);
                    atomicPlus(&count[token.bin], 1);
                }
            }
        }
    }
    mass = sumOfBlock(mass);
    timesDistance = sumOfBlock(timesDistance); // With barriers inside: the histogram is complete too.
    if (thread() == 0) {
        atomicPlus(&view.state->mass, mass);
        atomicPlus(&view.state->timesDistance, timesDistance);
    }
    if (!draws) return;

    for (u32 bin = thread(); bin < Bins; bin += Threads) {
        if (count[bin] != 0) {
            atomicPlus(&batch.binMass[(u64)row * Bins + bin], ((u64)high[bin] << 32) + low[bin]);
            atomicPlus(&batch.binCount[(u64)row * Bins + bin], count[bin]);
        }
    }
    fence(); // Publish the bins before the block counts as done.
    barrier();
    if (thread() == 0) isLast = atomicPlus(&view.state->blocksDone, 1) == (batch.slices - 1) / batch.slicesPerBlock;
    barrier();
    if (isLast) {
        fence();
        findBoundary(batch, view.state, row);
    }
}

KERNEL sampling_gather(const Batch batch) {
    const u32 row = blockY();
    const View view = viewOf(batch, row);
    if (batch.rows[row].mode != Draw || view.state->best == 0) return;
    const float max = logitOf(view.state->best);
    const u32 boundary = view.state->boundary;

    u64 mass = 0;
    const Logits logits = logitsOf(view, blockX());
    UNROLL for (u32 i = 0; i < TokensPerThread; i++) {
        const Ranked token = ranked(view, max, logits.of[i], tokenOf(blockX(), i));
        if (token.mass != 0 && token.bin < boundary) {
            mass += token.mass;
        } else if (token.mass != 0 && token.bin == boundary) {
            const u32 at = atomicPlus(&view.state->candidates, 1);
            if (at < BoundaryCapacity) batch.candidates[(u64)row * BoundaryCapacity + at] = token.rank;
        }
    }
    mass = sumOfBlock(mass);
    if (thread() == 0) batch.sliceMass[(u64)row * batch.slices + blockX()] = mass;
}

// Sorts ascending; the size is a power of two.
DEVICE void sort(u64* ranks, u32 size) {
    for (u32 run = 2; run <= size; run *= 2) {
        for (u32 stride = run / 2; stride > 0; stride /= 2) {
            for (u32 pair = thread(); pair < size / 2; pair += Threads) {
                const u32 i = 2 * pair - (pair & (stride - 1)), j = i + stride;
                const u64 a = ranks[i], b = ranks[j];
                if ((a > b) == ((i & run) == 0)) {
                    ranks[i] = b;
                    ranks[j] = a;
                }
            }
            barrier();
        }
    }
}

KERNEL sampling_pick(const Batch batch) {
    SHARED u64 ranks[BoundaryCapacity];
    SHARED u32 sliceLow[Threads], sliceHigh[Threads];
    SHARED u64 lastRank, keptMass, rest;
    SHARED u32 kept, slice;
    const u32 row = blockX();
    const View view = viewOf(batch, row);
    const State state = *view.state;
    const Row r = batch.rows[row];
    const float max = logitOf(state.best);
    Result result = {state.mass, state.timesDistance, max, logitOf(state.next), 0, 0, 1, Drawn};

    if (state.best == 0 || r.mode != Draw || state.candidates > BoundaryCapacity) {
        if (thread() == 0) {
            result.status = state.best == 0 ? Empty : r.mode == Draw ? Overflow : Drawn;
            result.token = r.mode == Forced ? r.forced : ~(u32)state.best;
            if (result.status == Drawn) result.logit = logitAt(view, result.token);
            batch.results[row] = result;
        }
        return;
    }

    // 1. The boundary bin in order of rank.
    u32 size = 2;
    while (size < state.candidates) size *= 2;
    for (u32 i = thread(); i < size; i += Threads) {
        ranks[i] = i < state.candidates ? batch.candidates[(u64)row * BoundaryCapacity + i] : ~0ull;
    }
    if (thread() == 0) {
        // What holds if everything is kept; step 2 finds the place otherwise.
        lastRank = ~0ull;
        keptMass = state.massBefore;
        kept = state.countBefore;
    }
    const bool hasSlice = thread() < batch.slices;
    const u64 sliceBefore = hasSlice ? batch.sliceMass[(u64)row * batch.slices + thread()] : 0;
    sliceLow[thread()] = (u32)sliceBefore;
    sliceHigh[thread()] = (u32)(sliceBefore >> 32);
    barrier();
    sort(ranks, size);

    // 2. Where the prefix first has the mass or the number to keep.
    const u32 first = thread() * CandidatesPerThread;
    const u32 end = state.boundary == Bins ? 0 : state.candidates;
    u64 ofThread = 0, total;
    for (u32 i = first; i < end && i < first + CandidatesPerThread; i++) ofThread += massOfRank(ranks[i], r.inverseTemperature);
    u64 before = state.massBefore + sumBefore(ofThread, total);
    for (u32 i = first; i < end && i < first + CandidatesPerThread; i++) {
        const u64 with = before + massOfRank(ranks[i], r.inverseTemperature);
        const bool open = before < state.toKeep && state.countBefore + i < r.topK;
        if (open && (with >= state.toKeep || state.countBefore + i + 1 >= r.topK)) {
            lastRank = ranks[i];
            keptMass = with;
            kept = state.countBefore + i + 1;
        }
        before = with;
    }
    barrier();

    // 3. The slice that the draw falls into.
    for (u32 i = thread(); i < end && ranks[i] <= lastRank; i += Threads) {
        const u32 of = (u32)ranks[i] / SliceTokens;
        addWithCarry(&sliceLow[of], &sliceHigh[of], massOfRank(ranks[i], r.inverseTemperature));
    }
    barrier();
    const u64 target = high64(uniform64(r.seed, r.step), keptMass);
    const u64 ofSlice = ((u64)sliceHigh[thread()] << 32) + sliceLow[thread()];
    const u64 passed = sumBefore(ofSlice, total);
    if (passed <= target && target < passed + ofSlice) {
        slice = thread();
        rest = target - passed;
    }
    barrier();

    // 4. The token there: ids ascend with threads.
    const u32 begin = slice * SliceTokens + thread() * TokensPerThread;
    u64 masses[TokensPerThread];
    ofThread = 0;
    UNROLL for (u32 i = 0; i < TokensPerThread; i++) {
        masses[i] = 0;
        if (begin + i < view.vocabulary) {
            const Ranked token = ranked(view, max, logitAt(view, begin + i), begin + i);
            const bool isKept = token.bin < state.boundary || (token.bin == state.boundary && token.rank <= lastRank);
            if (isKept) masses[i] = token.mass;
        }
        ofThread += masses[i];
    }
    u64 sum = sumBefore(ofThread, total);
    UNROLL for (u32 i = 0; i < TokensPerThread; i++) {
        if (sum <= rest && rest < sum + masses[i]) {
            result.token = begin + i;
            result.logit = logitAt(view, result.token);
            result.kept = kept;
            batch.results[row] = result;
        }
        sum += masses[i];
    }
}
