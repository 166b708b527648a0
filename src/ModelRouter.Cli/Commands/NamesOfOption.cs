using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>Options whose value is one of a few names.</summary>
internal static class NamesOfOption
{
    /// <summary>Accepts these names alone, and says so with the option's name.</summary>
    internal static void AcceptNames(this Option option, StringComparer comparer, params string[] names)
    {
        option.CompletionSources.Add(names);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !names.Contains(token.Value, comparer)))
            {
                result.AddError($"{option.Name} must be {string.Join(", ", names[..^1])} or {names[^1]}, not '{token.Value}'.{Spelling.DidYouMean(token.Value, names)}");
            }
        });
    }
}
