using System.Collections.ObjectModel;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace ModelRouter.SemanticKernel;

/// <summary>What a call declares that holds for all that it calls in turn, too: the class of its data, and on whose account it is.</summary>
internal readonly record struct DeclaredScope(DataClass DataClass, string? Tenant, string? User)
{
    /// <summary>What a request's options declare.</summary>
    /// <exception cref="ArgumentException">A declaration can't be read.</exception>
    internal static DeclaredScope Of(ChatOptions? options)
    {
        var attribution = DeclaredAttribution.Read(options);
        return new(DeclaredDataClass.Read(options), attribution.Tenant, attribution.User);
    }

    /// <summary>What a prompt function's settings declare: functions that its template calls run before any model is asked.</summary>
    /// <exception cref="ArgumentException">A declaration can't be read.</exception>
    internal static DeclaredScope Of(IReadOnlyDictionary<string, PromptExecutionSettings>? settings)
    {
        var all = default(DeclaredScope);
        foreach (var declared in settings?.Values ?? [])
        {
            all = all.Or(Of(OptionsOf(declared)));
        }

        return all;
    }

    /// <summary>With what another declares: of two classes the higher holds, and the other's account where there is none.</summary>
    internal DeclaredScope Or(DeclaredScope other) =>
        new(other.DataClass > DataClass ? other.DataClass : DataClass, Tenant ?? other.Tenant, User ?? other.User);

    /// <summary>The declarations as a request will have them.</summary>
    private static ChatOptions OptionsOf(PromptExecutionSettings settings)
    {
        AdditionalPropertiesDictionary properties = [];
        foreach (var (key, value) in settings.ExtensionData ?? ReadOnlyDictionary<string, object>.Empty)
        {
            properties[key] = value;
        }

        if (settings is ModelRouterExecutionSettings typed)
        {
            properties[DeclaredDataClass.Key] = typed.DataClass ?? properties.GetValueOrDefault(DeclaredDataClass.Key);
            properties[DeclaredAttribution.Tenant] = typed.Tenant ?? properties.GetValueOrDefault(DeclaredAttribution.Tenant);
            properties[DeclaredAttribution.User] = typed.User ?? properties.GetValueOrDefault(DeclaredAttribution.User);
        }

        return new() { AdditionalProperties = properties };
    }
}
