// The product's kernel, compiled for the emulator, and where its shared memory lies.
#include "sampling.cu"

extern "C" char __start_device_shared[], __stop_device_shared[];

extern "C" __attribute__((visibility("default"))) void emulated_shared_memory(char** begin, char** end) {
    *begin = __start_device_shared;
    *end = __stop_device_shared;
}
