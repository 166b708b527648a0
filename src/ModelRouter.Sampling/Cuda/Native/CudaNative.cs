using System.Reflection;
using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>The part of NVIDIA's driver API that the sampler calls; the driver brings it, so nothing has to be installed or shipped.</summary>
/// <remarks>Each returns 0 or an error's number. <see cref="CudaDriver.Initialize"/> comes before any of it.</remarks>
internal static unsafe partial class CudaNative
{
    internal const string Library = "cuda";

    [LibraryImport(Library, EntryPoint = "cuInit")]
    internal static partial int Init(uint flags);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetCount")]
    internal static partial int DeviceGetCount(out int count);

    [LibraryImport(Library, EntryPoint = "cuDeviceGet")]
    internal static partial int DeviceGet(out int device, int ordinal);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetName")]
    internal static partial int DeviceGetName(byte* name, int length, int device);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetAttribute")]
    internal static partial int DeviceGetAttribute(out int value, int attribute, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRetain")]
    internal static partial int PrimaryContextRetain(out nint context, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    internal static partial int PrimaryContextRelease(int device);

    [LibraryImport(Library, EntryPoint = "cuCtxPushCurrent_v2")]
    internal static partial int ContextPush(nint context);

    [LibraryImport(Library, EntryPoint = "cuCtxPopCurrent_v2")]
    internal static partial int ContextPop(out nint context);

    [LibraryImport(Library, EntryPoint = "cuModuleLoadDataEx")]
    internal static partial int ModuleLoad(out nint module, byte* image, uint optionCount, nint options, nint optionValues);

    [LibraryImport(Library, EntryPoint = "cuModuleUnload")]
    internal static partial int ModuleUnload(nint module);

    [LibraryImport(Library, EntryPoint = "cuModuleGetFunction", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ModuleGetFunction(out nint function, nint module, string name);

    [LibraryImport(Library, EntryPoint = "cuStreamCreate")]
    internal static partial int StreamCreate(out nint stream, uint flags);

    [LibraryImport(Library, EntryPoint = "cuStreamDestroy_v2")]
    internal static partial int StreamDestroy(nint stream);

    [LibraryImport(Library, EntryPoint = "cuStreamSynchronize")]
    internal static partial int StreamSynchronize(nint stream);

    [LibraryImport(Library, EntryPoint = "cuMemAlloc_v2")]
    internal static partial int MemoryAllocate(out nint memory, nuint bytes);

    [LibraryImport(Library, EntryPoint = "cuMemFree_v2")]
    internal static partial int MemoryFree(nint memory);

    [LibraryImport(Library, EntryPoint = "cuMemHostAlloc")]
    internal static partial int HostAllocate(out nint memory, nuint bytes, uint flags);

    [LibraryImport(Library, EntryPoint = "cuMemFreeHost")]
    internal static partial int HostFree(nint memory);

    [LibraryImport(Library, EntryPoint = "cuMemcpyHtoDAsync_v2")]
    internal static partial int CopyToDevice(nint to, void* from, nuint bytes, nint stream);

    [LibraryImport(Library, EntryPoint = "cuMemcpyDtoHAsync_v2")]
    internal static partial int CopyToHost(void* to, nint from, nuint bytes, nint stream);

    [LibraryImport(Library, EntryPoint = "cuLaunchKernel")]
    internal static partial int Launch(
        nint function, uint gridX, uint gridY, uint gridZ, uint blockX, uint blockY, uint blockZ,
        uint sharedBytes, nint stream, void** parameters, void** extra);

    [LibraryImport(Library, EntryPoint = "cuEventCreate")]
    internal static partial int EventCreate(out nint created, uint flags);

    [LibraryImport(Library, EntryPoint = "cuEventDestroy_v2")]
    internal static partial int EventDestroy(nint recorded);

    [LibraryImport(Library, EntryPoint = "cuEventRecord")]
    internal static partial int EventRecord(nint recorded, nint stream);

    [LibraryImport(Library, EntryPoint = "cuEventSynchronize")]
    internal static partial int EventSynchronize(nint recorded);

    [LibraryImport(Library, EntryPoint = "cuEventElapsedTime")]
    internal static partial int EventElapsedTime(out float milliseconds, nint start, nint end);

    [LibraryImport(Library, EntryPoint = "cuGetErrorName")]
    internal static partial int GetErrorName(int error, out byte* name);

    [LibraryImport(Library, EntryPoint = "cuGetErrorString")]
    internal static partial int GetErrorString(int error, out byte* text);

    /// <summary>Finds the driver: what <see cref="CudaDriver.PathVariable"/> names, else where NVIDIA installs it.</summary>
    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
        {
            return 0;
        }

        if (Environment.GetEnvironmentVariable(CudaDriver.PathVariable) is { Length: > 0 } configured)
        {
            return NativeLibrary.Load(configured);
        }

        return NativeLibrary.Load(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1");
    }
}
