using Microsoft.Win32.SafeHandles;

namespace ModelRouter.LlamaCpp;

/// <summary>Owns a <c>llama_model</c>; LoRA adapters loaded into it are freed with it.</summary>
internal sealed class LlamaModelHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public LlamaModelHandle(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        LlamaNative.ModelFree(handle);
        return true;
    }
}
