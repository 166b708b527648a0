namespace NanoR1;

/// <summary>Where the scope's examples come from.</summary>
internal static class ScopeSources
{
    /// <summary>Both models' questions, and everything else.</summary>
    public static IReadOnlyList<IPromptSource> All { get; } =
    [
        .. TaskFamilies.All.Select(family => new FamilyPrompts(family, family is BeyondFamily ? Competence.Beyond : Competence.Base)),
        new FamilyPrompts(TaskFamilies.Machine, Competence.Machine),
        new Outside(),
    ];

    /// <summary>Questions in the proportions of training: half of them beyond, two in five the base model's, one in ten the machine's;
    /// languages and the sources of a competence evenly.</summary>
    public static IEnumerable<ScopeExample> Draw(Random random, Split split, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var competence = random.Next(10) switch { < 5 => Competence.Beyond, < 9 => Competence.Base, _ => Competence.Machine };
            var sources = All.Where(source => source.Competence == competence).ToList();
            var source = sources[random.Next(sources.Count)];
            var text = source.Say(random, split, random.Next(2) == 0 ? "en" : "ko");
            text = split == Split.Training ? Politeness.Frame(random, text) : text;

            // What the limits turn away by themselves would only teach that questions within them are alike.
            if (competence != Competence.Beyond
                || ScopeLimits.Objection(text, Competence.Base) is null
                || ScopeLimits.Objection(text, Competence.Machine) is null)
            {
                yield return new(text, competence, source.Name);
            }
        }
    }
}
