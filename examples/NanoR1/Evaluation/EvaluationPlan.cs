namespace NanoR1;

/// <summary>What to ask a model.</summary>
/// <param name="Families">Task families.</param>
/// <param name="Languages">Of <c>en</c> and <c>ko</c>.</param>
/// <param name="Splits">Where the exercises come from.</param>
/// <param name="Count">Exercises of each family, language and split.</param>
/// <param name="Seed">Decides the exercises; each group draws from a generator of its own, so that leaving one out changes no other.</param>
internal sealed record EvaluationPlan(
    IReadOnlyList<ITaskFamily> Families, IReadOnlyList<string> Languages, IReadOnlyList<Split> Splits, int Count, int Seed);
