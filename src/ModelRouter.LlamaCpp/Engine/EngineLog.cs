using Microsoft.Extensions.Logging;

namespace ModelRouter.LlamaCpp;

/// <summary>What the engine writes to the log.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Warning, "Model '{Model}': {Reason}")]
    internal static partial void WorksLessWell(ILogger logger, string model, string reason);
}
