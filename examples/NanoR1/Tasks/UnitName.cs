namespace NanoR1;

/// <summary>What a unit is called.</summary>
/// <param name="Symbol">As the answer writes it.</param>
/// <param name="AlwaysSpelled">Questions never use the symbol.</param>
internal sealed record UnitName(string Symbol, string English, string Plural, string Korean, bool AlwaysSpelled = false);
