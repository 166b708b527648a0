using System.Globalization;
using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>Draws the next token of every output of a step where its logits lie: on the GPU that computed them, else on the processor.</summary>
/// <remarks>The token is the same on either. Belongs to the engine's thread.</remarks>
internal sealed class StepSampler : IDisposable
{
    private const string CudaBuffer = "CUDA";

    /// <summary>How far below another logit one counts at most, in nats; see <see cref="SampledToken"/>.</summary>
    private const float MaxDistance = 40;

    private readonly DecodeContext _context;
    private readonly TokenSampler _host;
    private readonly Action<string> _warn;
    private float[] _copy = [];
    private CudaSampler? _device;
    private bool _hasLooked;

    /// <param name="context">Where the steps run.</param>
    /// <param name="host">What samples on the processor.</param>
    /// <param name="warn">Told once, in a sentence, why logits that lie on a device are not sampled there.</param>
    public StepSampler(DecodeContext context, TokenSampler host, Action<string> warn)
    {
        _context = context;
        _host = host;
        _warn = warn;
    }

    /// <summary>The sampler that drew the last step's tokens; see <see cref="TokenSampler.Name"/>.</summary>
    public string Name => (_device ?? _host).Name;

    /// <summary>Draws a token for every output of the last step; its logits are overwritten.</summary>
    /// <param name="rows">The outputs' sequences, in the order in which the batch wanted their logits.</param>
    /// <param name="results">One token per row.</param>
    /// <exception cref="LlamaException">The device failed; later steps are sampled on the processor.</exception>
    /// <exception cref="EmptyDistributionException">Every logit of a row is −∞ or NaN.</exception>
    public void Sample(ReadOnlySpan<SamplingRow> rows, Span<SampledToken> results)
    {
        if (_context.LogitsOnDevice is not { } capture)
        {
            _host.Sample(_context.Logits(rows.Length), rows, results);
        }
        else if (Device(capture) is { } device)
        {
            Sample(device, capture.Address, rows, results);
        }
        else
        {
            _host.Sample(Copy(capture, 0, rows.Length), rows, results);
        }
    }

    /// <summary>Draws one token from a row of the last step, whose logits stay as they are: other sequences need them, too.</summary>
    /// <param name="output">Which of the outputs.</param>
    /// <param name="row">The sequence.</param>
    /// <exception cref="EmptyDistributionException">Every logit is −∞ or NaN.</exception>
    public SampledToken SampleShared(int output, SamplingRow row)
    {
        var vocabulary = row.VocabularySize;
        if (_context.LogitsOnDevice is { } capture)
        {
            Copy(capture, output, 1);
        }
        else
        {
            _context.Logits(output + 1).Slice(output * vocabulary, vocabulary).CopyTo(Room(vocabulary));
        }

        return _host.Sample(_copy.AsSpan(0, vocabulary), row);
    }

    /// <summary>The same for an answer, which may be held to a grammar.</summary>
    public SampledToken SampleShared(int output, Generation generation) => Constrain(
        generation,
        SampleShared(output, generation.NextRow()),
        token => _copy[token],
        again => _host.Sample(_copy.AsSpan(0, again.VocabularySize), again));

    /// <summary>Asks an answer's grammar about the token that the last step gave it; draws once more, from what it allows, if it refuses.</summary>
    /// <remarks>How sure the model was is told by what it would have written freely: among what the grammar leaves, it may have no choice.</remarks>
    /// <param name="output">Which of the outputs.</param>
    /// <param name="generation">The sequence.</param>
    /// <param name="sampled">The token.</param>
    /// <exception cref="LlamaException">The device failed; later steps are sampled on the processor.</exception>
    public SampledToken Constrain(int output, Generation generation, in SampledToken sampled) =>
        generation.IsConstrained ? ConstrainOutput(output, generation, sampled) : sampled;

    public void Dispose() => _device?.Dispose();

    // Apart, so that a free answer pays for no closure.
    private SampledToken ConstrainOutput(int output, Generation generation, in SampledToken sampled) =>
        Constrain(generation, sampled, token => ReadLogit(output, token), again => Redraw(output, again));

    private static SampledToken Constrain(Generation generation, in SampledToken sampled, Func<int, float> logit, Func<SamplingRow, SampledToken> redraw)
    {
        try
        {
            if (generation.Refuses(sampled.Token) is not { } row)
            {
                return sampled;
            }

            // The second draw takes the first one's logit away.
            var refused = logit(sampled.Token);
            var redrawn = redraw(row);
            var lead = logit(redrawn.Token) - refused;
            return sampled with
            {
                Token = redrawn.Token,
                LogProbability = Math.Min(0, sampled.LogProbability + (lead > -MaxDistance ? lead : -MaxDistance)),
                Kept = redrawn.Kept,
            };
        }
        catch (EmptyDistributionException)
        {
            // The model's output is sound, or the first draw had failed: it is the grammar that leaves nothing.
            generation.GiveUp();
            return sampled;
        }
    }

    private float ReadLogit(int output, int token)
    {
        var vocabulary = _context.VocabularySize;
        return _context.LogitsOnDevice is not { } capture ? _context.Logits(output + 1)[(output * vocabulary) + token]
            : _device is null ? _copy[(output * vocabulary) + token]
            : capture.Read(output, token, vocabulary);
    }

    private SampledToken Redraw(int output, SamplingRow row)
    {
        var start = output * row.VocabularySize;
        if (_context.LogitsOnDevice is not { } capture)
        {
            return _host.Sample(_context.Logits(output + 1)[start..], row);
        }

        if (_device is not { } device)
        {
            return _host.Sample(_copy.AsSpan(start, row.VocabularySize), row);
        }

        var result = default(SampledToken);
        Sample(device, capture.Address + ((nint)start * sizeof(float)), new ReadOnlySpan<SamplingRow>(in row), new Span<SampledToken>(ref result));
        return result;
    }

    private void Sample(CudaSampler device, nint logits, ReadOnlySpan<SamplingRow> rows, Span<SampledToken> results)
    {
        try
        {
            device.Sample(logits, rows, results);
        }
        catch (CudaException failure)
        {
            // Some logits may have their penalties already and others not, so this step can't be sampled elsewhere.
            _device = null;
            device.Dispose();
            Warn(failure.Message);
            throw new LlamaException($"Sampling on {device.DeviceName} failed: {failure.Message}", failure);
        }
    }

    private Span<float> Copy(LogitsCapture capture, int firstRow, int rows)
    {
        var copy = Room(rows * _context.VocabularySize);
        capture.Copy(firstRow, copy, _context.VocabularySize);
        return copy;
    }

    private Span<float> Room(int length)
    {
        if (_copy.Length < length)
        {
            _copy = GC.AllocateUninitializedArray<float>(length);
        }

        return _copy.AsSpan(0, length);
    }

    /// <summary>The sampler of the device that holds the logits; made once, since a model stays where it is.</summary>
    private CudaSampler? Device(LogitsCapture capture)
    {
        if (_hasLooked)
        {
            return _device;
        }

        _hasLooked = true;
        var name = capture.BufferName;
        if (name.StartsWith(CudaBuffer, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(CudaBuffer.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _device = CudaSampler.CreateOrBest(number, _warn) as CudaSampler;
        }
        else
        {
            Warn($"there are no kernels for the memory '{name}'");
        }

        return _device;
    }

    private void Warn(string reason) => _warn($"Sampling on the processor ({_host.Name}): {reason}");
}
