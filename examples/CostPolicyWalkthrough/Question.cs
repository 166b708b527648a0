namespace ModelRouter.Examples.CostPolicyWalkthrough;

/// <summary>A question of the mix.</summary>
/// <param name="Text">What is asked.</param>
/// <param name="AnswerTokens">How long answers to it usually are, which is how long a stand-in's is.</param>
internal sealed record Question(string Text, int AnswerTokens)
{
    /// <summary>What an office asks on a morning.</summary>
    public static IReadOnlyList<Question> Mix { get; } =
    [
        new("What is 487 + 365?", 4),
        new("Write a C# method that merges two sorted arrays.", 420),
        new("Which is larger: 9412 or 9421?", 4),
        new("Translate into German: the invoice is due on Friday.", 20),
        new("Air 298.1 K, process 308.6 K, 1550 rpm, 42 Nm, tool wear 210 min, type L. Which failure?", 8),
        new("Write a slogan for a bakery that opens at five.", 30),
        new("487 더하기 365는?", 4),
        new("Three friends share a bill of 96 euros; one of them pays twice as much as each of the others. Who pays what, and why?", 260),
        new("Explain the difference between a mutex and a semaphore, with an example in C#.", 480),
        new("Plan the move of an office of twelve people in five steps.", 350),
        new("How many days does November have?", 4),
        new("Write an SQL query for the ten best customers of each region.", 300),
    ];
}
