using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRouter.Evaluation;
using ModelRouter.LlamaCpp;
using ModelRouter.NanoR1;
using ModelRouter.Sampling;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>Tells a failure in a sentence that says what to do next.</summary>
internal static class FailureReport
{
    /// <summary>How to get a model without a scope; a test tries the lines.</summary>
    private const string MoreModels = $$"""
        For everything else the router needs another model. These lines in a modelrouter.json (in this folder, or named by --config or
        MODELROUTER_CONFIG) add one beside the built-in ones:
          { "{{RouterSource.BuiltInKey}}": true, "ModelRouter": { "Models": { "general": {
              "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true,
              "Settings": { "Path": "path/to/model.gguf" } } } } }
        A file to put there: modelrouter models pull r1-distill-qwen-1.5b
        A cloud model instead: "Provider": "openai" (or anthropic), "ProviderModel": its name there, "Tier": "Cloud", its "Price" with
        "InputPerMillion" and "OutputPerMillion", and no "Path"; the key is taken from OPENAI_API_KEY (or ANTHROPIC_API_KEY).
        """;

    private static readonly string[] BuiltIn = [NanoR1Models.Base.Id, NanoR1Models.Machine.Id];

    private static readonly FailureReaders Readers = new(KnownProviders.FailureReaders, NullLogger.Instance);

    /// <summary>Writes the failure and gives the exit code.</summary>
    internal static int Write(Exception failure, Terminal terminal, Interrupts interrupts, bool isVerbose)
    {
        if (failure is OperationCanceledException && interrupts.Token.IsCancellationRequested)
        {
            terminal.Error.WriteLine("cancelled");
            return interrupts.Code;
        }

        terminal.WriteError(Describe(failure));
        if (isVerbose)
        {
            terminal.Error.WriteLine(failure);
        }

        return IsUsage(failure) ? ExitCode.Usage : ExitCode.Failure;
    }

    /// <summary>The failure in words, without its type's name where it is an expected one.</summary>
    internal static string Describe(Exception failure) => failure switch
    {
        UsageException or ModelRouterConfigurationException or LlamaException or ModelRefusedException or RoutingDataException
            or FileNotFoundException or NewerSchemaException or CudaException => failure.Message,
        UnknownModelException => $"{failure.Message} 'modelrouter models list' shows the configured ones.",
        NoEligibleModelException none => DescribeExclusions(none),
        AllModelsFailedException all => DescribeAttempts(all),
        ArgumentException { ParamName: { } name } => failure.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal),
        NotSupportedException or ArgumentException => failure.Message,
        UnauthorizedAccessException or IOException or InvalidDataException => failure.Message,
        DbException => $"the database can't be used: {failure.Message}",
        _ when Readers.Read(failure, CancellationToken.None).Kind is var kind and not ModelFailureKind.Unknown => $"the model failed [{TelemetryName.Of(kind)}]: {failure.Message}",
        _ => $"{failure.GetType().Name}: {failure.Message} This was not expected: run again with --verbose for the details, and please report them.",
    };

    private static bool IsUsage(Exception failure) =>
        failure is UsageException or ModelRouterConfigurationException or UnknownModelException or RoutingDataException or FileNotFoundException;

    private static string DescribeExclusions(NoEligibleModelException none)
    {
        // That the models nobody asked for weren't asked for explains nothing.
        var telling = none.Decision.Excluded.Where(e => e.Rule != "pinned").ToList();
        return string.Join(
            Environment.NewLine,
            [
                none is BudgetUnavailableException ? "no model can be paid, since the budgets' store fails; try again later:" : "no model may serve this prompt:",
                .. telling.Select(e => $"  {e.Model} [{e.Rule}]: {e.Reason}"),
                .. telling.Count > 0 && telling.TrueForAll(e => e.Rule == "scope" || (e.Rule == "tier" && BuiltIn.Contains(e.Model))) ? (string[])[MoreModels] : [],
            ]);
    }

    private static string DescribeAttempts(AllModelsFailedException all)
    {
        if (all.Attempts.Count == 0)
        {
            return all.Message;
        }

        var reasons = all.Attempts.Select((attempt, i) => $"{attempt.Model}{KindOf(attempt)}: {Reason(all.InnerExceptions[i])}").ToList();
        var skipped = all.Skipped.ToLookup(e => all.Attempts.Any(attempt => attempt.Model == e.Model), static e => $"  {e.Model} [{e.Rule}]: {e.Reason}");
        return string.Join(
            Environment.NewLine,
            [
                .. reasons is [var only] ? (string[])[only] : ["every model that was tried failed:", .. reasons.Select(r => $"  {r}")],
                .. skipped[false].Prepend("not tried:").Skip(skipped[false].Any() ? 0 : 1),
                .. skipped[true].Prepend("not tried again:").Skip(skipped[true].Any() ? 0 : 1),
            ]);
    }

    private static string KindOf(RoutingAttempt attempt) => attempt.Failure is { } kind ? $" [{TelemetryName.Of(kind)}]" : "";

    private static string Reason(Exception failure) =>
        failure is ContextOverflowException ? $"{failure.Message} Here that is --context." : failure.Message;
}
