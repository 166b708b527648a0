namespace ModelRouter.LlamaCpp;

/// <summary>A place for one sequence in the context: what its memory holds, and whom it serves.</summary>
internal sealed class Slot(int id)
{
    private readonly List<int> _tokens = [];

    /// <summary>The sequence id in the context.</summary>
    public int Id { get; } = id;

    /// <summary>Tokens that its memory holds; kept after a request ends, for the next one that begins alike.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>The request that it serves; <see langword="null"/> if it is free.</summary>
    public GenerationRequest? Request { get; private set; }

    /// <summary>The answer that it generates.</summary>
    public Generation? Generation { get; private set; }

    /// <summary>Prompt tokens that were in memory already.</summary>
    public int CachedTokens { get; private set; }

    /// <summary>The token to decode next; <see langword="null"/> while the prompt is being read.</summary>
    public int? NextToken { get; set; }

    /// <summary>When it was last used, in steps of the engine.</summary>
    public long LastUsed { get; set; }

    /// <summary>True if it waits for another slot to read the shared prompt.</summary>
    public bool IsFollower { get; private set; }

    public bool IsFree => Request is null;

    /// <summary>True while there is prompt left to read.</summary>
    public bool IsReading => Request is not null && NextToken is null && !IsFollower;

    public void Serve(GenerationRequest request, Generation generation, bool isFollower)
    {
        (Request, Generation, IsFollower) = (request, generation, isFollower);
        (NextToken, CachedTokens) = (null, 0);
    }

    /// <summary>Its memory holds the first <paramref name="length"/> tokens of the prompt already.</summary>
    public void Reuse(int length)
    {
        Hold(Request!.Prompt.AsSpan(0, length));
        CachedTokens = length;
    }

    /// <summary>The slot that it followed has read the prompt, and the memory is shared now.</summary>
    public void Join()
    {
        IsFollower = false;
        Reuse(Request!.Prompt.Length);
    }

    public void Append(int token) => _tokens.Add(token);

    public void Forget() => _tokens.Clear();

    public void Release() => (Request, Generation, NextToken, IsFollower) = (null, null, null, false);

    /// <summary>Tokens with which both its memory and <paramref name="prompt"/> begin.</summary>
    public int CommonPrefix(ReadOnlySpan<int> prompt) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_tokens).CommonPrefixLength(prompt);

    private void Hold(ReadOnlySpan<int> tokens)
    {
        _tokens.Clear();
        _tokens.AddRange(tokens);
    }
}
