using System.Runtime.InteropServices;
using System.Text;

namespace ModelRouter.Sampling;

/// <summary>Whether there is a driver, and which devices it has. Asked once per process; safe for concurrent use.</summary>
internal static unsafe class CudaDriver
{
    /// <summary>Full path of the driver's library, where it is not in its usual place.</summary>
    internal const string PathVariable = "MODELROUTER_CUDA_DRIVER";

    // Turing, for which the PTX is made: newer devices run it too.
    private const int LeastMajor = 7;
    private const int LeastMinor = 5;
    private const int MemoryClockAttribute = 36; // kHz
    private const int BusWidthAttribute = 37; // Bits
    private const int MajorAttribute = 75;
    private const int MinorAttribute = 76;

    private static readonly Lazy<(int Count, string? Missing)> Probed = new(Initialize);

    /// <summary>Number of devices; 0 without a driver.</summary>
    internal static int DeviceCount => Probed.Value.Count;

    /// <summary>Why the device can't be used, as a sentence; <see langword="null"/> if it can.</summary>
    internal static string? WhyNot(int device)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(device);
        var (count, missing) = Probed.Value;
        if (missing is not null)
        {
            return missing;
        }

        if (device >= count)
        {
            return $"There is no CUDA device {device}: the driver has {count}.";
        }

        CudaException.ThrowIfFailed(CudaNative.DeviceGet(out var handle, device), "finding the device");
        CudaException.ThrowIfFailed(CudaNative.DeviceGetAttribute(out var major, MajorAttribute, handle), "asking for its capability");
        CudaException.ThrowIfFailed(CudaNative.DeviceGetAttribute(out var minor, MinorAttribute, handle), "asking for its capability");
        return (major, minor).CompareTo((LeastMajor, LeastMinor)) < 0
            ? $"CUDA device {device} ({NameOf(device)}) has compute capability {major}.{minor}; {LeastMajor}.{LeastMinor} or more is needed."
            : null;
    }

    internal static string NameOf(int device)
    {
        const int Length = 256;
        var name = stackalloc byte[Length];
        CudaException.ThrowIfFailed(CudaNative.DeviceGet(out var handle, device), "finding the device");
        CudaException.ThrowIfFailed(CudaNative.DeviceGetName(name, Length, handle), "asking for its name");
        return Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }

    /// <summary>The most that its memory can give; <see langword="null"/> if the driver does not tell.</summary>
    internal static double? BytesPerSecond(int device)
    {
        CudaException.ThrowIfFailed(CudaNative.DeviceGet(out var handle, device), "finding the device");
        return CudaNative.DeviceGetAttribute(out var clock, MemoryClockAttribute, handle) == 0
            && CudaNative.DeviceGetAttribute(out var width, BusWidthAttribute, handle) == 0 && clock > 0 && width > 0
            ? 2000.0 * clock * width / 8 // Two transfers a cycle.
            : null;
    }

    private static (int Count, string? Missing) Initialize()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(CudaDriver).Assembly, CudaNative.Resolve);
            var error = CudaNative.Init(0);
            var count = 0;
            if (error == 0)
            {
                error = CudaNative.DeviceGetCount(out count);
            }

            return error != 0 ? (0, $"NVIDIA's driver reports {CudaException.Describe(error)}.")
                : count == 0 ? (0, "NVIDIA's driver has no device.")
                : (count, null);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return (0, $"NVIDIA's driver was not found{WhatIsWrongWithPath()}.");
        }
    }

    private static string WhatIsWrongWithPath() => Environment.GetEnvironmentVariable(PathVariable) is not { Length: > 0 } configured ? ""
        : $": {PathVariable} names '{configured}', which {(Path.Exists(configured) ? "isn't one" : "isn't there")}";
}
