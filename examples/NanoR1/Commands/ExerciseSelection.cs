using System.CommandLine;

namespace NanoR1;

/// <summary>The options that choose exercises, the same for every command that makes some.</summary>
/// <param name="splits">Those that are taken if none is named.</param>
internal sealed class ExerciseSelection(params string[] splits)
{
    private static readonly string[] EveryLanguage = ["en", "ko"];

    private readonly Option<string[]> _families = new("--family")
    {
        Description = "Only these task families: " + string.Join(", ", TaskFamilies.Known.Select(family => family.Name)),
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _languages = Choice("--language", "Only these languages", EveryLanguage);

    private readonly Option<string[]> _splits = Choice("--split", $"Where exercises come from; {string.Join(" and ", splits)} unless given", [.. SplitNames.All]);

    public void AddTo(Command command)
    {
        _families.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => TaskFamilies.Known.All(family => family.Name != token.Value)))
            {
                result.AddError($"There is no task family '{token.Value}'; there are {string.Join(", ", TaskFamilies.Known.Select(family => family.Name))}.");
            }
        });
        command.Options.Add(_families);
        command.Options.Add(_languages);
        command.Options.Add(_splits);
    }

    public IReadOnlyList<ITaskFamily> Families(ParseResult parsed) => TaskFamilies.Named(parsed.GetValue(_families) ?? []);

    public IReadOnlyList<string> Languages(ParseResult parsed) => parsed.GetValue(_languages) is { Length: > 0 } given ? given : EveryLanguage;

    public IReadOnlyList<Split> Splits(ParseResult parsed) =>
        [.. (parsed.GetValue(_splits) is { Length: > 0 } given ? given : splits).Select(SplitNames.Find)];

    private static Option<string[]> Choice(string name, string description, string[] values)
    {
        var option = new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true };
        return option.AcceptOnlyFromAmong(values);
    }
}
