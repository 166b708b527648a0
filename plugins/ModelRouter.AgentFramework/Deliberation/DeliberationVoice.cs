namespace ModelRouter.AgentFramework;

/// <summary>One who takes part in a deliberation: its wishes say which models may speak for it.</summary>
/// <remarks>They come before what is wished of all voices together, such as an agent's wishes; of two costs the lesser holds, and of two data classes the higher.</remarks>
public sealed class DeliberationVoice : RoutingWishes
{
    /// <summary>Its name on receipts and thoughts, and after <c>function:</c> in the ledger, of 1 to 150 characters; by default <c>draft-1</c>, <c>draft-2</c>…,
    /// <c>critic</c> or <c>arbiter</c>.</summary>
    public string? Name { get; set; }

    /// <summary>What it is told besides its part; for drafts before the request.</summary>
    public string? Instructions { get; set; }
}
