namespace ModelRouter.Providers;

/// <summary>What a model is told of a tool that failed without a result.</summary>
internal static class ToolResultText
{
    public const string Failed = "Error: the function failed.";
}
