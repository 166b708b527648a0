namespace NanoR1;

/// <summary>Questions of one kind, for training the scope.</summary>
internal interface IPromptSource
{
    /// <summary>The kind's name, for reports.</summary>
    string Name { get; }

    /// <summary>Whose work they are.</summary>
    Competence Competence { get; }

    /// <summary>Makes a question in <paramref name="language"/>. Only <paramref name="random"/> decides which.</summary>
    string Say(Random random, Split split, string language);
}
