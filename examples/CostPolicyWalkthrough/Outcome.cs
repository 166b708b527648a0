namespace ModelRouter.Examples.CostPolicyWalkthrough;

/// <summary>What a policy did with a question.</summary>
/// <param name="Decision">Whom it would ask and why, before anybody was asked.</param>
/// <param name="Receipt">Who was asked, and what that cost.</param>
internal sealed record Outcome(RoutingDecision Decision, RoutingReceipt Receipt)
{
    /// <summary>US dollars that the first choice was expected to cost.</summary>
    public decimal Forecast => Decision.Ranking[0].Cost;

    /// <summary>The chance that the model that answered is right.</summary>
    public double Chance => Decision.Ranking.Single(ranked => ranked.Model == Receipt.Model).SuccessProbability;
}
