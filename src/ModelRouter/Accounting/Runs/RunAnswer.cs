namespace ModelRouter;

/// <summary>What shall become of a run that has reached its limit.</summary>
public readonly record struct RunAnswer
{
    private RunAnswer(decimal raise, bool downgrades) => (Raise, Downgrades) = (raise, downgrades);

    /// <summary>It stops. The default.</summary>
    public static RunAnswer Stop { get; }

    /// <summary>It goes on with models that fit into what is left, and isn't asked about again.</summary>
    public static RunAnswer Downgrade { get; } = new(0, downgrades: true);

    /// <summary>US dollars by which the limit is raised; 0 if it isn't.</summary>
    public decimal Raise { get; }

    /// <summary>True if cheaper models go on.</summary>
    public bool Downgrades { get; }

    /// <summary>It may spend more. If the call doesn't fit even then, the question comes again.</summary>
    /// <param name="amount">US dollars by which the limit is raised; &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> isn't greater than 0.</exception>
    public static RunAnswer RaiseBy(decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        return new(amount, downgrades: false);
    }
}
