using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using FunctionInvocationContext = Microsoft.SemanticKernel.FunctionInvocationContext;

namespace ModelRouter.SemanticKernel;

/// <summary>Opens a scope for every kernel function that is called, streaming or not.</summary>
internal sealed class ScopeFilter(KernelRunOptions? runs) : IFunctionInvocationFilter
{
    // What the kernel appends to the name of a function that nobody has named.
    private const int RandomSuffix = 33;

    /// <inheritdoc/>
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var function = context.Function;

        // The caller's settings take the function's place, but not its word about its data.
        var declared = DeclaredScope.Of(context.Arguments.ExecutionSettings).Or(DeclaredScope.Of(function.ExecutionSettings));
        var scope = KernelScope.Open(NameOf(function.Name), function.PluginName, AgentOf(context.Kernel), declared, runs);
        using (scope.Enter())
        {
            await next(context).ConfigureAwait(false);
        }

        if (context.IsStreaming)
        {
            // Only the stream has been made; its reader asks the models.
            context.Result = new(context.Result, ScopedStream.OverAny(context.Result.GetValue<object>(), scope));
        }
        else if (context.Result.GetValue<object>() is ChatResponse response && IsCalledByModel(function))
        {
            // A model would be told the whole response as JSON, receipt and all.
            context.Result = new(context.Result, response.Text);
        }
    }

    /// <summary>True if a model has called the function itself, not one that calls it in turn.</summary>
    private static bool IsCalledByModel(KernelFunction function) =>
        FunctionInvokingChatClient.CurrentContext?.Function is KernelFunction called
        && called.PluginName == function.PluginName && called.Name.EndsWith(function.Name, StringComparison.Ordinal);

    /// <summary>A name without its random end, so that a report has one row for all of them.</summary>
    private static string NameOf(string name) =>
        name.Length > RandomSuffix && name[^RandomSuffix] == '_' && name.AsSpan(name.Length - RandomSuffix + 1).IndexOfAnyExcept(Hex) < 0
            ? name[..^RandomSuffix]
            : name;

    private static System.Buffers.SearchValues<char> Hex { get; } = System.Buffers.SearchValues.Create("0123456789abcdef");

    private static string? AgentOf(Kernel kernel) =>
        kernel.Data.TryGetValue(DeclaredAttribution.Agent, out var agent) ? agent as string : null;
}
