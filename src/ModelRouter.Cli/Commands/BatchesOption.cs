using System.CommandLine;
using System.CommandLine.Parsing;

namespace ModelRouter.Cli;

/// <summary><c>--batch 1,8,32</c>: rows in a call.</summary>
internal sealed class BatchesOption : Option<int[]>
{
    private const int Most = 256;

    public BatchesOption(params int[] usual)
        : base("--batch")
    {
        Description = $"Rows in a call, 1 to {Most}, several separated by commas; {string.Join(',', usual)} by default.";
        HelpName = "n,…";
        CustomParser = Parse;
        DefaultValueFactory = _ => usual;
    }

    private static int[] Parse(ArgumentResult argument)
    {
        var batches = new List<int>();
        foreach (var part in argument.Tokens[0].Value.Split(','))
        {
            if (!int.TryParse(part, out var batch) || batch is < 1 or > Most)
            {
                argument.AddError($"--batch must be whole numbers from 1 to {Most}, separated by commas, not '{argument.Tokens[0].Value}'.");
                return [];
            }

            batches.Add(batch);
        }

        return [.. batches.Distinct()];
    }
}
