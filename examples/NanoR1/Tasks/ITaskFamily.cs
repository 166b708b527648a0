namespace NanoR1;

/// <summary>A kind of question whose answers can be checked exactly.</summary>
internal interface ITaskFamily
{
    /// <summary>Lower-case name, such as <c>addition</c>.</summary>
    string Name { get; }

    /// <summary>Share of the training mix; 1 is an ordinary family.</summary>
    double Weight { get; }

    /// <summary>Makes a question in <paramref name="language"/> with its solution. Only <paramref name="random"/> decides which.</summary>
    Exercise Create(Random random, Split split, string language);

    /// <summary>True if <paramref name="answer"/> is a right answer to <paramref name="exercise"/>, which may have several.</summary>
    bool IsRight(Exercise exercise, string answer) => Answers.Same(exercise.Answer, answer);
}
