using Microsoft.Win32.SafeHandles;

namespace ModelRouter.LlamaCpp;

/// <summary>llama.cpp's grammar sampler: the rules, and where in them a text stands.</summary>
internal sealed class GrammarHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public GrammarHandle(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    public nint Sampler => handle;

    protected override bool ReleaseHandle()
    {
        LlamaNative.SamplerFree(handle);
        return true;
    }
}
