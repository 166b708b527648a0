using Microsoft.Extensions.Configuration;

namespace ModelRouter.Storage;

/// <summary>Reads what the settings of every stored ledger have in common.</summary>
internal static class LedgerSettings
{
    private static readonly string[] Common = ["Provider", "Durability", "Capacity", "MaxWait", "SpoolFolder"];

    internal static (SectionReader Reader, SpendLedgerOptions Options) Read(IConfigurationSection section, string ownKey)
    {
        var reader = new SectionReader(section).Allow([.. Common, ownKey]);
        var defaults = new SpendLedgerOptions();
        return (reader, new()
        {
            Durability = reader.Choice<LedgerDurability>("Durability"),
            Capacity = reader.Int("Capacity", 1) ?? defaults.Capacity,
            MaxWait = reader.Timeout("MaxWait") ?? defaults.MaxWait,
            SpoolFolder = reader.Text("SpoolFolder"),
        });
    }

    /// <summary>The ledger of a task. Containers make their services synchronously; this happens once, when the host starts.</summary>
    internal static ISpendLedger Wait<T>(Task<T> opening)
        where T : ISpendLedger => opening.GetAwaiter().GetResult();
}
