using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>One request by which policies are compared.</summary>
internal sealed record SampleRequest(string Prompt, DataClass DataClass, string? Tenant = null, string? User = null, string? Agent = null, string? Tag = null)
{
    /// <summary>On whose account it is, in words; empty if on nobody's.</summary>
    public string Account => string.Join(
        ", ",
        new[] { ("tenant", Tenant), ("user", User), ("agent", Agent), ("tag", Tag) }.Where(static p => p.Item2 is not null).Select(static p => $"{p.Item1} {p.Item2}"));

    public ChatOptions ToOptions()
    {
        var properties = new AdditionalPropertiesDictionary { [DeclaredDataClass.Key] = DataClass };
        foreach (var (key, value) in new[] { (DeclaredAttribution.Tenant, Tenant), (DeclaredAttribution.User, User), (DeclaredAttribution.Agent, Agent), (DeclaredAttribution.Tags, Tag) })
        {
            if (value is not null)
            {
                properties[key] = value;
            }
        }

        return new() { AdditionalProperties = properties };
    }
}
