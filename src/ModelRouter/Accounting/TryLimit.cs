namespace ModelRouter;

/// <summary>What a client with nodes answers when it is asked for the type: how many tries it makes for one request at most.</summary>
/// <param name="Most">≥ 1. All but the last end without content.</param>
internal sealed record TryLimit(int Most);
