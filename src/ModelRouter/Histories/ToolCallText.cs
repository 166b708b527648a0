using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A tool's call and result as a text that a model can read.</summary>
internal static class ToolCallText
{
    /// <summary>The sentence for a result.</summary>
    /// <param name="call">Its call; <see langword="null"/> if the conversation doesn't hold it.</param>
    /// <param name="result">What the tool gave.</param>
    internal static string Of(FunctionCallContent? call, FunctionResultContent result)
    {
        var text = result.Result is null && result.Exception is not null ? "an error" : ContentText.Of(result.Result) ?? "nothing";
        return call is null
            ? $"[A tool that was called earlier gave: {text}]"
            : $"[The tool {call.Name}({Arguments(call)}) was called and gave: {text}]";
    }

    private static string Arguments(FunctionCallContent call) =>
        call.Arguments is null ? "" : string.Join(", ", call.Arguments.Select(argument => $"{argument.Key}: {ContentText.Of(argument.Value)}"));
}
