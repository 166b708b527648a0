using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>What the learned weights say of a request.</summary>
/// <param name="Task">The likeliest task.</param>
/// <param name="Domain">The likeliest domain.</param>
/// <param name="Difficulty">From 0 (trivial) to 1 (hard).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RequestJudgement(PromptTask Task, PromptDomain Domain, double Difficulty);
