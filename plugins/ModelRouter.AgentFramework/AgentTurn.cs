using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>One run of an agent, of a workflow or of a deliberation: its routing run, its span, and what holds for all that is asked in it.</summary>
/// <remarks>A stream enters it anew for each of its steps, since its reader is outside.</remarks>
internal sealed class AgentTurn : IDisposable
{
    internal const string AgentSpan = "modelrouter.agent";
    internal const string RunSpan = "modelrouter.run";
    internal const string DeliberationSpan = "modelrouter.deliberation";

    private readonly AgentScope? _scope;
    private readonly DataClassScope? _data;
    private readonly Activity? _span;

    private AgentTurn(string span, string? agent, string? agentId, RoutingRunOptions runs, ChatOptions? options, AgentScope? scope)
    {
        Run = runs.Create(Around(options));
        _scope = scope ?? AgentScope.Current;

        // The parts of a run that declares no class hear of one another only what those around it do.
        _data = scope is not null && (span == AgentSpan || scope.Data.Known > (DataClassScope.Current?.Known ?? DataClass.Public)) ? scope.Data : DataClassScope.Current;
        var around = Activity.Current;
        _span = ModelRouterDiagnostics.Source.StartActivity(span);
        Activity.Current = around;
        _span?.SetTag("gen_ai.operation.name", span == AgentSpan ? "invoke_agent" : null);
        _span?.SetTag("gen_ai.agent.name", agent);
        _span?.SetTag("gen_ai.agent.id", agentId);
        _span?.SetTag("modelrouter.run", Run.Chain.First(static run => !run.IsUntagged).Id);
    }

    /// <summary>What it costs is counted here.</summary>
    internal RoutingRun Run { get; }

    /// <summary>Begins one.</summary>
    /// <param name="span">The name of its span.</param>
    /// <param name="agent">The name of the agent, or of the deliberation.</param>
    /// <param name="agentId">The agent's id.</param>
    /// <param name="runs">What it may cost.</param>
    /// <param name="options">What its caller asks for; the run that it names is one that this is part of.</param>
    /// <param name="scope">What holds for all that is asked in it; <see langword="null"/> for what holds around it.</param>
    /// <exception cref="ArgumentException">Something else than a run is named.</exception>
    internal static AgentTurn Begin(
        string span, string? agent, string? agentId, RoutingRunOptions runs, ChatOptions? options, AgentScope? scope = null) =>
        new(span, agent, agentId, runs, options, scope);

    /// <summary>Makes it the current one of this flow, until the result is disposed.</summary>
    internal Entered Enter() => new(this);

    /// <summary>Data of a class was read in it, where that has not been told to those around.</summary>
    internal void Saw(DataClass seen) => _data?.Saw(seen);

    /// <summary>Notes what it failed of; a caller who leaves is no failure.</summary>
    internal void Fail(Exception exception)
    {
        if (exception is not OperationCanceledException)
        {
            _span?.SetTag(TelemetryTag.ErrorType, TelemetryName.OfRefusal(exception) is var known && known != TelemetryName.OtherError ? known : exception.GetType().FullName);
            _span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
        }
    }

    /// <summary>What it took.</summary>
    internal static UsageDetails UsageOf(RunReceipt receipt) => new()
    {
        InputTokenCount = receipt.InputTokens,
        OutputTokenCount = receipt.OutputTokens,
        ReasoningTokenCount = receipt.ReasoningTokens,
        TotalTokenCount = receipt.InputTokens + receipt.OutputTokens,
    };

    /// <summary>The run that this one is part of: the one that is named, or a part of it that has begun since. The framework hands what an agent's caller
    /// named on to the agents that its tools ask, and they are parts of the agent's run.</summary>
    private static RoutingRun? Around(ChatOptions? options)
    {
        var named = DeclaredRun.Read(options);
        return named is not null && RoutingRun.Current is { } current && current.Chain.Contains(named) ? current : named;
    }

    /// <summary>Ends its span.</summary>
    public void Dispose()
    {
        if (_span is { IsAllDataRequested: true })
        {
            var receipt = Run.GetReceipt();
            _span.SetTag(TelemetryTag.Attempts, receipt.Steps.Count + receipt.OmittedSteps);
            _span.SetTag(TelemetryTag.Cost, (double)receipt.Cost);
            _span.SetTag(TelemetryTag.TotalInputTokens, receipt.InputTokens);
            _span.SetTag(TelemetryTag.TotalOutputTokens, receipt.OutputTokens);
        }

        _span?.Dispose();
    }

    /// <summary>Ends the stay in it.</summary>
    internal readonly struct Entered : IDisposable
    {
        private readonly IDisposable _run;
        private readonly AgentScope.Entered _scope;
        private readonly Activity? _activity;

        internal Entered(AgentTurn turn)
        {
            _activity = Activity.Current;
            _run = turn.Run.Begin();
            _scope = AgentScope.Enter(turn._scope, turn._data);
            Activity.Current = turn._span ?? _activity;
        }

        public void Dispose()
        {
            Activity.Current = _activity;
            _scope.Dispose();
            _run.Dispose();
        }
    }
}
