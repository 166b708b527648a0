using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>--preset</c>: a service whose operator told its figures.</summary>
internal sealed class PresetOption : Option<string?>
{
    public PresetOption()
        : base("--preset")
    {
        Description = $"Figures to begin with, which other options change: {Known}. DeepSeek's published tokens are rounded: 342 B "
            + "cached would be $562,100 of revenue, exactly 56.3% $561,975; 342.178 B rounds to both and is the published $562,027.";
        HelpName = "name";
    }

    public static string Known { get; } = string.Join(", ", SelfHostedPresets.All.Keys);

    /// <summary>The preset, or null if none is asked for.</summary>
    /// <exception cref="UsageException">It is unknown.</exception>
    public (string? Name, SelfHostedCostModel? Model) Read(ParseResult parsed)
    {
        var name = parsed.GetValue(this);
        if (name is null)
        {
            return (null, null);
        }

        return SelfHostedPresets.All.TryGetValue(name, out var model)
            ? (name, model)
            : throw new UsageException(
                $"--preset '{name}' is unknown.{Spelling.DidYouMean(name, SelfHostedPresets.All.Keys)} There is: {Known}.");
    }
}
