using ModelRouter.Sampling;

namespace ModelRouter.Cli;

/// <summary>Opens what <c>--device</c> names.</summary>
internal static class BenchDevice
{
    internal const string Processor = "cpu";
    internal const string Cuda = "cuda";
    internal const string Emulator = "emulator";

    /// <summary>The sampler; <see langword="null"/> for the processor's.</summary>
    /// <exception cref="UsageException">It is not on this machine.</exception>
    internal static CudaSampler? Open(string device, int number)
    {
        if (device == Processor)
        {
            return null;
        }

        CudaSampler sampler;
        try
        {
            sampler = new CudaSampler(number);
        }
        catch (PlatformNotSupportedException missing)
        {
            throw new UsageException($"--device {device} can't be measured: {missing.Message}");
        }

        var isEmulated = sampler.DeviceName.StartsWith("Emulated", StringComparison.Ordinal);
        if (isEmulated == (device == Emulator))
        {
            return sampler;
        }

        sampler.Dispose();
        throw new UsageException(isEmulated
            ? "the CUDA driver is the tests' emulator; measure it with --device emulator."
            : $"the CUDA driver is a real one; for the emulator, set {CudaDriver.PathVariable} to what tests/ModelRouter.Sampling.Tests/Emulator/build makes.");
    }
}
