using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>What the embedder logs.</summary>
internal static partial class EmbeddingLog
{
    [LoggerMessage(50, LogLevel.Warning, "A prompt could not be embedded within {Timeout} ({Error}); requests are routed without embeddings until it works again.")]
    internal static partial void Failed(ILogger logger, TimeSpan timeout, string error);

    [LoggerMessage(51, LogLevel.Information, "Prompts are embedded again.")]
    internal static partial void WorksAgain(ILogger logger);
}
