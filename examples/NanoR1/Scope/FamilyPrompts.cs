namespace NanoR1;

/// <summary>The questions of a task family.</summary>
internal sealed class FamilyPrompts(ITaskFamily family, Competence competence) : IPromptSource
{
    public string Name => family.Name;

    public Competence Competence => competence;

    public string Say(Random random, Split split, string language) => family.Create(random, split, language).Prompt;
}
