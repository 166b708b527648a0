namespace ModelRouter;

/// <summary>The names of tags: those of OpenTelemetry's conventions for generative AI where they have one, else our own.</summary>
internal static class TelemetryTag
{
    internal const string Operation = "gen_ai.operation.name";
    internal const string Provider = "gen_ai.provider.name";
    internal const string RequestModel = "gen_ai.request.model";
    internal const string RequestStream = "gen_ai.request.stream";
    internal const string ResponseId = "gen_ai.response.id";
    internal const string ResponseModel = "gen_ai.response.model";
    internal const string FinishReasons = "gen_ai.response.finish_reasons";
    internal const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    internal const string InputTokens = "gen_ai.usage.input_tokens";
    internal const string CachedInputTokens = "gen_ai.usage.cache_read.input_tokens";
    internal const string CacheWriteTokens = "gen_ai.usage.cache_creation.input_tokens";
    internal const string OutputTokens = "gen_ai.usage.output_tokens";
    internal const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";
    internal const string TokenType = "gen_ai.token.type";
    internal const string ServerAddress = "server.address";
    internal const string ServerPort = "server.port";
    internal const string ErrorType = "error.type";

    internal const string CallId = "modelrouter.call_id";
    internal const string Task = "modelrouter.task";
    internal const string Selection = "modelrouter.selection";
    internal const string Propensity = "modelrouter.propensity";
    internal const string Ranking = "modelrouter.ranking";
    internal const string Excluded = "modelrouter.excluded";
    internal const string Skipped = "modelrouter.skipped";
    internal const string Attempts = "modelrouter.attempts";
    internal const string Fallback = "modelrouter.fallback";
    internal const string Escalated = "modelrouter.escalated";
    internal const string Check = "modelrouter.check";
    internal const string Attempt = "modelrouter.attempt";
    internal const string Model = "modelrouter.model";
    internal const string Tier = "modelrouter.tier";
    internal const string Outcome = "modelrouter.outcome";
    internal const string Cost = "modelrouter.cost";
    internal const string TotalInputTokens = "modelrouter.input_tokens";
    internal const string TotalOutputTokens = "modelrouter.output_tokens";
    internal const string IsEstimated = "modelrouter.usage_estimated";
    internal const string Rule = "modelrouter.rule";
    internal const string Budget = "modelrouter.budget";
    internal const string Event = "modelrouter.event";
    internal const string State = "modelrouter.state";
}
