using System.Globalization;
using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>A decision as JSON, the same for <c>route --json</c> and inside <c>ask --json</c>.</summary>
internal static class DecisionJson
{
    internal static void WriteMembers(Utf8JsonWriter json, RoutingDecision decision)
    {
        var profile = decision.Profile;
        json.WriteStartObject("profile");
        json.WriteString("task", Names.Snake(profile.Task));
        json.WriteString("domain", Names.Snake(profile.Domain));
        json.WriteString("language", profile.Language);
        json.WriteNumber("difficulty", profile.Difficulty);
        json.WriteString("data_class", Names.Snake(profile.DataClass));
        json.WriteStartArray("sensitive_data");
        WriteFlags(json, profile.SensitiveData);
        json.WriteEndArray();
        json.WriteNumber("injection_suspicion", Math.Round(profile.InjectionSuspicion, 3));
        json.WriteStartArray("injection_signals");
        WriteFlags(json, profile.InjectionSignals);
        json.WriteEndArray();
        json.WriteStartArray("modalities");
        WriteFlags(json, profile.Modalities);
        json.WriteEndArray();
        json.WriteNumber("input_tokens", profile.InputTokens);
        json.WriteNumber("expected_output_tokens", profile.ExpectedOutputTokens);
        json.WriteEndObject();

        json.WriteString("selection", decision.Selection);
        json.WriteNumber("worth_usd", decision.Worth);
        json.WriteBoolean("is_batch", decision.IsBatch);
        json.WriteBoolean("is_forced_probe", decision.IsForcedProbe);
        json.WriteStartArray("policy_rules");
        foreach (var rule in decision.PolicyRules)
        {
            json.WriteStringValue(rule);
        }

        json.WriteEndArray();
        json.WriteStartArray("ranking");
        foreach (var model in decision.Ranking)
        {
            json.WriteStartObject();
            json.WriteString("model", model.Model);
            json.WriteString("tier", Names.Kebab(model.Tier));
            json.WriteNumber("p_success", model.SuccessProbability);
            json.WriteNumber("output_tokens", model.OutputTokens);
            json.WriteNumber("cost_usd", model.Cost);
            json.WriteNumber("latency_ms", Math.Round(model.Latency.TotalMilliseconds, 3));
            json.WriteNumber("value", model.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (decision.Cascade is { } cascade)
        {
            json.WriteStartObject("cascade");
            json.WriteString("first", cascade.First);
            json.WriteString("second", cascade.Second);
            json.WriteStartArray("checks");
            foreach (var check in cascade.Checks)
            {
                json.WriteStringValue(check);
            }

            json.WriteEndArray();
            json.WriteNumber("p_escalation", cascade.EscalationProbability);
            json.WriteNumber("p_success", cascade.SuccessProbability);
            json.WriteNumber("cost_usd", cascade.Cost);
            json.WriteNumber("latency_ms", Math.Round(cascade.Latency.TotalMilliseconds, 3));
            json.WriteNumber("value", cascade.Value);
            json.WriteEndObject();
        }

        if (decision.Exploration is { } exploration)
        {
            WriteExploration(json, exploration);
        }

        WriteExclusions(json, "excluded", decision.Excluded);
    }

    /// <summary>Models that may not serve, or were passed over, and why.</summary>
    internal static void WriteExclusions(Utf8JsonWriter json, string name, IReadOnlyList<ModelExclusion> exclusions)
    {
        json.WriteStartArray(name);
        foreach (var excluded in exclusions)
        {
            json.WriteStartObject();
            json.WriteString("model", excluded.Model);
            json.WriteString("rule", excluded.Rule);
            json.WriteString("reason", excluded.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteExploration(Utf8JsonWriter json, Exploration exploration)
    {
        json.WriteStartObject("exploration");
        json.WriteString("best", exploration.Best);
        json.WriteString("explored", exploration.Explored?.Model);
        json.WriteNumber("propensity", exploration.Propensity);
        json.WriteNumber("extra_cost_usd", exploration.ExtraCost);
        json.WriteStartArray("candidates");
        foreach (var candidate in exploration.Candidates)
        {
            json.WriteStartObject();
            json.WriteString("model", candidate.Model);
            json.WriteNumber("probability", candidate.Probability);
            json.WriteNumber("p_better", candidate.ChanceToBeBetter);
            json.WriteNumber("extra_cost_usd", candidate.ExtraCost);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFlags<T>(Utf8JsonWriter json, T flags)
        where T : struct, Enum
    {
        foreach (var flag in Enum.GetValues<T>())
        {
            if (Convert.ToInt32(flag, CultureInfo.InvariantCulture) != 0 && flags.HasFlag(flag))
            {
                json.WriteStringValue(Names.Snake(flag));
            }
        }
    }
}
