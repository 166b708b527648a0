using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>The kernels and the memory they work in, on one device. Not thread safe; its context must be current.</summary>
internal sealed unsafe class CudaWorkspace : IDisposable
{
    /// <summary>Rows per launch: so many fit the second-level cache with a vocabulary of 151,936, so that they are read once from memory.</summary>
    public const int MostRows = 64;

    /// <summary>Blocks of the histogram that a large GPU runs at the same time. With fewer rows there are as many as there are slices.</summary>
    private const int UsualHistogramBlocks = 512;

    private const int MostSlices = SamplingRow.LargestVocabulary / CudaBatch.SliceTokens;

    // Disposed in reverse, memory before the stream and the module.
    private readonly List<CudaHandle> _handles = [];
    private readonly CudaContext _context;
    private readonly nint _init;
    private readonly nint _max;
    private readonly nint _histogram;
    private readonly nint _gather;
    private readonly nint _pick;
    private readonly PinnedMemory _results;
    private readonly CudaBatch _fixed;
    private PinnedMemory? _upload;
    private CudaMemory? _uploaded;
    private CudaMemory? _logits;

    public CudaWorkspace(CudaContext context)
    {
        _context = context;
        try
        {
            var module = Keep(new CudaModule(context));
            _init = module.Find("sampling_init");
            _max = module.Find("sampling_max");
            _histogram = module.Find("sampling_histogram");
            _gather = module.Find("sampling_gather");
            _pick = module.Find("sampling_pick");
            Stream = Keep(new CudaStream(context));
            _results = Keep(new PinnedMemory(context, MostRows * sizeof(CudaResult)));
            _fixed = new CudaBatch
            {
                States = Allocate(CudaBatch.StateBytes),
                BinMass = Allocate(CudaBatch.Bins * sizeof(ulong)),
                BinCount = Allocate(CudaBatch.Bins * sizeof(uint)),
                Candidates = Allocate(CudaBatch.BoundaryCapacity * sizeof(ulong)),
                SliceMass = Allocate(MostSlices * sizeof(ulong)),
                Results = Allocate(sizeof(CudaResult)),
            };
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public CudaStream Stream { get; }

    /// <summary>Blocks over which the histograms of a batch's rows are spread; results do not depend on it.</summary>
    public int HistogramBlocks { get; set; } = UsualHistogramBlocks;

    /// <summary>Copies host logits to the device; valid until the next call.</summary>
    public nint Upload(ReadOnlySpan<float> logits)
    {
        var bytes = (long)logits.Length * sizeof(float);
        if (_logits is null || _logits.Bytes < bytes)
        {
            _logits?.Dispose();
            _logits = null;
            _logits = new CudaMemory(_context, bytes);
        }

        Stream.CopyToDevice(logits, _logits.Value);
        return _logits.Value;
    }

    /// <summary>Puts the rows' parameters on the device.</summary>
    public CudaBatch Prepare(nint logits, ReadOnlySpan<SamplingRow> rows, bool isOwnCopy = false)
    {
        var words = 0;
        foreach (var row in rows)
        {
            words += CudaRow.WordsOf(row);
        }

        var rowBytes = rows.Length * sizeof(CudaRow);
        var bytes = rowBytes + (words * sizeof(ulong));
        EnsureUpload(bytes);
        var upload = _upload.Span[..bytes];
        var written = MemoryMarshal.Cast<byte, CudaRow>(upload[..rowBytes]);
        var offset = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            written[i] = CudaRow.Write(rows[i], rows[i].IsRedraw && !isOwnCopy, MemoryMarshal.Cast<byte, ulong>(upload[rowBytes..]), ref offset);
        }

        Stream.CopyToDevice<byte>(upload, _uploaded.Value);
        var slices = (rows[0].VocabularySize + CudaBatch.SliceTokens - 1) / CudaBatch.SliceTokens;
        return _fixed with
        {
            Logits = logits,
            Rows = _uploaded.Value,
            Words = _uploaded.Value + rowBytes,
            Vocabulary = (uint)rows[0].VocabularySize,
            Slices = (uint)slices,
            SlicesPerBlock = (uint)(((slices * rows.Length) + HistogramBlocks - 1) / HistogramBlocks),
        };
    }

    /// <summary>Queues the kernels; they change logits in place where rows have penalties or biases.</summary>
    public void Launch(CudaBatch batch, int rows)
    {
        var slices = (int)batch.Slices;
        Stream.Launch(_init, rows, 1, batch);
        Stream.Launch(_max, slices, rows, batch);
        Stream.Launch(_histogram, (slices + (int)batch.SlicesPerBlock - 1) / (int)batch.SlicesPerBlock, rows, batch);
        Stream.Launch(_gather, slices, rows, batch);
        Stream.Launch(_pick, rows, 1, batch);
    }

    /// <summary>Waits for the kernels; the results are valid until the next call.</summary>
    public ReadOnlySpan<CudaResult> ReadResults(int rows)
    {
        var results = MemoryMarshal.Cast<byte, CudaResult>(_results.Span)[..rows];
        Stream.CopyToHost(_fixed.Results, results);
        return results;
    }

    public void Dispose()
    {
        _logits?.Dispose();
        _uploaded?.Dispose();
        _upload?.Dispose();
        for (var i = _handles.Count - 1; i >= 0; i--)
        {
            _handles[i].Dispose();
        }
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_upload), nameof(_uploaded))]
    private void EnsureUpload(int bytes)
    {
        if (_upload is null || _uploaded is null || _upload.Bytes < bytes)
        {
            _upload?.Dispose();
            _uploaded?.Dispose();
            (_upload, _uploaded) = (null, null);
            var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes, 1 << 14));
            _upload = new PinnedMemory(_context, size);
            _uploaded = new CudaMemory(_context, size);
        }
    }

    private nint Allocate(int bytesPerRow) => Keep(new CudaMemory(_context, (long)MostRows * bytesPerRow)).Value;

    private T Keep<T>(T handle)
        where T : CudaHandle
    {
        _handles.Add(handle);
        return handle;
    }
}
