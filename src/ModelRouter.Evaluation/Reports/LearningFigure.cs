namespace ModelRouter.Evaluation;

/// <summary>One figure at some number of labels.</summary>
/// <param name="Way">Whose it is: <c>router</c> or <c>nearest</c>.</param>
/// <param name="Name">What it is: <c>apgr</c> and <c>ece</c> between two models; <c>aiq</c>, <c>cost_share</c>, <c>unbounded</c> and <c>ece</c> among all.</param>
/// <param name="Value">Its mean over the draws; 95% interval by drawing rows.</param>
public sealed record LearningFigure(string Way, string Name, Interval Value);
