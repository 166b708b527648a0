namespace ModelRouter;

/// <summary>What an agent reads as the result of a function.</summary>
/// <param name="Json">A JSON object; with the one member <c>error</c> if the function failed.</param>
/// <param name="IsError">True if it failed in a way that the agent can do something about.</param>
internal readonly record struct FunctionReply(string Json, bool IsError);
