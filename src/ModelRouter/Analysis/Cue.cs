namespace ModelRouter;

/// <summary>Phrases that speak for a task, a domain or a difficulty.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Label">The value of its enumeration, or 0.</param>
/// <param name="Weight">How strongly; negative only for difficulty.</param>
/// <param name="Phrases">Lower case; a trailing <c>*</c> lets the word go on.</param>
internal readonly record struct Cue(CueKind Kind, int Label, int Weight, string[] Phrases)
{
    internal static Cue Task(PromptTask task, int weight, params string[] phrases) => new(CueKind.Task, (int)task, weight, phrases);

    internal static Cue Domain(PromptDomain domain, int weight, params string[] phrases) => new(CueKind.Domain, (int)domain, weight, phrases);

    internal static Cue Difficulty(int weight, params string[] phrases) => new(CueKind.Difficulty, 0, weight, phrases);
}
