using System.CommandLine;
using System.CommandLine.Parsing;

namespace ModelRouter.Cli;

/// <summary><c>--batch 1,8,32</c>: how many at a time.</summary>
internal sealed class BatchesOption : Option<int[]>
{
    private readonly int _most;

    /// <param name="counted">What there are so many of.</param>
    /// <param name="most">The largest number.</param>
    /// <param name="usual">The default.</param>
    public BatchesOption(string counted, int most, params int[] usual)
        : base("--batch")
    {
        _most = most;
        Description = $"{counted}, 1 to {most}, several separated by commas; {string.Join(',', usual)} by default.";
        HelpName = "n,…";
        CustomParser = Parse;
        DefaultValueFactory = _ => usual;
    }

    private int[] Parse(ArgumentResult argument)
    {
        var batches = new List<int>();
        foreach (var part in argument.Tokens[0].Value.Split(','))
        {
            if (!int.TryParse(part, out var batch) || batch < 1 || batch > _most)
            {
                argument.AddError($"--batch must be whole numbers from 1 to {_most}, separated by commas, not '{argument.Tokens[0].Value}'.");
                return [];
            }

            batches.Add(batch);
        }

        return [.. batches.Distinct()];
    }
}
