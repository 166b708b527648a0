// Runs a kernel on the host: one block after another, its 256 threads as fibers that change places at barriers, shuffles and, if the
// kernel was compiled with -fsanitize=thread, at memory accesses, in an order that a seed gives. See emulator.cpp.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace emulator {

// Runs grid.x * grid.y blocks; returns an empty string, or what was wrong: a data race, a divergent barrier, an access out of bounds.
std::string run(unsigned gridX, unsigned gridY, const std::function<void()>& kernel, char* sharedBegin, char* sharedEnd);

// Memory that kernels may touch, between guards. Its first content is garbage.
void* allocate(size_t size);
bool release(void* memory);
bool contains(const void* memory, size_t size);

void seed(uint64_t value);

} // namespace emulator
