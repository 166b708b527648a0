using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>A node that runs a pool's model.</summary>
/// <param name="Id">Its name in the pool, unique without case.</param>
/// <param name="Client">Reaches it; the pool disposes it.</param>
public sealed record PoolNode(string Id, IChatClient Client)
{
    /// <summary>What it calls the model, whatever the pool's request says; <see langword="null"/> if it goes by that.</summary>
    public string? ModelId { get; init; }

    /// <summary>Tokens that it is thought to write a second, all requests together, until that has been measured; &gt; 0.</summary>
    public double TokensPerSecond { get; init; } = 50;

    /// <summary>Requests that it takes at once; <see langword="null"/> for any number.</summary>
    public int? MaxConcurrency { get; init; }
}
