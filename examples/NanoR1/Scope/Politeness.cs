namespace NanoR1;

/// <summary>Puts polite frames around orders, whoever's work they are: how somebody asks must not tell what is asked for.</summary>
internal static class Politeness
{
    private static readonly string[] Frames =
    [
        "I would like you to ", "I'd like you to ", "I want you to ", "I need you to ", "Could you please ", "Can you ", "Would you ", "Please help me to ",
        "Your task is to ", "Now ", "Let's ", "Try to ", "Do me a favour and ",
    ];

    private static readonly string[] Orders =
    [
        "add", "calculate", "compute", "work", "find", "subtract", "multiply", "divide", "sort", "order", "arrange", "put", "compare", "convert", "change",
        "turn", "count", "reverse", "spell", "tell", "give", "show", "write", "explain", "translate", "describe", "summarize", "recommend", "plan", "book",
        "set", "play", "draft", "compose", "create", "list", "define", "solve", "prove", "round", "extract", "classify", "continue", "cancel", "check",
    ];

    /// <summary>The text, framed one time in three if it is an English order.</summary>
    public static string Frame(Random random, string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && Orders.Contains(text[..space].ToLowerInvariant()) && random.Next(3) == 0
            ? $"{Frames[random.Next(Frames.Length)]}{char.ToLowerInvariant(text[0])}{text[1..].TrimEnd('.')}{(random.Next(3) == 0 ? " for me." : "")}"
            : text;
    }
}
