namespace ModelRouter.Integration.Tests;

/// <summary>A call as a fake model makes it.</summary>
/// <param name="Id">In the form of its service; empty where that gives none.</param>
/// <param name="Name">The tool.</param>
/// <param name="City">Its one argument.</param>
internal sealed record ToolCall(string Id, string Name, string City);
