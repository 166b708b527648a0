using System.CommandLine;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>An option that names a grouping of rows by their members: <c>benchmark</c>, <c>subset</c>, <c>lang</c>.</summary>
internal sealed class GroupOption : Option<RowGrouping?>
{
    public GroupOption(string name, string description, IEnumerable<RowGrouping> allowed)
        : base(name)
    {
        var words = allowed.ToDictionary(Word, static by => by, StringComparer.OrdinalIgnoreCase);
        Description = description;
        HelpName = "key";
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (words.TryGetValue(text, out var by) || words.TryGetValue(text.Replace("language", "lang", StringComparison.OrdinalIgnoreCase), out by))
            {
                return by;
            }

            result.AddError($"{name} '{text}' is unknown.{Spelling.DidYouMean(text, words.Keys)} Allowed: {string.Join(", ", words.Keys)}.");
            return null;
        };
    }

    internal static string Word(RowGrouping by) => by == RowGrouping.Language ? "lang" : Names.Snake(by);
}
