// Fibers by makecontext and _setjmp (a switch without a system call). Races are found by what accesses are ordered by, not by luck:
// each word of device or shared memory remembers its last writer and reader; two accesses of one launch, not both atomic, by different
// threads are a race unless a barrier lies between them or, for different blocks, fence and atomic published the first. The hooks are
// those that compilers insert for ThreadSanitizer; its runtime is not linked.
#include "emulator.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <ucontext.h>
#include <vector>

namespace emulator {
namespace {

constexpr unsigned Threads = 256, Lanes = 32, Warps = Threads / Lanes;
constexpr size_t StackSize = 128 << 10, Guard = 4096;
constexpr unsigned Many = 0xFFFFFFFF; // "More than one" reader.

enum class Wait { None, Barrier, Shuffle, End };

struct Fiber {
    ucontext_t start;
    jmp_buf place;
    char* stack;
    bool isStarted;
};

// What threads see of each other, apart from the fibers: those fill the cache.
struct Thread {
    unsigned long long value;
    unsigned lanes;
    Wait wait;
};

struct Access {
    uint32_t launch, block, thread, epoch;
    bool isAtomic;
};

struct Word { Access write, read; };

struct Region {
    size_t size;
    std::vector<Word> words;
};

Fiber fibers[Threads];
Thread threads[Threads];
jmp_buf scheduler;
unsigned current, ready[Threads], readyCount, atBarrier, atShuffle[Warps], ended;
std::function<void()> body;

std::map<char*, Region> regions;
std::mutex regionsLock;
Region shared;
char *sharedBegin, *sharedEnd;

uint64_t randomState = 1;
unsigned blockX, blockY, block, launch, epoch, fences, fencedUpTo;
bool hasAcquired;
std::vector<unsigned> published; // [block]: accesses of earlier epochs are visible to blocks that acquired.
std::string problem;

uint32_t random32() {
    randomState ^= randomState << 13;
    randomState ^= randomState >> 7;
    randomState ^= randomState << 17;
    return (uint32_t)(randomState >> 32);
}

void report(const char* what, const void* at) {
    if (problem.empty()) {
        char text[200];
        snprintf(text, sizeof text, "%s at %p: block (%u, %u), thread %u, after %u barriers", what, at, blockX, blockY, current, epoch);
        problem = text;
    }
}

void take() {
    const unsigned chosen = random32() % readyCount;
    current = ready[chosen];
    ready[chosen] = ready[--readyCount];
}

enum { Idle = 1, Taken = 2 }; // What the scheduler is told: nobody is ready, or a fiber is taken that has to be started.

void leave() {
    if (_setjmp(fibers[current].place)) return;
    if (readyCount == 0) _longjmp(scheduler, Idle);
    take();
    if (fibers[current].isStarted) _longjmp(fibers[current].place, 1);
    _longjmp(scheduler, Taken);
}

void fiberMain() {
    for (;;) {
        body();
        threads[current].wait = Wait::End;
        ended++;
        leave();
    }
}

[[noreturn]] void start(Fiber& fiber) {
    fiber.isStarted = true;
    getcontext(&fiber.start);
    if (!fiber.stack) fiber.stack = (char*)malloc(StackSize);
    fiber.start.uc_stack.ss_sp = fiber.stack;
    fiber.start.uc_stack.ss_size = StackSize - (&fiber - fibers) * 192; // Equal tops would fight for the same lines of the cache.
    fiber.start.uc_link = nullptr;
    makecontext(&fiber.start, fiberMain, 0);
    setcontext(&fiber.start);
    abort();
}

void resume(unsigned thread) {
    threads[thread].wait = Wait::None;
    ready[readyCount++] = thread;
}

void yield() {
    resume(current);
    leave();
}

[[noreturn]] void abandon() {
    // The block ends here; its fibers start anew with the next.
    ended = Threads;
    readyCount = 0;
    for (auto& fiber : fibers) fiber.isStarted = false;
    _longjmp(scheduler, Idle);
}

void runBlock() {
    memset(sharedBegin, 0xA5, sharedEnd - sharedBegin); // What the last block left means nothing.
    readyCount = atBarrier = ended = epoch = fences = fencedUpTo = 0;
    hasAcquired = false;
    memset(atShuffle, 0, sizeof atShuffle);
    for (unsigned thread = 0; thread < Threads; thread++) resume(thread);
    const int told = _setjmp(scheduler);
    if (ended == Threads) return;
    if (told != Taken) {
        if (readyCount == 0) {
            report("Divergence: some threads wait at a barrier or shuffle that others do not reach", nullptr);
            for (auto& fiber : fibers) fiber.isStarted = false;
            return;
        }
        take();
    }
    if (fibers[current].isStarted) _longjmp(fibers[current].place, 1);
    start(fibers[current]);
}

bool isOrdered(const Access& earlier, bool isShared) {
    if (earlier.launch != launch) return true;
    if (earlier.block == block) return earlier.thread == current || earlier.epoch < epoch;
    return isShared || // Each block has its own.
           (earlier.block != Many && earlier.epoch < published[earlier.block] && hasAcquired);
}

void check(Word& word, bool isWrite, bool isAtomic, bool isShared, const void* at) {
    const Access now = {launch, block, current, epoch, isAtomic};
    if (!(isAtomic && word.write.isAtomic) && !isOrdered(word.write, isShared)) report("Data race with a write", at);
    if (isWrite) {
        if (!(isAtomic && word.read.isAtomic) && !isOrdered(word.read, isShared)) report("Data race with a read", at);
        word.write = now;
    } else if (word.read.launch == launch && word.read.block != block && !isShared) {
        word.read = {launch, Many, Many, epoch, false};
    } else if (word.read.launch == launch && word.read.block == block && word.read.epoch == epoch && word.read.thread != current) {
        word.read.thread = Many;
    } else {
        word.read = now;
    }
}

void access(const void* at, size_t size, bool isWrite, bool isAtomic) {
    const char* p = (const char*)at;
    const char* stack = fibers[current].stack;
    if (p >= stack && p < stack + StackSize) return;
    Region* region = nullptr;
    const char* begin = nullptr;
    const bool isShared = p >= sharedBegin && p + size <= sharedEnd;
    if (isShared) {
        region = &shared;
        begin = sharedBegin;
    } else {
        auto found = regions.upper_bound((char*)p);
        if (found != regions.begin() && p + size <= (--found)->first + found->second.size) {
            region = &found->second;
            begin = found->first;
        }
    }
    if (!region) {
        report("Access out of bounds", at);
        abandon();
    }
    if (region->words.empty()) region->words.resize(region->size / 4 + 1);
    for (size_t i = (p - begin) / 4; i <= (size_t)(p - begin + size - 1) / 4; i++) check(region->words[i], isWrite, isAtomic, isShared, at);
}

bool isTraced; // Whether the kernel was compiled with hooks: then atomics are checked too.
bool isRunning;

void traced(const void* at, size_t size, bool isWrite) {
    if (!isRunning) return; // The library's host code has hooks as well.
    isTraced = true;
    access(at, size, isWrite, false);
    if (random32() % 16 == 0) yield();
}

void atomically(const void* at, size_t size) {
    if (!isTraced) return;
    if (random32() % 4 == 0) yield();
    access(at, size, true, true);
    const char* p = (const char*)at;
    if (p < sharedBegin || p >= sharedEnd) published[block] = fencedUpTo;
}

} // namespace

std::string run(unsigned gridX, unsigned gridY, const std::function<void()>& kernel, char* begin, char* end) {
    std::lock_guard<std::mutex> lock(regionsLock);
    body = kernel;
    problem.clear();
    isTraced = false;
    launch++;
    sharedBegin = begin;
    sharedEnd = end;
    shared.size = end - begin;
    shared.words.resize(shared.size / 4 + 1);
    published.assign(gridX * gridY, 0);
    std::vector<unsigned> order(gridX * gridY);
    for (unsigned i = 0; i < order.size(); i++) {
        const unsigned other = random32() % (i + 1);
        order[i] = order[other];
        order[other] = i;
    }
    for (unsigned of : order) {
        block = of;
        blockX = of % gridX;
        blockY = of / gridX;
        isRunning = true;
        runBlock();
        isRunning = false;
        if (!problem.empty()) break;
    }
    return problem;
}

void* allocate(size_t size) {
    std::lock_guard<std::mutex> lock(regionsLock);
    char* memory = (char*)malloc(size + 2 * Guard);
    memset(memory, 0xA5, size + 2 * Guard);
    regions[memory + Guard] = {size, {}};
    return memory + Guard;
}

bool release(void* memory) {
    std::lock_guard<std::mutex> lock(regionsLock);
    if (!regions.erase((char*)memory)) return false;
    free((char*)memory - Guard);
    return true;
}

bool contains(const void* memory, size_t size) {
    std::lock_guard<std::mutex> lock(regionsLock);
    auto found = regions.upper_bound((char*)memory);
    return found != regions.begin() && (char*)memory + size <= (--found)->first + found->second.size;
}

void seed(uint64_t value) { randomState = value * 0x9E3779B97F4A7C15ull | 1; }

} // namespace emulator

using namespace emulator;

extern "C" {

unsigned emulated_thread() { return current; }
unsigned emulated_block_x() { return blockX; }
unsigned emulated_block_y() { return blockY; }

void emulated_barrier() {
    if (++atBarrier < Threads) {
        threads[current].wait = Wait::Barrier;
        return leave();
    }
    atBarrier = 0;
    epoch++;
    fences = 0;
    for (unsigned thread = 0; thread < Threads; thread++) {
        if (threads[thread].wait == Wait::Barrier) resume(thread);
    }
    yield();
}

void emulated_fence() {
    // Cumulative: what the block did before its last barrier, and once all threads did it, all up to here.
    const unsigned upTo = ++fences == Threads ? epoch + 1 : epoch;
    if (upTo > fencedUpTo) fencedUpTo = upTo;
    hasAcquired = true;
}

unsigned long long emulated_shuffle_up(unsigned long long value, unsigned lanes) {
    const unsigned warp = current / Lanes;
    Thread* ofWarp = &threads[warp * Lanes];
    Thread& own = threads[current];
    own.value = value;
    own.lanes = lanes;
    if (++atShuffle[warp] < Lanes) {
        own.wait = Wait::Shuffle;
        leave();
        return own.value;
    }
    atShuffle[warp] = 0;
    for (unsigned lane = Lanes; lane-- > 0;) {
        if (ofWarp[lane].lanes != lanes) report("Lanes of a warp shuffle differently", nullptr);
        if (lane >= lanes) ofWarp[lane].value = ofWarp[lane - lanes].value;
        if (ofWarp[lane].wait == Wait::Shuffle) resume(warp * Lanes + lane);
    }
    return own.value;
}

unsigned emulated_add_32(unsigned* at, unsigned value) {
    atomically(at, 4);
    const unsigned old = *at;
    *at = old + value;
    return old;
}

unsigned long long emulated_add_64(unsigned long long* at, unsigned long long value) {
    atomically(at, 8);
    const auto old = *at;
    *at = old + value;
    return old;
}

unsigned long long emulated_max_64(unsigned long long* at, unsigned long long value) {
    atomically(at, 8);
    const auto old = *at;
    if (value > old) *at = value;
    return old;
}

void __tsan_init() {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
#define HOOKS(size) \
    void __tsan_read##size(void* at) { traced(at, size, false); } \
    void __tsan_write##size(void* at) { traced(at, size, true); } \
    void __tsan_unaligned_read##size(void* at) { traced(at, size, false); } \
    void __tsan_unaligned_write##size(void* at) { traced(at, size, true); }
HOOKS(1) HOOKS(2) HOOKS(4) HOOKS(8) HOOKS(16)
void __tsan_read_range(void* at, unsigned long size) { traced(at, size, false); }
void __tsan_write_range(void* at, unsigned long size) { traced(at, size, true); }
void* __tsan_memcpy(void* to, const void* from, unsigned long size) {
    traced(from, size, false);
    traced(to, size, true);
    return memcpy(to, from, size);
}
void* __tsan_memset(void* at, int value, unsigned long size) {
    traced(at, size, true);
    return memset(at, value, size);
}

} // extern "C"
