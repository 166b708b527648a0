using System.Text;

namespace NanoR1;

/// <summary>One token per UTF-8 byte, and R1's special tokens behind them.</summary>
internal static class ByteTokenizer
{
    public const int BeginOfSentence = 256;
    public const int EndOfSentence = 257;
    public const int User = 258;
    public const int Assistant = 259;
    public const int BeginThought = 260;
    public const int EndThought = 261;

    /// <summary>Tokens in all; the last two are spare, which makes the rows a multiple of eight.</summary>
    public const int VocabularySize = 264;

    /// <summary>Texts of the special tokens, the first being <see cref="BeginOfSentence"/>.</summary>
    public static IReadOnlyList<string> SpecialTokens { get; } =
    [
        "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>", "<think>", "</think>", "<|spare_0|>", "<|spare_1|>",
    ];

    /// <summary>A prompt as R1's template renders it: what follows is the thought.</summary>
    public static int[] Prompt(string text) =>
        [BeginOfSentence, User, .. Bytes(text), Assistant, BeginThought, '\n'];

    /// <summary>What the model shall say to it: the thought, its end, the answer, the end.</summary>
    public static int[] Completion(string thought, string answer) =>
        [.. Bytes(thought), '\n', EndThought, '\n', '\n', .. Bytes(answer), EndOfSentence];

    /// <summary>Text of tokens, special ones left out.</summary>
    public static string Text(IEnumerable<int> tokens) =>
        Encoding.UTF8.GetString([.. tokens.Where(token => token < 256).Select(token => (byte)token)]);

    private static IEnumerable<int> Bytes(string text) => Encoding.UTF8.GetBytes(text).Select(value => (int)value);
}
