using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>Counts the window's tokens as they come and go, so that a step costs the distinct recent tokens, not the history.</summary>
internal sealed class TokenPenalties
{
    private readonly SamplingParameters _parameters;
    private readonly Dictionary<int, int> _counts;
    private readonly int[]? _window;
    private int _next;
    private int _filled;

    private TokenPenalties(SamplingParameters parameters)
    {
        _parameters = parameters;
        _window = parameters.PenaltyWindow > 0 ? new int[parameters.PenaltyWindow] : null;
        // One more than the window: the new token is counted before the oldest leaves. Sized once, a step never allocates.
        _counts = new Dictionary<int, int>(_window is null ? 256 : Math.Min(_window.Length, 4096) + 1);
    }

    /// <summary>The penalties, or <see langword="null"/> when these parameters change nothing.</summary>
    public static TokenPenalties? For(SamplingParameters parameters) =>
        parameters.PenaltyWindow == 0 || parameters is { RepetitionPenalty: 1, PresencePenalty: 0, FrequencyPenalty: 0 }
            ? null
            : new TokenPenalties(parameters);

    public void Add(int token)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, token, out _)++;
        if (_window is null)
        {
            return;
        }

        if (_filled == _window.Length)
        {
            Forget(_window[_next]);
        }
        else
        {
            _filled++;
        }

        _window[_next] = token;
        _next = _next + 1 == _window.Length ? 0 : _next + 1;
    }

    /// <summary>Number of distinct tokens in the window.</summary>
    public int Count => _counts.Count;

    /// <summary>Writes each token in the low and its count in the high half of a word.</summary>
    /// <returns>Number of words written.</returns>
    public int CopyTo(Span<ulong> words)
    {
        var written = 0;
        foreach (var (token, count) in _counts)
        {
            words[written++] = ((ulong)(uint)count << 32) | (uint)token;
        }

        return written;
    }

    /// <summary>Applies the penalties in place. Each token's logit depends on its own count only, so their order does not matter.</summary>
    public void Apply(Span<float> logits)
    {
        foreach (var (token, count) in _counts)
        {
            ref var logit = ref logits[token];
            logit = logit > 0 ? logit / _parameters.RepetitionPenalty : logit * _parameters.RepetitionPenalty;
            logit -= MathF.FusedMultiplyAdd(count, _parameters.FrequencyPenalty, _parameters.PresencePenalty);
        }
    }

    private void Forget(int token)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, token);
        if (--count == 0)
        {
            _counts.Remove(token);
        }
    }
}
