namespace NanoR1;

/// <summary>What a model said to an exercise.</summary>
/// <param name="Exercise">What was asked.</param>
/// <param name="Thought">Its thought, without the tags.</param>
/// <param name="Answer">What came after the thought; empty if the thought never ended.</param>
/// <param name="IsRight">True if the answer is a right one, whatever the thought.</param>
/// <param name="HasFormat">True if there is a thought that ends, an answer behind it, and an end of the answer.</param>
internal sealed record EvaluatedExercise(Exercise Exercise, string Thought, string Answer, bool IsRight, bool HasFormat);
