// A stand-in for NVIDIA's libcuda with the functions that CudaSampler calls: two devices, launches on the emulator, everything
// synchronous. As strict as the real one about contexts and pointers. Kernels come from a library that is compiled from the same
// source as the PTX; emulator_use_kernels names it, else it is kernels.so beside this one.
#include "emulator.h"

#include <chrono>
#include <cstring>
#include <dlfcn.h>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "layout.h"

namespace {

enum { Success = 0, InvalidValue = 1, OutOfMemory = 2, NotInitialized = 3, InvalidDevice = 101, InvalidImage = 200, InvalidContext = 201,
       InvalidHandle = 400, NotFound = 500, LaunchFailed = 719 };
constexpr int Devices = 2;

struct Context { int device, retained; };
struct Module { void* library; };
struct Function { void (*kernel)(Batch); char *sharedBegin, *sharedEnd; Module* module; };
struct Event { std::chrono::steady_clock::time_point at; };

std::recursive_mutex lock;
bool isInitialized;
Context contexts[Devices] = {{0, 0}, {1, 0}};
thread_local std::vector<Context*> current;
std::set<void*> live; // Modules, streams, events, host and device memory.
std::vector<Function*> functions;
std::string kernels, problem;
long long launches, oldDevices;
size_t memoryLimit = ~(size_t)0;

int checked(void* handle, bool remove = false) {
    if (current.empty()) return InvalidContext;
    if (!live.count(handle)) return InvalidHandle;
    if (remove) live.erase(handle);
    return Success;
}

template <typename T> int created(T** out, T* value) {
    live.insert(value);
    *out = value;
    return Success;
}

} // namespace

#define API extern "C" __attribute__((visibility("default"))) int
#define GUARD std::lock_guard<std::recursive_mutex> guard(lock)
#define NEEDS_CONTEXT GUARD; if (current.empty()) return InvalidContext

API cuInit(unsigned) { isInitialized = true; return Success; }
API cuDeviceGetCount(int* count) { if (!isInitialized) return NotInitialized; *count = Devices; return Success; }
API cuDeviceGet(int* device, int ordinal) {
    if (ordinal < 0 || ordinal >= Devices) return InvalidDevice;
    *device = ordinal;
    return Success;
}
API cuDeviceGetName(char* name, int length, int device) {
    strncpy(name, device == 0 ? "Emulated GPU 0" : "Emulated GPU 1", length);
    return Success;
}
API cuDeviceGetAttribute(int* value, int attribute, int) {
    if (attribute != 75 && attribute != 76) return InvalidValue;
    *value = attribute == 75 ? (oldDevices ? 6 : 9) : 0;
    return Success;
}
API cuDevicePrimaryCtxRetain(Context** context, int device) {
    GUARD;
    if (!isInitialized) return NotInitialized;
    contexts[device].retained++;
    *context = &contexts[device];
    return Success;
}
API cuDevicePrimaryCtxRelease_v2(int device) {
    GUARD;
    return contexts[device].retained-- > 0 ? Success : InvalidContext;
}
API cuCtxPushCurrent_v2(Context* context) {
    GUARD;
    if (!context || context->retained <= 0) return InvalidContext;
    current.push_back(context);
    return Success;
}
API cuCtxPopCurrent_v2(Context** context) {
    NEEDS_CONTEXT;
    *context = current.back();
    current.pop_back();
    return Success;
}
API cuModuleLoadDataEx(Module** module, const char* image, unsigned, void*, void*) {
    NEEDS_CONTEXT;
    // The image is not run, but it must be one: text that ends with a zero, made for this kernel.
    if (!strstr(image, ".version 7.0") || !strstr(image, ".entry sampling_pick")) return InvalidImage;
    if (kernels.empty()) {
        Dl_info self;
        dladdr((void*)&cuModuleLoadDataEx, &self);
        kernels = std::string(self.dli_fname).substr(0, std::string(self.dli_fname).rfind('/')) + "/kernels.so";
    }
    void* library = dlopen(kernels.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        problem = dlerror();
        return InvalidImage;
    }
    return created(module, new Module{library});
}
API cuModuleUnload(Module* module) { GUARD; return checked(module, true); }
API cuModuleGetFunction(Function** function, Module* module, const char* name) {
    NEEDS_CONTEXT;
    if (int error = checked(module)) return error;
    auto kernel = (void (*)(Batch))dlsym(module->library, name);
    auto range = (void (*)(char**, char**))dlsym(module->library, "emulated_shared_memory");
    if (!kernel || !range) return NotFound;
    *function = new Function{kernel, nullptr, nullptr, module};
    range(&(*function)->sharedBegin, &(*function)->sharedEnd);
    functions.push_back(*function);
    return Success;
}
API cuStreamCreate(int** stream, unsigned) { NEEDS_CONTEXT; return created(stream, new int); }
API cuStreamDestroy_v2(int* stream) { GUARD; return checked(stream, true); }
API cuStreamSynchronize(int* stream) { GUARD; return checked(stream); }
API cuMemAlloc_v2(void** memory, size_t size) {
    NEEDS_CONTEXT;
    if (size == 0) return InvalidValue;
    if (size > memoryLimit) return OutOfMemory;
    return created(memory, emulator::allocate(size));
}
API cuMemFree_v2(void* memory) {
    GUARD;
    if (int error = checked(memory, true)) return error;
    return emulator::release(memory) ? Success : InvalidValue;
}
API cuMemHostAlloc(void** memory, size_t size, unsigned) { NEEDS_CONTEXT; return created(memory, (void*)new char[size]); }
API cuMemFreeHost(void* memory) { GUARD; int error = checked(memory, true); if (!error) delete[] (char*)memory; return error; }
API cuMemcpyHtoDAsync_v2(void* to, const void* from, size_t size, int* stream) {
    NEEDS_CONTEXT;
    if (int error = checked(stream)) return error;
    if (!emulator::contains(to, size)) return InvalidValue;
    memcpy(to, from, size);
    return Success;
}
API cuMemcpyDtoHAsync_v2(void* to, const void* from, size_t size, int* stream) {
    NEEDS_CONTEXT;
    if (int error = checked(stream)) return error;
    if (!emulator::contains(from, size)) return InvalidValue;
    memcpy(to, from, size);
    return Success;
}
API cuLaunchKernel(Function* function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY, unsigned blockZ,
                   unsigned sharedBytes, int* stream, void** parameters, void**) {
    NEEDS_CONTEXT;
    if (int error = checked(stream)) return error;
    if (gridX == 0 || gridY == 0 || gridZ != 1 || blockX != Threads || blockY != 1 || blockZ != 1 || sharedBytes != 0) return InvalidValue;
    launches++;
    const Batch batch = *(const Batch*)parameters[0];
    problem = emulator::run(gridX, gridY, [=] { function->kernel(batch); }, function->sharedBegin, function->sharedEnd);
    return problem.empty() ? Success : LaunchFailed;
}
API cuEventCreate(Event** event, unsigned) { NEEDS_CONTEXT; return created(event, new Event()); }
API cuEventDestroy_v2(Event* event) { GUARD; return checked(event, true); }
API cuEventRecord(Event* event, int* stream) {
    NEEDS_CONTEXT;
    if (int error = checked(stream)) return error;
    event->at = std::chrono::steady_clock::now();
    return checked(event);
}
API cuEventSynchronize(Event* event) { GUARD; return checked(event); }
API cuEventElapsedTime(float* milliseconds, Event* start, Event* end) {
    *milliseconds = std::chrono::duration<float, std::milli>(end->at - start->at).count();
    return Success;
}
API cuGetErrorName(int error, const char** name) {
    *name = error == LaunchFailed ? "CUDA_ERROR_LAUNCH_FAILED" : error == OutOfMemory ? "CUDA_ERROR_OUT_OF_MEMORY" : "CUDA_ERROR_OF_EMULATOR";
    return Success;
}
API cuGetErrorString(int error, const char** text) {
    *text = !problem.empty() ? problem.c_str() : error == OutOfMemory ? "out of memory" : "the emulated driver refused the call";
    return Success;
}

// What only tests call.
API emulator_use_kernels(const char* library) { GUARD; kernels = library; return Success; }
API emulator_seed(unsigned long long seed) { GUARD; emulator::seed(seed); return Success; }
API emulator_limit_memory(size_t bytes) { GUARD; memoryLimit = bytes; return Success; }
API emulator_set_old_devices(int are) { GUARD; oldDevices = are; return Success; }
extern "C" __attribute__((visibility("default"))) long long emulator_launches() { GUARD; return launches; }
extern "C" __attribute__((visibility("default"))) long long emulator_live_handles() {
    GUARD;
    return (long long)live.size() + contexts[0].retained + contexts[1].retained;
}
