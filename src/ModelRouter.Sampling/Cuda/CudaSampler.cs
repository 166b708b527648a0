using System.Buffers;

namespace ModelRouter.Sampling;

/// <summary>Samples on an NVIDIA GPU: a batch in five kernels, best where the logits already lie on the device.</summary>
/// <remarks>
/// <para>Needs NVIDIA's driver, nothing else, and a device of compute capability 7.5 (Turing) or more. The kernels' PTX is in this
/// assembly; the driver compiles it when the first sampler is made and keeps the outcome. Uses the device's primary context, as
/// llama.cpp does, and a stream of its own: logits must be complete before the call.</para>
/// <para>A row whose top-k or top-p ends within more than 4,096 tokens of nearly one logit (1/64 nat over the temperature), as nothing
/// but noise has, is sampled on the processor; the result is the same.</para>
/// <para>Thread safe: calls take turns. Dispose it to free the device's memory.</para>
/// </remarks>
public sealed class CudaSampler : TokenSampler, IDisposable
{
    private readonly Lock _gate = new();
    private readonly CudaContext _context;
    private readonly CudaWorkspace _workspace;
    private bool _isDisposed;

    /// <summary>Opens a device.</summary>
    /// <param name="device">The device's number, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="device"/> is negative.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no driver or no such device, or it is too old; the message says which.</exception>
    /// <exception cref="CudaException">The device is there and fails; no memory is left on it, for example.</exception>
    public CudaSampler(int device = 0)
    {
        if (CudaDriver.WhyNot(device) is { } reason)
        {
            throw new PlatformNotSupportedException(reason);
        }

        Device = device;
        DeviceName = CudaDriver.NameOf(device);
        _context = new CudaContext(device);
        try
        {
            using var scope = _context.Enter();
            _workspace = new CudaWorkspace(_context);
        }
        catch
        {
            _context.Dispose();
            throw;
        }
    }

    /// <summary>Number of CUDA devices of this machine; 0 without a driver.</summary>
    public static int DeviceCount => CudaDriver.DeviceCount;

    /// <summary>The device's number.</summary>
    public int Device { get; }

    /// <summary>The device as its maker calls it.</summary>
    public string DeviceName { get; }

    /// <inheritdoc/>
    public override string Name => "cuda";

    /// <summary>How many rows so far were left to the processor.</summary>
    internal long Overflows { get; private set; }

    /// <inheritdoc cref="CudaWorkspace.HistogramBlocks"/>
    internal int HistogramBlocks { set => _workspace.HistogramBlocks = value; }

    internal CudaContext Context => _context;

    /// <summary>A sampler on the device, or <see cref="TokenSampler.Best"/> if it can't be used.</summary>
    /// <param name="device">The device's number, from 0 on.</param>
    /// <param name="log">Told once, in a sentence, why the processor samples instead.</param>
    /// <returns>Dispose it if it is a <see cref="CudaSampler"/>.</returns>
    public static TokenSampler CreateOrBest(int device, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        try
        {
            return new CudaSampler(device);
        }
        catch (Exception e) when (e is PlatformNotSupportedException or CudaException)
        {
            log($"Sampling on the processor ({Best.Name}): {e.Message}");
            return Best;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Copies the logits to the device, as a batch of one.</remarks>
    public override SampledToken Sample(Span<float> logits, SamplingRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var result = default(SampledToken);
        Sample(logits, new ReadOnlySpan<SamplingRow>(in row), new Span<SampledToken>(ref result));
        return result;
    }

    /// <inheritdoc/>
    /// <remarks>Copies the logits to the device, 64 rows at a time.</remarks>
    /// <exception cref="CudaException">The driver or a kernel failed.</exception>
    public override void Sample(Span<float> logits, ReadOnlySpan<SamplingRow> rows, Span<SampledToken> results)
    {
        ThrowIfMismatched(rows, results);
        ThrowIfMismatched(logits, rows);
        var vocabulary = rows.IsEmpty ? 0 : rows[0].VocabularySize;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            using var scope = _context.Enter();
            for (var start = 0; start < rows.Length; start += CudaWorkspace.MostRows)
            {
                var chunk = rows[start..Math.Min(start + CudaWorkspace.MostRows, rows.Length)];
                var ofChunk = logits.Slice(start * vocabulary, chunk.Length * vocabulary);
                var drawn = Run(_workspace.Upload(ofChunk), chunk, isOwnCopy: true);
                for (var i = 0; i < chunk.Length; i++)
                {
                    results[start + i] = drawn[i].Status == CudaResult.Overflow
                        ? SampleOverflow(ofChunk.Slice(i * vocabulary, vocabulary), chunk[i])
                        : Report(drawn[i], chunk[i]);
                }
            }
        }
    }

    /// <summary>Draws the next token of several rows whose logits lie on the device: they are not copied to the host.</summary>
    /// <param name="deviceLogits">Address on this device of rows × vocabulary floats, row after row, complete and aligned to 4 bytes.
    /// Overwritten where penalties or bias apply.</param>
    /// <param name="rows">Distinct rows of one vocabulary size.</param>
    /// <param name="results">One token per row; what precedes a row that throws is written.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="EmptyDistributionException">Every logit of a row is −∞ or NaN.</exception>
    /// <exception cref="CudaException">The driver or a kernel failed; after an invalid address, for example.</exception>
    public void Sample(nint deviceLogits, ReadOnlySpan<SamplingRow> rows, Span<SampledToken> results)
    {
        ThrowIfMismatched(rows, results);
        var rowBytes = rows.IsEmpty ? 0 : (nint)rows[0].VocabularySize * sizeof(float);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            using var scope = _context.Enter();
            for (var start = 0; start < rows.Length; start += CudaWorkspace.MostRows)
            {
                var chunk = rows[start..Math.Min(start + CudaWorkspace.MostRows, rows.Length)];
                var ofChunk = deviceLogits + (start * rowBytes);
                var drawn = Run(ofChunk, chunk, isOwnCopy: false);
                for (var i = 0; i < chunk.Length; i++)
                {
                    results[start + i] = drawn[i].Status == CudaResult.Overflow
                        ? SampleOverflow(ofChunk + (i * rowBytes), chunk[i])
                        : Report(drawn[i], chunk[i]);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                _workspace.Dispose();
                _context.Dispose();
            }
        }
    }

    /// <summary>Time on the device of one batch's kernels, by its own clock, the mean of many runs over the same logits.</summary>
    internal TimeSpan Measure(nint deviceLogits, ReadOnlySpan<SamplingRow> rows, int runs)
    {
        lock (_gate)
        {
            using var scope = _context.Enter();
            using var start = new CudaEvent(_context);
            using var end = new CudaEvent(_context);
            var batch = _workspace.Prepare(deviceLogits, rows);
            start.Record(_workspace.Stream);
            for (var i = 0; i < runs; i++)
            {
                _workspace.Launch(batch, rows.Length);
            }

            end.Record(_workspace.Stream);
            return end.Since(start) / runs;
        }
    }

    internal override SampledToken SampleAdjusted(Span<float> logits, SamplingRow row) => Best.SampleAdjusted(logits, row);

    private static SampledToken Report(in CudaResult drawn, SamplingRow row) =>
        drawn.Status == CudaResult.Empty ? throw new EmptyDistributionException(row) : drawn.Report();

    /// <summary>The caller's logits stay as they are: a redraw of them begins with penalties and biases again.</summary>
    private SampledToken SampleOverflow(ReadOnlySpan<float> logits, SamplingRow row)
    {
        var rented = ArrayPool<float>.Shared.Rent(row.VocabularySize);
        try
        {
            var copy = rented.AsSpan(0, row.VocabularySize);
            logits.CopyTo(copy);
            LogitAdjuster.ApplyPenaltiesAndBias(copy, row);
            return SampleOverflowCopy(copy, row);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>The kernels have applied penalties and biases on the device, but not the bitmask.</summary>
    private SampledToken SampleOverflow(nint deviceLogits, SamplingRow row)
    {
        var rented = ArrayPool<float>.Shared.Rent(row.VocabularySize);
        try
        {
            var copy = rented.AsSpan(0, row.VocabularySize);
            _workspace.Stream.CopyToHost(deviceLogits, copy);
            return SampleOverflowCopy(copy, row);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private SampledToken SampleOverflowCopy(Span<float> copy, SamplingRow row)
    {
        Overflows++;
        LogitAdjuster.ApplyMask(copy, row);
        return Best.SampleAdjusted(copy, row);
    }

    private ReadOnlySpan<CudaResult> Run(nint logits, ReadOnlySpan<SamplingRow> rows, bool isOwnCopy)
    {
        _workspace.Launch(_workspace.Prepare(logits, rows, isOwnCopy), rows.Length);
        return _workspace.ReadResults(rows.Length);
    }
}
