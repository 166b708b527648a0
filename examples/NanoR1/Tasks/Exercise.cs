namespace NanoR1;

/// <summary>One question with a full solution: what is asked, how to think about it, and what to answer.</summary>
/// <param name="Family">The task family's name, such as <c>addition</c>.</param>
/// <param name="Language">ISO 639-1: <c>en</c> or <c>ko</c>.</param>
/// <param name="Prompt">The question in words.</param>
/// <param name="Thought">The scratchpad, without tags; its lines end with <c>\n</c> except the last.</param>
/// <param name="Answer">What follows the thought.</param>
internal sealed record Exercise(string Family, string Language, string Prompt, string Thought, string Answer);
