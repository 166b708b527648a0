using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>What the source says of types and members, as Markdown on one line.</summary>
internal static partial class XmlDocs
{
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, XElement>> Files = new(StringComparer.Ordinal);

    /// <summary>The summary of a member; <see langword="null"/> if it has none.</summary>
    internal static string? Summary(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType!;
        var owner = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
        var id = member switch { Type => $"T:{owner}", PropertyInfo => $"P:{owner}.{member.Name}", _ => $"F:{owner}.{member.Name}" };
        return Read(type.Assembly).TryGetValue(id, out var found) && found.Element("summary") is { } summary ? Text(summary) : null;
    }

    /// <summary>The members that an assembly documents, by their ids.</summary>
    internal static IReadOnlyDictionary<string, XElement> Read(Assembly assembly) => Files.GetOrAdd(
        Path.ChangeExtension(assembly.Location, ".xml"),
        static path => XDocument.Load(path).Descendants("member").ToDictionary(static m => m.Attribute("name")!.Value, StringComparer.Ordinal));

    private static string Text(XElement element) => Spaces().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("cref")?.Value is { } cref => cref.EndsWith(".InfiniteTimeSpan", StringComparison.Ordinal) ? "`none`" : $"`{Name(cref)}`",
        XElement { Name.LocalName: "see" } see => see.Attribute("href")!.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")!.Value}`",
        XElement other => Text(other),
        _ => "",
    };

    /// <summary>The last part of a reference: what a reader of configuration knows.</summary>
    private static string Name(string cref)
    {
        var name = cref.Split('(')[0];
        return name[(name.LastIndexOf('.') + 1)..].Split('`')[0];
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex Spaces();
}
