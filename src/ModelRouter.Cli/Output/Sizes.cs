using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>Bytes for people.</summary>
internal static class Sizes
{
    /// <summary><c>4.7 GB</c>, in powers of ten as disks and registries count.</summary>
    internal static string Of(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes"),
    };
}
