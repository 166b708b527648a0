namespace ModelRouter.AgentFramework.Tests;

/// <summary>What failures, limits and callers who leave do to a deliberation.</summary>
public class DeliberationEndTests : Panels
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_draft_that_fails_has_no_vote(bool stream)
    {
        _stage.House = Saying("Answer: 42", critique: "Answer: 42");
        _stage.Specialist = Failing();
        var response = await AskAsync(Panel(), stream);
        Assert.Equal("Answer: 42", response.Text);
        Assert.Equal([1, null, 1], response.GetRunReceipt()!.Deliberations.Single().Votes.Select(static vote => vote.Choice));
        _stage.AssertWhole(response.GetRunReceipt()!);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Whoever_failed_is_none_of_those_who_must_agree(bool stream)
    {
        (_stage.House, _stage.Specialist) = (Saying("Answer: 42", critique: "Answer: 42"), Failing());
        var response = await AskAsync(Panel(static options => options.Drafters.Add(new() { Tier = ModelTier.Specialized, Name = "third", MaxTokens = 100 })), stream);
        Assert.Equal("Answer: 42", response.Text);
        Assert.Empty(_stage.Cloud.Options);
        Assert.True(response.GetRunReceipt()!.Deliberations.Single() is { WasArbitrated: false, IsDisputed: false });
    }

    [Theory]
    [InlineData("I work it out.\nAnswer:\u3000", null)]
    [InlineData("Answer: 42\nAnswer:\u00a0", "Answer: 42")]
    [InlineData("|a|\n{blanks}x\nAnswer: 42", "Answer: 42")]
    public async Task Blanks_of_any_kind_and_length_are_no_answer_and_no_trouble(string draft, string? same)
    {
        draft = draft.Replace("{blanks}", new string(' ', 60_000), StringComparison.Ordinal);
        (_stage.House, _stage.Specialist) = (Saying(draft, critique: "Answer: 42"), Saying(same ?? draft));
        var votes = (await AskAsync(Panel(), stream: false)).GetRunReceipt()!.Deliberations.Single().Votes.Select(static vote => vote.Choice).ToArray();
        Assert.Equal(votes[0], votes[1]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task All_drafts_that_fail_are_told(bool stream)
    {
        (_stage.House, _stage.Specialist) = (Failing(), Failing());
        var failure = await Assert.ThrowsAsync<DeliberationFailedException>(() => AskAsync(Panel(), stream));
        Assert.Contains("draft-1:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("draft-2:", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, failure.Failures.Count);
        Assert.Empty(_stage.Cloud.Options);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_arbiter_that_cannot_answer_leaves_a_disputed_answer(bool stream)
    {
        _stage.House = Saying("Answer: 41", critique: "Answer: 43");
        (_stage.Specialist, _stage.Cloud) = (Saying("Answer: 42"), Failing());
        var response = await AskAsync(Panel(), stream);

        // Of answers with as many votes, that of the one who knew the others.
        Assert.Equal("Answer: 43", response.Text);
        Assert.True(response.GetRunReceipt()!.Deliberations.Single() is { IsDisputed: true, WasArbitrated: false });
    }

    [Fact]
    public async Task An_answer_that_breaks_off_after_it_was_shown_is_a_failure()
    {
        _stage.House = Saying("Answer: 41", critique: "Answer: 43");
        (_stage.Specialist, _stage.Cloud) = (Saying("Answer: 42"), Saying("", arbitration: "It is"));
        _stage.Cloud.Breaks = new HttpRequestException("down", null, System.Net.HttpStatusCode.InternalServerError);
        var shown = "";
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var update in Panel().GetStreamingResponseAsync([new(ChatRole.User, Prompt)], cancellationToken: Stage.Ct))
            {
                shown += update.Text;
            }
        });
        Assert.Equal("It is", shown);
    }

    [Theory]
    [InlineData(false, "length", "it was cut off"), InlineData(true, "length", "it was cut off")]
    [InlineData(false, "content_filter", "it was filtered"), InlineData(true, "content_filter", "it was filtered")]
    [InlineData(false, null, "its service broke it off with an error"), InlineData(true, null, "its service broke it off with an error")]
    public async Task A_draft_that_is_no_whole_answer_has_no_vote(bool stream, string? reason, string told)
    {
        (_stage.House, _stage.Specialist) = (Flawed("Answer: 4", reason), Saying("Answer: 42"));
        var response = await AskAsync(Panel(static options => (options.Critic, options.Arbiter) = (null, null)), stream);
        Assert.Equal("Answer: 42", response.Text);
        Assert.Equal([null, 1], response.GetRunReceipt()!.Deliberations.Single().Votes.Select(static vote => vote.Choice));

        using var panel = new DeliberationChatClient(_stage.Router, new() { Name = "panel", Drafters = [new() { Model = "house", MaxTokens = 100 }] });
        var failure = await Assert.ThrowsAsync<DeliberationFailedException>(() => AskAsync(panel, stream));
        Assert.Equal($"No draft of 'panel' came to an answer: draft-1: {told}", failure.Message);
    }

    [Theory]
    [InlineData(false, "length"), InlineData(true, "length"), InlineData(false, "content_filter"), InlineData(true, "content_filter"), InlineData(false, "stop"), InlineData(true, "stop")]
    public async Task An_arbiters_answer_says_how_it_ended(bool stream, string reason)
    {
        _stage.House = Saying("Answer: 41", critique: "Answer: 43");
        (_stage.Specialist, _stage.Cloud) = (Saying("Answer: 42"), Flawed("The full answer begins with", reason));
        var response = await AskAsync(Panel(), stream);
        Assert.Equal(("The full answer begins with", new ChatFinishReason(reason)), (response.Text, response.FinishReason));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_arbiter_that_its_service_breaks_off_with_an_error_has_failed(bool stream)
    {
        _stage.House = Saying("Answer: 41", critique: "Answer: 43");
        (_stage.Specialist, _stage.Cloud) = (Saying("Answer: 42"), Flawed("The answ", null));
        Assert.DoesNotContain("upstream", (await Assert.ThrowsAsync<IOException>(() => AskAsync(Panel(), stream))).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_arbiter_that_breaks_off_in_its_thoughts_leaves_a_disputed_answer(bool stream)
    {
        _stage.House = Saying("Answer: 41", critique: "Answer: 43");
        (_stage.Specialist, _stage.Cloud) = (Saying("Answer: 42"), new(static (_, _) => [new TextReasoningContent("Hm."), new ErrorContent("upstream broke")]));
        var response = await AskAsync(Panel(), stream);
        Assert.Equal(("Answer: 43", ChatFinishReason.Stop), (response.Text, response.FinishReason));
        Assert.True(response.GetRunReceipt()!.Deliberations.Single().IsDisputed);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_arbiters_refusal_is_its_answer(bool stream)
    {
        _stage.House = Saying("Answer: 41", critique: "Answer: 43");
        (_stage.Specialist, _stage.Cloud) = (Saying("Answer: 42"), new(static (_, _) => [new ErrorContent("I can't help with that.") { ErrorCode = "Refusal" }]));
        var response = await AskAsync(Panel(), stream);
        Assert.Equal("", response.Text);
        Assert.Contains(response.Messages[^1].Contents, static content => content is ErrorContent { ErrorCode: "Refusal" });
    }

    /// <summary>A model that ends so, or with its service's error.</summary>
    private static ScriptedModel Flawed(string text, string? reason) => reason is null
        ? new((_, _) => [new TextContent(text), new ErrorContent("upstream broke") { ErrorCode = "server_error" }])
        : new((_, _) => [new TextContent(text)]) { FinishReason = new(reason) };

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_limit_that_stops_ends_all_of_it(bool stream)
    {
        _stage.House = Saying("Answer: 41", critique: "Answer: 43");
        _stage.Specialist = Saying("Answer: 42");
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => AskAsync(Panel(static options => options.Run.Limit = 0.0005m), stream));

        // Drafts and critic have been paid; the arbiter would have cost more than was left.
        Assert.Equal(0.00012m, _stage.Ledger.Total);
        Assert.Empty(_stage.Cloud.Options);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Parallel_drafts_end_exactly_at_the_limit(bool stream)
    {
        var inside = new TaskCompletionSource();
        _stage.Specialist = Saying("Answer: 42");
        _stage.Specialist.Before = inside.Task;
        var options = new DeliberationOptions { Name = "panel", Run = { Limit = 0.0005m, OnExhaustion = RunExhaustion.Downgrade } };
        for (var i = 0; i < 8; i++)
        {
            options.Drafters.Add(new() { Model = "specialist", MaxTokens = 100 });
        }

        var running = AskAsync(new DeliberationChatClient(_stage.Router, options), stream);
        inside.SetResult();
        var receipt = (await running).GetRunReceipt()!;
        Assert.Equal((5, 0.0005m), (receipt.Steps.Count, receipt.Cost));
        Assert.Equal(3, receipt.Deliberations.Single().Votes.Count(static vote => vote.Choice is null));
        _stage.AssertWhole(receipt);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Whoever_cancels_ends_all_branches(bool stream)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stage.Ct);
        (_stage.House, _stage.Specialist) = (Saying("Answer: 42"), Saying("Answer: 42"));
        (_stage.House.Before, _stage.Specialist.Before) = (new TaskCompletionSource().Task, new TaskCompletionSource().Task);
        var running = AskAsync(Panel(), stream, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal([AttemptOutcome.Cancelled, AttemptOutcome.Cancelled], _stage.Ledger.Snapshot().Select(static entry => entry.Outcome));
    }

    [Fact]
    public async Task Whoever_leaves_a_stream_ends_all_branches()
    {
        (_stage.House, _stage.Specialist) = (Saying("Answer: 42"), Saying("Answer: 42"));
        _stage.Specialist.Before = new TaskCompletionSource().Task;
        await foreach (var update in Panel().GetStreamingResponseAsync([new(ChatRole.User, Prompt)], cancellationToken: Stage.Ct))
        {
            Assert.Equal("draft-1", update.AuthorName);
            break;
        }

        Assert.Contains(_stage.Ledger.Snapshot(), static entry => entry is { Model: "specialist", Outcome: AttemptOutcome.Cancelled });
    }

    [Fact]
    public async Task Whoever_leaves_waits_for_all_branches_though_a_callback_throws()
    {
        (_stage.House, _stage.Specialist) = (Saying("Answer: 42"), Saying("Answer: 42"));
        _stage.Specialist.Before = new TaskCompletionSource().Task;
        _stage.Specialist.OnCancelled = static () => throw new IOException("broken callback");
        await foreach (var _ in Panel().GetStreamingResponseAsync([new(ChatRole.User, Prompt)], cancellationToken: Stage.Ct))
        {
            break;
        }

        Assert.Contains(_stage.Ledger.Snapshot(), static entry => entry is { Model: "specialist", Outcome: AttemptOutcome.Cancelled });
    }

    [Theory]
    [InlineData(false, false, false), InlineData(false, false, true), InlineData(true, false, false), InlineData(true, false, true)]
    [InlineData(false, true, false), InlineData(true, true, false)]
    public async Task What_is_kept_of_a_stream_that_was_left_has_its_class(bool isArbitrated, bool callerDeclares, bool inThought)
    {
        var drafts = new System.Collections.Concurrent.ConcurrentQueue<string>(["Answer: 41", "Answer: 42"]);
        _stage.House = new((messages, _) => [new TextContent(IsArbitration(messages) || !drafts.TryDequeue(out var draft) ? "It is 42." : draft)]);
        var options = new DeliberationOptions { Drafters = [new() { Model = "house", MaxTokens = 100, DataClass = callerDeclares ? null : DataClass.Confidential }] };
        if (isArbitrated)
        {
            options.Drafters.Add(new() { Model = "house", MaxTokens = 100 });
            options.Arbiter = new() { Model = "house", MaxTokens = 100 };
        }

        using var panel = new DeliberationChatClient(_stage.Router, options);
        var kept = new List<ChatResponseUpdate>();
        await foreach (var update in panel.GetStreamingResponseAsync([new(ChatRole.User, Prompt)], callerDeclares ? new ChatOptions().WithDataClass(DataClass.Confidential) : null, Stage.Ct))
        {
            kept.Add(update);
            if (inThought || update.Text.Length > 0)
            {
                break;
            }
        }

        // By itself the next one would be asked in the cloud; thoughts it isn't shown, but their message may be read by others.
        var messages = kept.ToChatResponse().Messages;
        await _stage.Agent("reader").RunAsync([messages[^1], new ChatMessage(ChatRole.User, "Go on.")], cancellationToken: Stage.Ct);
        Assert.Equal("house", _stage.Ledger.Snapshot()[^1].Model);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_draft_that_could_not_be_asked_has_read_nothing(bool stream)
    {
        _stage.House = Saying("Answer: 41");
        _stage.Cloud = Saying("", critique: "Answer: 41");
        await AskAsync(Panel(static options => (options.Drafters[1].DataClass, options.Critic!.Tier) = (DataClass.Confidential, ModelTier.Cloud)), stream);
        Assert.Empty(_stage.Specialist.Options);
        Assert.Single(_stage.Cloud.Options);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_failure_quotes_no_provider(bool stream)
    {
        _stage.House = new(static (_, _) => throw new ArgumentException("quoted"));
        _stage.Specialist = new(static (_, _) => throw new HttpRequestException("quoted", null, System.Net.HttpStatusCode.BadRequest));
        var failure = await Assert.ThrowsAsync<DeliberationFailedException>(() => AskAsync(Panel(), stream));
        Assert.Equal("No draft of 'panel' came to an answer: draft-1: ArgumentException; draft-2: HttpRequestException: HTTP 400", failure.Message);
    }
}
