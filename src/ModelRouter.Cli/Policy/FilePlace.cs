namespace ModelRouter.Cli;

/// <summary>A place in a text file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
internal readonly record struct FilePlace(int Line, int Column);
