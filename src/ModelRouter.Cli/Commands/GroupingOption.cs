using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>--by</c>: what the rows of a ledger's report are.</summary>
internal sealed class GroupingOption : Option<SpendGrouping>
{
    private static readonly string[] Words = [.. Enum.GetNames<SpendGrouping>().Select(static name => name.ToLowerInvariant())];

    public GroupingOption(SpendGrouping usual)
        : base("--by")
    {
        var list = string.Join(", ", Words.SkipLast(1).Select(name => name == Word(usual) ? $"{name} (the default)" : name));
        Description = $"What the rows are: {list} or day (of UTC).";
        HelpName = "group";
        DefaultValueFactory = _ => usual;
        Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !Words.Contains(token.Value, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"--by '{token.Value}' is unknown.{Spelling.DidYouMean(token.Value, Words)} Allowed: {string.Join(", ", Words)}.");
            }
        });
    }

    private static string Word(SpendGrouping grouping) => grouping.ToString().ToLowerInvariant();
}
