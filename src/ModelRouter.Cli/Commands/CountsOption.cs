using System.CommandLine;
using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>An option that is one or more whole numbers from 0, with commas between.</summary>
internal sealed class CountsOption : Option<int[]?>
{
    public CountsOption(string name, string description)
        : base(name)
    {
        Description = description;
        HelpName = "n,n,…";
        Arity = ArgumentArity.ExactlyOne;
        CustomParser = result =>
        {
            var parts = result.Tokens[^1].Value.Split(',', StringSplitOptions.TrimEntries);
            var counts = new int[parts.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out counts[i]))
                {
                    result.AddError($"{name} must be whole numbers from 0 with commas between, such as 0,50,100; '{parts[i]}' is none.");
                    return null;
                }
            }

            return counts;
        };
    }
}
