using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>One deliberation: drafts, critique, and a decision or an arbiter's.</summary>
internal sealed class Deliberation(
    IChatClient client, DeliberationPlan plan, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool stream, AgentTurn turn)
{
    private readonly string _id = $"deliberation-{Guid.CreateVersion7():N}";
    private readonly Ballot _ballot = new(plan.Normalize);
    private readonly List<VoiceCall> _calls = [];

    // Whoever wants JSON gets nothing else.
    private readonly bool _wantsJson = options?.ResponseFormat is ChatResponseFormatJson;
    private DataClass _seen;

    /// <summary>Deliberates: first thoughts, then the answer, then what it took.</summary>
    internal async IAsyncEnumerable<ChatResponseUpdate> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var branches = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            // 1 drafts, all at once; they are shown one after the other
            VoiceCall[] drafts = [.. plan.Drafters.Select((drafter, i) => Ask(drafter, messages, DraftOptions(drafter, i), isAnswer: false, branches.Token))];
            foreach (var draft in drafts)
            {
                await foreach (var update in ShowAsync(draft).ConfigureAwait(false))
                {
                    yield return update;
                }
            }

            foreach (var draft in drafts)
            {
                Count(draft, isGiven: false, ct);
            }

            if (!_ballot.Answers.Any())
            {
                throw new DeliberationFailedException(plan.Name, [.. drafts.Select(static draft => (draft.Voice, draft.Flaw ?? (draft.Text.Length == 0 ? "it said nothing" : "what it said is no answer"), draft.Failure))]);
            }

            // 2 critique, unless enough drafts agree already
            var agreed = plan.DraftQuorum is { } enough ? _ballot.Agreed(enough) : null;
            string? critique = null;
            int? last = null;
            if (agreed is null && plan.Critic is { } critic)
            {
                var call = Ask(critic, [.. messages, DeliberationTexts.ToCritic(_ballot.Answers, critic.Instructions)], CriticOptions(), isAnswer: false, branches.Token);
                await foreach (var update in ShowAsync(call).ConfigureAwait(false))
                {
                    yield return update;
                }

                last = Count(call, isGiven: false, ct);
                critique = call.Text is { Length: > 0 } said && call.Failure is null ? said : null;
            }

            // 3 decision, or the arbiter's
            agreed ??= _ballot.Agreed(plan.Quorum ?? _ballot.Majority);
            VoiceCall? arbitration = null;
            if (agreed is null && plan.Arbiter is { } arbiter)
            {
                arbitration = Ask(arbiter, [.. messages, DeliberationTexts.ToArbiter(_ballot.Answers, critique, arbiter.Instructions, _wantsJson)], Options(), isAnswer: true, branches.Token);
                await foreach (var update in ShowAsync(arbitration).ConfigureAwait(false))
                {
                    yield return update;
                }

                // What has been seen can't be taken back.
                if (arbitration is { HasAnswered: true, Failure: { } broken })
                {
                    ExceptionDispatchInfo.Throw(broken);
                }

                agreed = Count(arbitration, arbitration.HasAnswered, ct);
            }

            var choice = agreed ?? _ballot.Leader(last);
            var isArbitrated = arbitration is not null && agreed is not null;
            var deliberation = new RunDeliberation(
                plan.Name, [.. _ballot.Votes], choice, isArbitrated, IsDisputed: agreed is null, turn.Run.GetReceipt().Cost);
            foreach (var run in turn.Run.Chain)
            {
                run.Journal.Add(deliberation);
            }

            var messageId = isArbitrated ? $"{_id}-{arbitration!.Voice}-answer" : $"{_id}-answer";
            if (!isArbitrated)
            {
                yield return new(ChatRole.Assistant, _ballot.TextOf(choice))
                {
                    MessageId = messageId,
                    ResponseId = _id,
                    AdditionalProperties = DataClassStamp.Write(null, _seen),
                };
            }

            var receipt = turn.Run.GetReceipt();
            yield return new(ChatRole.Assistant, [new UsageContent(AgentTurn.UsageOf(receipt))])
            {
                MessageId = messageId,
                ResponseId = _id,

                // Its tools were its own, and have been called.
                FinishReason = isArbitrated && arbitration!.FinishReason is { } reason && reason != ChatFinishReason.ToolCalls ? reason : ChatFinishReason.Stop,
                AdditionalProperties = DataClassStamp.Write(RunStamp.Write(null, receipt), _seen),
            };
        }
        finally
        {
            // Nobody goes on for a caller who has left, and all are paid for before the run is told to have ended.
            // What a client's callbacks throw at its cancellation is nobody's here.
            await branches.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.WhenAll(_calls.Select(static call => call.Completion)).ConfigureAwait(false);
        }
    }

    private VoiceCall Ask(DeliberationVoice voice, IReadOnlyList<ChatMessage> conversation, ChatOptions own, bool isAnswer, CancellationToken ct)
    {
        var properties = own.AdditionalProperties ??= [];
        Yield(own, properties, voice);
        Marks.TryAdd(properties, DeclaredAttribution.Agent, plan.Name);
        properties[DeclaredAttribution.Function] = voice.Name;

        // Whoever reads what others wrote is held to what they had read.
        Marks.Raise(properties, _seen);
        var call = VoiceCall.Begin(new AgentChatClient(client, voice, ""), voice.Name!, conversation, own, _id, stream, isAnswer, turn, ct);
        _calls.Add(call);
        return call;
    }

    /// <summary>What a voice wishes comes before what is wished of them all; of two costs the lesser holds.</summary>
    private static void Yield(ChatOptions own, AdditionalPropertiesDictionary properties, DeliberationVoice voice)
    {
        own.ModelId = voice.Model is null && voice.Tier is null ? own.ModelId : null;
        own.MaxOutputTokens = voice.MaxTokens is null ? own.MaxOutputTokens : null;
        own.Temperature = voice.Temperature is null ? own.Temperature : null;
        own.Reasoning = voice.Effort is null ? own.Reasoning : null;
        Drop(DeclaredTask.Key, voice.Task);
        Drop(PolicyThinking.BudgetKey, voice.ThinkTokens);
        Drop(DeclaredAttribution.Tenant, voice.Tenant);
        Drop(DeclaredAttribution.User, voice.User);
        Drop(DeclaredMaxCost.Key, voice.MaxCost < (DeclaredMaxCost.Read(own) ?? decimal.MaxValue) ? voice.MaxCost : null);

        void Drop(string key, object? wish)
        {
            if (wish is not null)
            {
                properties.Remove(key);
            }
        }
    }

    private async IAsyncEnumerable<ChatResponseUpdate> ShowAsync(VoiceCall call)
    {
        await foreach (var update in call.Updates.ConfigureAwait(false))
        {
            if (plan.ShowThoughts || update.AuthorName is null)
            {
                turn.Saw(call.DataClass);
                update.ResponseId = _id;
                yield return update;
            }
        }

        await call.Completion.ConfigureAwait(false);
    }

    /// <summary>Counts a voice's vote. A voice that failed, or gave no whole answer, has none, unless all shall end.</summary>
    private int? Count(VoiceCall call, bool isGiven, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (call.Failure is BudgetExhaustedException exhausted && turn.Run.Chain.Any(static run => run.IsStopped))
        {
            ExceptionDispatchInfo.Throw(exhausted);
        }

        _seen = DataClassStamp.Higher(_seen, call.DataClass);
        turn.Saw(_seen);
        return isGiven || call.Flaw is null ? _ballot.Add(call.Voice, call.Model, _wantsJson && !isGiven ? FinalAnswer.Json(call.Text) : call.Text, isGiven) : _ballot.Add(call.Voice, null, null);
    }

    private ChatOptions Options()
    {
        var own = options?.Clone() ?? new();
        own.AdditionalProperties ??= [];
        return own;
    }

    private ChatOptions DraftOptions(DeliberationVoice drafter, int index)
    {
        var own = Options();

        // The same model with the same seed would only repeat itself.
        own.Seed += index;

        var form = _wantsJson ? null : DeliberationTexts.FinalLine;
        var told = string.Join("\n\n", new[] { own.Instructions, drafter.Instructions, form }.Where(static text => !string.IsNullOrWhiteSpace(text)));
        own.Instructions = told.Length == 0 ? null : told;
        return own;
    }

    private ChatOptions CriticOptions()
    {
        var own = Options();
        own.ResponseFormat = null;
        return own;
    }
}
