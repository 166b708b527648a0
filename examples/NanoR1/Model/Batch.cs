namespace NanoR1;

/// <summary>Sequences one behind the other, without padding; none sees another.</summary>
internal sealed class Batch
{
    private readonly List<int> _tokens = [];
    private readonly List<int> _targets = [];
    private readonly List<Segment> _segments = [];

    /// <summary>What the model reads.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>What it shall say after each token; -1 where nothing is asked, as within a prompt.</summary>
    public IReadOnlyList<int> Targets => _targets;

    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Tokens with a target.</summary>
    public int TargetCount { get; private set; }

    /// <summary>Adds a prompt and what follows it; the loss is taken on the latter only.</summary>
    public void Add(ReadOnlySpan<int> prompt, ReadOnlySpan<int> completion)
    {
        // The last token of a completion is said, not read.
        var length = prompt.Length + completion.Length - 1;
        _segments.Add(new Segment(_tokens.Count, length));
        for (var i = 0; i < length; i++)
        {
            _tokens.Add(i < prompt.Length ? prompt[i] : completion[i - prompt.Length]);
            var next = i + 1 - prompt.Length;
            _targets.Add(next >= 0 ? completion[next] : -1);
        }

        TargetCount += completion.Length;
    }
}
