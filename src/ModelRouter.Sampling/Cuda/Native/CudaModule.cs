namespace ModelRouter.Sampling;

/// <summary>The kernels of <c>native/sampling.cu</c>, which the driver compiles for the device from the PTX in this assembly.</summary>
internal sealed unsafe class CudaModule : CudaHandle
{
    private const string Ptx = "sampling.ptx";

    public CudaModule(CudaContext context)
        : base(context)
    {
        var image = ReadPtx();
        Create(
            (out nint module) =>
            {
                fixed (byte* text = image)
                {
                    return CudaNative.ModuleLoad(out module, text, 0, 0, 0);
                }
            },
            "compiling the sampling kernels");
    }

    public nint Find(string name)
    {
        CudaException.ThrowIfFailed(CudaNative.ModuleGetFunction(out var function, handle, name), $"finding {name}");
        return function;
    }

    protected override int Free() => CudaNative.ModuleUnload(handle);

    private static byte[] ReadPtx()
    {
        using var resource = typeof(CudaModule).Assembly.GetManifestResourceStream(Ptx)!;
        var text = new byte[resource.Length + 1]; // The driver wants a zero at the end.
        resource.ReadExactly(text, 0, text.Length - 1);
        return text;
    }
}
