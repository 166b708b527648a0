using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>NVIDIA's driver refused a call, or a kernel failed.</summary>
/// <remarks>After a failed kernel the device's context is unusable, for all who share it: sample on the processor from then on.</remarks>
public sealed class CudaException : Exception
{
    private CudaException(int code, string while_)
        : base($"CUDA failed {while_}: {Describe(code)}.") => Code = code;

    /// <summary>The driver API's <c>CUresult</c>.</summary>
    public int Code { get; }

    internal static void ThrowIfFailed(int code, string while_)
    {
        if (code != 0)
        {
            throw new CudaException(code, while_);
        }
    }

    internal static unsafe string Describe(int code)
    {
        var name = CudaNative.GetErrorName(code, out var namePointer) == 0 ? Marshal.PtrToStringUTF8((nint)namePointer) : null;
        var text = CudaNative.GetErrorString(code, out var textPointer) == 0 ? Marshal.PtrToStringUTF8((nint)textPointer) : null;
        return name is null ? $"error {code}" : $"{name} ({code}), {text}";
    }
}
