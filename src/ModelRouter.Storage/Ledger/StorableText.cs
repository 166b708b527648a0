using System.Text;

namespace ModelRouter.Storage;

/// <summary>Takes from an entry's texts what not every database can hold: NUL, and halves of surrogate pairs. One such text must not keep others out.</summary>
internal static class StorableText
{
    internal static SpendEntry Of(SpendEntry entry)
    {
        var who = entry.Attribution;
        var isClean = IsClean(entry.Model) && IsClean(entry.Selection) && IsClean(entry.Error) && IsClean(entry.Prompt?.Language)
            && AreClean(entry.Checks) && (ReferenceEquals(who, RequestAttribution.None) || IsClean(who));
        return isClean ? entry : entry with
        {
            Model = Clean(entry.Model)!,
            Selection = Clean(entry.Selection)!,
            Error = Clean(entry.Error),
            Checks = [.. entry.Checks.Select(static check => check with { Name = Clean(check.Name)! })],
            Prompt = entry.Prompt is { } prompt ? prompt with { Language = Clean(prompt.Language)! } : null,
            Attribution = new(Clean(who.Tenant), Clean(who.User), Clean(who.Agent)) { Tags = [.. who.Tags.Select(static tag => Clean(tag)!)] },
        };
    }

    private static bool AreClean(IReadOnlyList<AnswerCheck> checks)
    {
        var isClean = true;
        for (var i = 0; isClean && i < checks.Count; i++)
        {
            isClean = IsClean(checks[i].Name);
        }

        return isClean;
    }

    private static bool IsClean(RequestAttribution who)
    {
        var isClean = IsClean(who.Tenant) && IsClean(who.User) && IsClean(who.Agent);
        for (var i = 0; isClean && i < who.Tags.Count; i++)
        {
            isClean = IsClean(who.Tags[i]);
        }

        return isClean;
    }

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            return false;
        }

        for (var at = text.IndexOfAnyInRange('\ud800', '\udfff'); at >= 0; at = text.IndexOfAnyInRange('\ud800', '\udfff'))
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[(at + length)..];
        }

        return true;
    }

    private static string? Clean(string? text)
    {
        if (IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text!.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}
