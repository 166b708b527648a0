using System.Text.Json.Serialization;

namespace ModelRouter.Examples.PredictiveMaintenance;

/// <summary>What the planner proposes to do; it writes it as JSON.</summary>
/// <param name="Action">What to do.</param>
/// <param name="StandstillMinutes">For how long the machine stands meanwhile.</param>
internal sealed record Proposal(string Action, int StandstillMinutes)
{
    /// <summary>The machine; the workflow knows it, the planner isn't asked.</summary>
    [JsonIgnore]
    public string Machine { get; init; } = "";
}
