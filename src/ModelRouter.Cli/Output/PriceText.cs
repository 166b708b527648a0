using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>Prices in words.</summary>
internal static class PriceText
{
    /// <summary><c>0.55</c>.</summary>
    internal static string Amount(decimal amount) => amount.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary><c>16:30-00:30 UTC × 0.5</c>, with days where it isn't every day.</summary>
    internal static string Of(OffPeakWindow window)
    {
        var hours = window.From == window.To
            ? string.Create(CultureInfo.InvariantCulture, $"24 hours from {window.From:HH:mm}")
            : string.Create(CultureInfo.InvariantCulture, $"{window.From:HH:mm}-{window.To:HH:mm}");
        var days = window.Days.Count == 0 ? "" : $", {string.Join(" and ", window.Days)}";
        return $"{hours} UTC{days} × {Amount(window.Factor)}";
    }

    /// <summary>The day from which a list holds; the time as well if it isn't midnight.</summary>
    internal static string Since(ModelPricing price) => price.EffectiveFrom is not { } from ? ""
        : from.ToUniversalTime().ToString(from.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>Who says so, and when somebody read it.</summary>
    internal static string Source(ModelPricing price) => price.Origin is { } origin
        ? string.Create(CultureInfo.InvariantCulture, $"{origin.Source ?? "not given"}{(origin.Read is { } read ? $", read {read:yyyy-MM-dd}" : "")}")
        : "not given";

    /// <summary><c>CNY at $0.14</c>; only the currency if it is the dollar, or has no rate.</summary>
    internal static string Currency(string currency, CurrencyTable currencies) =>
        currency != CurrencyTable.Dollar && currencies.RateOf(currency) is { } rate ? $"{currency} at ${Amount(rate)}" : currency;

    /// <summary>The currency that a model's list was converted from, in the same form.</summary>
    internal static string Currency(PriceOrigin origin) =>
        Currency(origin.Currency, new([KeyValuePair.Create(origin.Currency, origin.DollarsPerUnit)]));
}
