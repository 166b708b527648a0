using System.Diagnostics;
using ModelRouter.LlamaCpp;
using ModelRouter.Sampling;

namespace ModelRouter.Cli;

/// <summary>One way to go from a step of the model to the next.</summary>
internal sealed class DecodeContender : IDisposable
{
    private const int PromptTokens = 8;

    private readonly DecodeContext _context;
    private readonly StepSampler? _sampler;
    private readonly SamplingRow[] _rows;
    private readonly SampledToken[] _sampled;
    private readonly int[] _next;
    private readonly int _steps;

    /// <param name="name">What to call it.</param>
    /// <param name="model">The model.</param>
    /// <param name="sequences">Answers at a time.</param>
    /// <param name="steps">Steps of a round.</param>
    /// <param name="threads">Threads that decode.</param>
    /// <param name="copiesLogits">Whether llama.cpp copies the logits to the host.</param>
    /// <param name="samples">False to go on with any token, as llama.cpp's own benchmark does.</param>
    internal DecodeContender(string name, LlamaModel model, int sequences, int steps, int threads, bool copiesLogits, bool samples)
    {
        Name = name;
        _steps = steps;
        var options = new LlamaModelOptions
        {
            ModelPath = model.Info.Path,
            ContextSize = PromptTokens + steps,
            MaxConcurrency = sequences,
            Threads = threads,
        };
        _context = new DecodeContext(model, EngineSettings.For(options, model), copiesLogits);
        _sampler = samples ? new StepSampler(_context, TokenSampler.Best, static _ => { }) : null;
        _rows = [.. Enumerable.Range(0, sequences).Select(i => new SamplingRow(SamplingParameters.DeepSeekR1 with { Seed = (ulong)i }, model.Vocabulary.Size))];
        _sampled = new SampledToken[sequences];
        _next = new int[sequences];
    }

    internal string Name { get; }

    internal string? Sampler => _sampler?.Name;

    /// <summary>Whether each token is drawn by the processor, too, from a copy of the logits.</summary>
    internal bool ComparesWithProcessor { get; set; }

    /// <summary>How many of those tokens came out otherwise.</summary>
    internal int Mismatches { get; private set; }

    /// <summary>Reads short prompts and writes as many tokens as there are steps to each; gives the mean time of a step.</summary>
    internal TimeSpan Run(CancellationToken ct)
    {
        _context.ForgetAll();
        for (var i = 0; i < _rows.Length; i++)
        {
            _context.BeginBatch();
            for (var position = 0; position < PromptTokens; position++)
            {
                _context.Add(2 + position, position, i, wantsLogits: false);
            }

            _context.Decode();
            _next[i] = 2 + i;
        }

        // A graph of another form is built in the first step.
        Step(PromptTokens);
        var start = Stopwatch.GetTimestamp();
        for (var step = 1; step < _steps; step++)
        {
            ct.ThrowIfCancellationRequested();
            Step(PromptTokens + step);
        }

        return Stopwatch.GetElapsedTime(start) / (_steps - 1);
    }

    public void Dispose()
    {
        _sampler?.Dispose();
        _context.Dispose();
    }

    private void Step(int position)
    {
        _context.BeginBatch();
        for (var i = 0; i < _rows.Length; i++)
        {
            _context.Add(_next[i], position, i, wantsLogits: true);
        }

        _context.Decode();
        if (_sampler is null)
        {
            // Waits for the logits, which stay unread.
            _context.Logits(_rows.Length);
            return;
        }

        var expected = ComparesWithProcessor ? _rows.Select((row, i) => _sampler.SampleShared(i, row)).ToArray() : [];
        _sampler.Sample(_rows, _sampled);
        Mismatches += expected.Where((token, i) => token != _sampled[i]).Count();
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i].Accept(_sampled[i].Token);
            _next[i] = _sampled[i].Token;
        }
    }
}
