namespace ModelRouter;

/// <summary>A price that models may name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Listed">The list as it was written, amounts in its own currency, with those before it.</param>
/// <param name="Path">Where configuration has it; <see langword="null"/> for the catalog's own.</param>
internal sealed record PriceEntry(string Id, ModelPricing Listed, string? Path);
