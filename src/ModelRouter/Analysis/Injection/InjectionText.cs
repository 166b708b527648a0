using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace ModelRouter;

/// <summary>Looks for signs of injection in a part of a conversation.</summary>
internal static class InjectionText
{
    // How far from its anchor a rule looks, within the sentence.
    private const int Reach = 80;

    // A person's message that goes on beyond this brings a text that somebody else may have written.
    private const int PersonsOwn = 300;

    // What the application says is its own, but a template may have brought something in; a model may repeat what it read.
    private const double OfSystem = 0.2;
    private const double OfModel = 0.5;
    private const double Quoted = 0.4;

    private static readonly InjectionRule EnglishDemand = new(InjectionSignals.Override, 0.6, 0.9, EnglishOverride.Verbs);
    private static readonly InjectionRule[] Rules = [EnglishDemand, .. InjectionTable.Rules, .. InjectionTableOfLanguages.Rules];

    private static readonly FrozenDictionary<char, (string Anchor, InjectionRule Rule)[]> ByFirst = Rules
        .SelectMany(static rule => rule.Anchors.Select(anchor => (Anchor: anchor, Rule: rule)))
        .GroupBy(static pair => pair.Anchor[0])
        .ToFrozenDictionary(static group => group.Key, static group => group.ToArray());

    // Two sets, because texts of ASCII alone, which are many, need no search for other words.
    private static readonly PhraseSearch AsciiAnchors = new(StringComparison.OrdinalIgnoreCase, Rules.SelectMany(static r => r.Anchors).Where(static a => Ascii.IsValid(a)));
    private static readonly PhraseSearch OtherAnchors = new(StringComparison.OrdinalIgnoreCase, Rules.SelectMany(static r => r.Anchors).Where(static a => !Ascii.IsValid(a)));

    private static readonly SearchValues<char> Opening = SearchValues.Create("\"“‘「『«`'");
    private static readonly SearchValues<char> Closing = SearchValues.Create("”’」』»");

    internal static void Read(ReadOnlySpan<char> text, TextOrigin origin, ref InjectionReading reading)
    {
        ReadWords(text, origin, ref reading);
        if (!Ascii.IsValid(text))
        {
            Search(text, OtherAnchors, origin, GivenUpTo(text, origin), ref reading);
            HiddenText.ReadInvisible(text, origin, ref reading);
        }

        HiddenText.ReadBase64(text, origin, ref reading);
    }

    /// <summary>A rule's weight in a part of this origin.</summary>
    internal static double Weight(double person, double given, TextOrigin origin) => origin switch
    {
        TextOrigin.Given => given,
        TextOrigin.Person => person,
        TextOrigin.Model => OfModel * person,
        _ => OfSystem * person,
    };

    /// <summary>The words alone, without what may be hidden in them.</summary>
    internal static void ReadWords(ReadOnlySpan<char> text, TextOrigin origin, ref InjectionReading reading) =>
        Search(text, AsciiAnchors, origin, GivenUpTo(text, origin), ref reading);

    /// <summary>Where a text that a person's message brings ends: beyond the first lines it begins, and the last line is the person's own again.</summary>
    private static int GivenUpTo(ReadOnlySpan<char> text, TextOrigin origin) => origin == TextOrigin.Person ? text.LastIndexOf('\n') : -1;

    private static void Search(ReadOnlySpan<char> text, PhraseSearch anchors, TextOrigin origin, int givenUpTo, ref InjectionReading reading)
    {
        for (var at = anchors.IndexIn(text); at >= 0; at = anchors.IndexIn(text, at + 1))
        {
            At(text, at, at > PersonsOwn && at < givenUpTo ? TextOrigin.Given : origin, ref reading);
        }
    }

    private static void At(ReadOnlySpan<char> text, int at, TextOrigin origin, ref InjectionReading reading)
    {
        if (!ByFirst.TryGetValue(char.ToLowerInvariant(text[at]), out var candidates))
        {
            return;
        }

        foreach (var (anchor, rule) in candidates)
        {
            if (!text[at..].StartsWith(anchor, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var strength = ReferenceEquals(rule, EnglishDemand) ? EnglishOverride.At(text, at) : HasAllNear(text, at, anchor.Length, rule) ? 1 : 0;
            if (strength > 0)
            {
                reading.Add(rule.Signal, strength * Weight(rule.Person, rule.Given, origin) * (origin == TextOrigin.Person && IsQuoted(text, at) ? Quoted : 1));
            }
        }
    }

    private static bool HasAllNear(ReadOnlySpan<char> text, int at, int length, InjectionRule rule)
    {
        if (rule.Near.Length == 0)
        {
            return true;
        }

        var (begin, end) = (at, at + length);
        while (begin > 0 && at - begin < Reach && !EndsSentence(text, begin - 1))
        {
            begin--;
        }

        while (end < text.Length && end - at - length < Reach && !EndsSentence(text, end))
        {
            end++;
        }

        var before = text[begin..at];
        var after = text[(at + length)..end];
        foreach (var words in rule.Nearby)
        {
            if (!before.ContainsAny(words) && !after.ContainsAny(words))
            {
                return false;
            }
        }

        return true;
    }

    // Within an address such a sign is followed by no space.
    private static bool EndsSentence(ReadOnlySpan<char> text, int at) =>
        text[at] is '\n' or '。' || (text[at] is '.' or '!' or '?' && (at + 1 >= text.Length || text[at + 1] is ' ' or '\n'));

    private static bool IsQuoted(ReadOnlySpan<char> text, int at)
    {
        var before = text[Math.Max(0, at - Reach)..at];
        var line = before[(before.LastIndexOf('\n') + 1)..];
        var open = line.LastIndexOfAny(Opening);
        return open >= 0 && (open == 0 || !char.IsLetter(line[open - 1])) && line[open..].IndexOfAny(Closing) < 0;
    }
}
