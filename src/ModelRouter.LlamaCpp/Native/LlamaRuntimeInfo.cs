using System.Runtime.InteropServices;
using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>Which llama.cpp libraries this process uses, and on what they can compute.</summary>
/// <param name="Version">Their version, such as <c>0.5.0</c>.</param>
/// <param name="Directory">The folder they were loaded from; empty for the system's library path.</param>
/// <param name="Devices">The devices they know, processors included, such as <c>CUDA0: NVIDIA H200</c>.</param>
public sealed record LlamaRuntimeInfo(string Version, string Directory, IReadOnlyList<string> Devices)
{
    /// <summary>What draws a model's tokens: <c>cuda</c> if its logits are computed on an NVIDIA GPU, where they stay; else the best of the processor.</summary>
    public string Sampler =>
        CudaSampler.DeviceCount > 0 && Devices.Any(static device => device.StartsWith("CUDA", StringComparison.Ordinal)) ? "cuda" : TokenSampler.Best.Name;

    /// <summary>Loads the libraries if they aren't loaded, and asks them. Safe for concurrent use.</summary>
    /// <exception cref="LlamaNativesException">They are absent, of another version, or can't be loaded.</exception>
    public static unsafe LlamaRuntimeInfo Read()
    {
        LlamaLibrary.EnsureLoaded();
        var devices = new string[(int)LlamaNative.DeviceCount()];
        for (var i = 0; i < devices.Length; i++)
        {
            var device = LlamaNative.DeviceGet((nuint)i);
            var name = Marshal.PtrToStringUTF8((nint)LlamaNative.DeviceName(device));
            var description = Marshal.PtrToStringUTF8((nint)LlamaNative.DeviceDescription(device));
            devices[i] = $"{name}: {description}";
        }

        return new(LlamaLibrary.Version, LlamaLibrary.Directory, devices);
    }
}
