namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>The keys of one object.</summary>
internal sealed record ConfigurationGroup(string Title, string Meaning, IReadOnlyList<ConfigurationKey> Keys)
{
    internal string Anchor => Link(Title);

    /// <summary>The anchor that Markdown gives a title.</summary>
    internal static string Link(string title) => string.Concat(title.ToLowerInvariant().Where(static c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
}
