namespace ModelRouter.Cli;

/// <summary>Writes numbers of things.</summary>
internal static class Counted
{
    internal static string Of(long count, string one, string many) => $"{count:#,0} {(count == 1 ? one : many)}";
}
