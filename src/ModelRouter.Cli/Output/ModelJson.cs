using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Models as JSON.</summary>
internal static class ModelJson
{
    internal static void WriteMembers(Utf8JsonWriter json, ModelEndpoint endpoint)
    {
        var profile = endpoint.Profile;
        json.WriteString("id", profile.Id);
        json.WriteString("tier", Names.Kebab(profile.Tier));
        json.WriteString("provider", endpoint.Client.GetService<ChatClientMetadata>()?.ProviderName);
        WritePrice(json, profile.Pricing);
        json.WriteNumber("context_window", profile.ContextWindow);
        WriteList(json, "capabilities", Names.Of(profile.Capabilities));
        WriteList(json, "languages", profile.Languages);
        json.WriteString("clearance", Names.Snake(profile.Clearance));
        json.WriteNumber("quality", profile.Quality);
        json.WriteString("health", Names.Snake(endpoint.Health.State));
    }

    internal static void WriteInfo(Utf8JsonWriter json, ModelEndpoint? endpoint, LlamaModelInfo? file, LlamaRuntimeInfo? natives)
    {
        WriteObject(json, "model", endpoint, WriteMembers);
        WriteObject(json, "file", file, WriteFile);
        WriteObject(json, "natives", natives, static (json, natives) =>
        {
            json.WriteString("version", natives.Version);
            json.WriteString("folder", natives.Directory);
            WriteList(json, "devices", natives.Devices);
            json.WriteString("sampler", natives.Sampler);
        });
    }

    private static void WriteFile(Utf8JsonWriter json, LlamaModelInfo file)
    {
        json.WriteString("path", file.Path);
        json.WriteString("kind", file.Kind);
        json.WriteString("name", file.Name);
        json.WriteString("architecture", file.Architecture);
        json.WriteNumber("parameters", file.ParameterCount);
        json.WriteString("quantization", file.Quantization);
        json.WriteNumber("file_bytes", file.FileBytes);
        json.WriteNumber("trained_context", file.TrainedContext);
        json.WriteNumber("vocabulary_size", file.VocabularySize);
        json.WriteBoolean("has_chat_template", file.HasChatTemplate);
        json.WriteBoolean("thinks", file.Thinks);
    }

    /// <summary>Prices in force, in US dollars per million tokens; null for a model whose cost is carried elsewhere.</summary>
    private static void WritePrice(Utf8JsonWriter json, ModelPricing pricing) =>
        WriteObject(json, "price", pricing == ModelPricing.Free ? null : pricing.At(TimeProvider.System.GetUtcNow()), PriceJson.WriteDollars);

    private static void WriteObject<T>(Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        write(json, value);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
