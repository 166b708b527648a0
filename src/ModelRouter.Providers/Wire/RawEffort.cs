using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts an effort into a request whose raw parameters may speak of thinking, too. The policy may have set it, so they only lower it.</summary>
internal static class RawEffort
{
    // Under whichever name a service knows it.
    private static readonly string[] Members = ["reasoning_effort", "reasoning", "thinking", "enable_thinking", "chat_template_kwargs"];
    private static readonly string[] Levels = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];
    private static readonly string[] LevelNames = ["effort", "reasoning_effort"];
    private static readonly string[] SwitchNames = ["enabled", "enable_thinking", "thinking", "type", "max_tokens", "budget_tokens"];

    /// <param name="body">What is sent, with what the caller put in.</param>
    /// <param name="effort">What is asked for.</param>
    /// <param name="said">The same as the service understands it.</param>
    public static void Write(JsonObject body, ReasoningEffort effort, JsonObject said)
    {
        foreach (var name in Members)
        {
            // One that is null asks for the service's own default.
            if (body.TryGetPropertyValue(name, out var raw) && (raw is null || LevelOf(name, raw) > RankOf(effort)))
            {
                body.Remove(name);
                if (raw is JsonObject rest && Rest(rest) is { Count: > 0 } kept)
                {
                    body[name] = kept;
                }
            }
        }

        // Gemini's own, which it doesn't take beside an effort.
        ((body["extra_body"] as JsonObject)?["google"] as JsonObject)?.Remove("thinking_config");
        foreach (var (name, value) in said)
        {
            if (!body.TryAdd(name, value?.DeepClone()) && body[name] is JsonObject rest && value is JsonObject more && LevelOf(name, rest) < 0)
            {
                foreach (var (inner, of) in more)
                {
                    rest.TryAdd(inner, of?.DeepClone());
                }
            }
        }
    }

    /// <summary>How much a parameter lets a model think; −1 if it says nothing of that.</summary>
    private static int LevelOf(string name, JsonNode raw)
    {
        if (raw is not JsonObject parts)
        {
            return LevelNames.Contains(name, StringComparer.Ordinal) ? RankOf(raw) : IsOff(raw) ? 0 : int.MaxValue;
        }

        var switches = SwitchNames.Where(parts.ContainsKey).ToList();
        return switches.Exists(part => IsOff(parts[part])) ? 0
            : LevelNames.FirstOrDefault(parts.ContainsKey) is { } level ? RankOf(parts[level])
            : switches.Count > 0 ? int.MaxValue : -1;
    }

    private static JsonObject Rest(JsonObject raw)
    {
        var rest = (JsonObject)raw.DeepClone();
        foreach (var name in (string[])[.. LevelNames, .. SwitchNames])
        {
            rest.Remove(name);
        }

        return rest;
    }

    private static bool IsOff(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.False || (value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == "disabled");

    private static int RankOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => 0,
        ReasoningEffort.Low => 2,
        ReasoningEffort.Medium => 3,
        ReasoningEffort.High => 4,
        _ => 5,
    };

    /// <summary>A level that isn't known may be any.</summary>
    private static int RankOf(JsonNode? level) =>
        level?.GetValueKind() == JsonValueKind.String && Array.IndexOf(Levels, level.GetValue<string>()) is >= 0 and var rank ? rank : int.MaxValue;
}
