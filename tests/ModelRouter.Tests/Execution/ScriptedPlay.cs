using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>Plays a <see cref="Scenario"/>, and checks what happened by rules of its own.</summary>
internal sealed class ScriptedPlay : IDisposable
{
    private static readonly AITool Tool = AIFunctionFactory.Create(() => "", "weather");

    private readonly Scenario _scenario;
    private readonly TimeProvider _time;
    private readonly bool _waits;
    private readonly InMemorySpendLedger _ledger = new();
    private readonly InMemoryBudgetStore _budgets = new();
    private readonly CancellationTokenSource _caller = new();
    private readonly ConcurrentQueue<int> _calls = new();
    private readonly ConcurrentQueue<(string Text, Exception? Failure)> _results = new();
    private readonly ModelRouterChatClient _router;
    private readonly ScriptedClient[] _clients;
    private bool _wasCalledAfterCancellation;

    public ScriptedPlay(Scenario scenario, TimeProvider time, IPromptAnalyzer analyzer, ISuccessPredictor predictor, bool waits)
    {
        (_scenario, _time, _waits) = (scenario, time, waits);
        _clients = [.. scenario.Models.Select((m, i) => new ScriptedClient(this, m, i))];
        var options = new ModelRouterOptions { Seed = scenario.Seed, Policy = scenario.Policy, Health = { FailureThreshold = 2 } };
        options.Execution.MaxAttempts = scenario.MaxAttempts;
        options.Execution.RetryWait = TimeSpan.FromSeconds(waits ? 8 : 0);
        options.Execution.OpenWait = TimeSpan.FromSeconds(waits ? 4 : 0);
        if (waits)
        {
            options.Execution.FirstContentTimeout = options.Execution.AttemptTimeout = options.Execution.StallTimeout = TimeSpan.FromSeconds(9);
            options.Execution.CallTimeout = scenario.Seed % 3 == 0 ? TimeSpan.FromSeconds(20) : Timeout.InfiniteTimeSpan;
            options.Execution.HedgeDelay = scenario.Hedge == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(scenario.Hedge);
        }

        // Never exhausted, so it changes nothing but must count all.
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 1_000_000 });
        _router = new(
            scenario.Models.Select(Endpoint), options, analyzer, predictor, _ledger, time, failureReaders: [new KindReader()], budgetStore: _budgets);
    }

    /// <summary>Asks once; the outcome is kept for the checks.</summary>
    public async Task AskAsync()
    {
        var text = "";
        try
        {
            var (messages, options) = Request();
            if (_scenario.Stream)
            {
                await foreach (var update in _router.GetStreamingResponseAsync(messages, options, _caller.Token))
                {
                    text += update.Text;
                }
            }
            else
            {
                text = (await _router.GetResponseAsync(messages, options, _caller.Token)).Text;
            }

            _results.Enqueue((text, null));
        }
        catch (Exception exception)
        {
            _results.Enqueue((text, exception));
        }
    }

    /// <summary>One ledger row for each attempt, attempts within their maximum, none after cancellation; the budget counted the ledger's total, and
    /// nothing stays reserved.</summary>
    public void CheckAccounts()
    {
        var uses = _budgets.ReadAsync(_time.GetUtcNow(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Assert.All(uses, use => Assert.Equal(new(_ledger.Total, 0), use.Balance));
        Assert.True(uses.Count == 1 || _ledger.Total == 0);
        Assert.Equal(_calls.Count, _ledger.Count);
        Assert.All(_ledger.Snapshot().GroupBy(e => e.CallId), call => Assert.True(call.Count() <= _scenario.MaxAttempts));
        Assert.False(_wasCalledAfterCancellation);
        Assert.All(_clients, c => Assert.Equal(0, c.Running));
        Assert.All(_results, r => Assert.True(r.Failure is not AllModelsFailedException all || all.Attempts.Count == all.InnerExceptions.Count));
    }

    /// <summary>Nobody was asked who may not be.</summary>
    public void CheckDispatches() => Assert.All(_calls, i => Assert.True(IsPermitted(i), $"Model {i} may not serve this."));

    /// <summary>The order of attempts, where they follow one another and nobody is tried twice.</summary>
    public void CheckOrder()
    {
        var calls = _calls.ToArray();
        Assert.Equal(calls.Distinct(), calls);
        for (var i = 0; i + 1 < calls.Length; i++)
        {
            var (earlier, later) = (_scenario.Models[calls[i]], calls.Skip(i + 1).Select(c => _scenario.Models[c]));
            Assert.True(earlier.Act is not (ScriptedAct.Answer or ScriptedAct.FailAfterContent) || (earlier.Act is ScriptedAct.FailAfterContent && !_scenario.Stream));
            if (earlier.Act is ScriptedAct.FailBeforeContent or ScriptedAct.FailAfterContent)
            {
                Assert.True(earlier.Kind is not (ModelFailureKind.InvalidRequest or ModelFailureKind.ContentFilter));
                Assert.True(earlier.Kind is not ModelFailureKind.ContextLength || earlier.IsLarge == false && later.All(m => m.IsLarge));
            }
        }

        if (_scenario.Sticky is >= 0 and var sticky && sticky < _scenario.Models.Length && _scenario.Selection != 4 && IsPermitted(sticky) && !_scenario.Models[sticky].IsOpen)
        {
            Assert.Equal(sticky, calls[0]);
        }
    }

    /// <summary>What the caller got is one model's words, whole unless it failed.</summary>
    public void CheckAnswer()
    {
        foreach (var (text, failure) in _results)
        {
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            Assert.True(words.Distinct(StringComparer.Ordinal).Count() <= 1, "Spliced.");
            Assert.True(failure is not null || words.Length == 2, "Cut short.");
            Assert.True(failure is not (AllModelsFailedException or NoEligibleModelException) || words.Length == 0, "Half an answer and no interruption.");
        }
    }

    /// <summary>No model ever had more requests at once than places.</summary>
    public void CheckLimits() => Assert.All(_clients, c => Assert.True(c.Model.Places == 0 || c.Peak <= c.Model.Places));

    public void Dispose()
    {
        _router.Dispose();
        _caller.Dispose();
    }

    private bool IsPermitted(int index)
    {
        var model = _scenario.Models[index];
        return (!_scenario.NeedsTools || model.HasTools)
            && !_scenario.Policy.Rules.Any(rule => Forbids(rule, model, index))
            && model.Clearance >= _scenario.Data
            && (_scenario.Selection is 0 or > 4 || (_scenario.Selection == 4 ? index == 0 : (int)model.Tier == _scenario.Selection - 1));
    }

    /// <summary>A rule's word on a model, read without the product's help.</summary>
    private bool Forbids(PolicyRule rule, ScriptedModel model, int index)
    {
        if (_scenario.Data < (rule.When.MinDataClass ?? DataClass.Public)
            || (rule.When.Tenants.Count > 0 && !rule.When.Tenants.Contains(_scenario.Tenant))
            || rule.Unless?.Tenants.Contains(_scenario.Tenant) == true)
        {
            return false;
        }

        bool Selects(ModelSelector selector) =>
            (selector.Tiers.Count == 0 || selector.Tiers.Contains(model.Tier))
            && (selector.Models.Count == 0 || selector.Models.Contains($"m{index}"))
            && (selector.Residency.Count == 0 || selector.Residency.Contains(Residency(index)));
        return (rule.Deny is { } deny && Selects(deny)) || (rule.Only is { } only && !Selects(only));
    }

    private static string Residency(int index) => index % 2 == 0 ? "in-house" : "us";

    private (ChatMessage[] Messages, ChatOptions Options) Request()
    {
        var options = new ChatOptions
        {
            ModelId = _scenario.Selection switch { 1 => "auto:self-hosted", 2 => "auto:specialized", 3 => "auto:cloud", 4 => "m0", _ => null },
            Tools = _scenario.NeedsTools ? [Tool] : null,
            AdditionalProperties = new() { [DeclaredDataClass.Key] = _scenario.Data },
        };
        if (_scenario.Tenant is { } tenant)
        {
            options.AdditionalProperties[DeclaredAttribution.Tenant] = tenant;
        }

        if (_scenario.Sticky < 0)
        {
            return (Routers.Hello, options);
        }

        var asked = new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c1", "weather")]) { AdditionalProperties = new() { [ModelStamp.Key] = $"m{_scenario.Sticky}" } };
        return ([Routers.Hello[0], asked, new(ChatRole.Tool, [new FunctionResultContent("c1", "12 degrees")])], options);
    }

    private ModelEndpoint Endpoint(ScriptedModel model, int index)
    {
        var profile = Routers.Profile($"m{index}", 0.9 - (0.1 * index), model.Tier) with
        {
            Capabilities = model.HasTools ? ModelCapabilities.Tools : ModelCapabilities.None,
            ContextWindow = model.IsLarge ? 100_000 : 9_000,
            Clearance = model.Clearance,
            Residency = Residency(index),
            Limits = new() { MaxConcurrency = model.Places > 0 && _waits ? model.Places : null, QueueLength = 1, QueueWait = TimeSpan.FromSeconds(3) },
        };
        var health = new EndpointHealth(new() { FailureThreshold = 2, Cooldown = TimeSpan.FromSeconds(5) }, _time);
        if (model.IsOpen)
        {
            health.ReportFailure(0);
            health.ReportFailure(0);
        }

        return new(profile, _clients[index], health: health);
    }

    private sealed class ScriptedClient(ScriptedPlay play, ScriptedModel model, int index) : IChatClient
    {
        private int _running;
        private int _peak;

        public ScriptedModel Model => model;

        public int Running => _running;

        public int Peak => _peak;

        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var response = new ChatResponse();
            await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                response.Messages.Add(new(ChatRole.Assistant, update.Text));
            }

            return response;
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Enter();
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (play._waits && (model.Seconds > 0 || model.Act == ScriptedAct.Hang))
                {
                    await Task.Delay(model.Act == ScriptedAct.Hang ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(model.Seconds), play._time, cancellationToken);
                }

                yield return new(ChatRole.Assistant, "");
                if (model.Act is ScriptedAct.Answer or ScriptedAct.FailAfterContent)
                {
                    yield return new(ChatRole.Assistant, $"m{index} ");
                }

                if (model.Act is ScriptedAct.FailAfterContent or ScriptedAct.FailBeforeContent)
                {
                    throw new KindException(model.Kind, model.Seconds > 6 ? TimeSpan.FromSeconds(model.Seconds) : null);
                }

                if (model.Act == ScriptedAct.Answer)
                {
                    yield return new(ChatRole.Assistant, $"m{index} ");
                }
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private void Enter()
        {
            var running = Interlocked.Increment(ref _running);
            for (var peak = _peak; running > peak; peak = _peak)
            {
                Interlocked.CompareExchange(ref _peak, running, peak);
            }

            // Where calls overlap, one may be on its way while the caller leaves.
            play._wasCalledAfterCancellation |= !play._waits && play._caller.IsCancellationRequested;
            play._calls.Enqueue(index);
            if (play._calls.Count == play._scenario.CancelAt)
            {
                play._caller.Cancel();
            }
        }
    }
}
