namespace ModelRouter;

/// <summary>Where a price list comes from, and how it became US dollars.</summary>
/// <remarks>Immutable.</remarks>
public sealed record PriceOrigin
{
    /// <summary>The price's id in the catalog or in configuration; <see langword="null"/> if it stands at the model itself.</summary>
    public string? Id { get; init; }

    /// <summary>Who says so, such as a vendor's page or a contract.</summary>
    public string? Source { get; init; }

    /// <summary>The day on which somebody read it there.</summary>
    public DateOnly? Read { get; init; }

    /// <summary>What the list doesn't tell, for people.</summary>
    public string? Note { get; init; }

    /// <summary>The currency of the list, three letters of ISO 4217.</summary>
    public string Currency { get; init; } = CurrencyTable.Dollar;

    /// <summary>US dollars for one unit of <see cref="Currency"/>; what the list's amounts were multiplied by.</summary>
    public decimal DollarsPerUnit { get; init; } = 1;
}
