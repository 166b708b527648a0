namespace ModelRouter.Cli;

/// <summary>A price list that something may be charged by.</summary>
/// <param name="Id">Its id, or that of the model that it stands at.</param>
/// <param name="Place">Where it is from: <c>catalog</c>, <c>configuration</c> or <c>model</c>.</param>
/// <param name="Models">The configured models that are charged by it.</param>
/// <param name="Listed">The list in its own currency, with those before it.</param>
internal sealed record KnownPrice(string Id, string Place, IReadOnlyList<string> Models, ModelPricing Listed)
{
    /// <summary>The list's versions, the oldest first.</summary>
    internal IReadOnlyList<ModelPricing> Versions
    {
        get
        {
            var versions = new List<ModelPricing>();
            for (var price = Listed; price is not null; price = price.Earlier)
            {
                versions.Insert(0, price);
            }

            return versions;
        }
    }
}
