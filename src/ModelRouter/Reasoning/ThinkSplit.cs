namespace ModelRouter;

/// <summary>A piece of output taken apart; within a piece the thought comes before the answer.</summary>
/// <param name="Reasoning">Thought; may be empty.</param>
/// <param name="Answer">Answer; may be empty.</param>
public readonly record struct ThinkSplit(string Reasoning, string Answer);
