using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Stages 1 to 3: understands the prompt, permits models and ranks them. Calls no model and waits for nothing.</summary>
/// <param name="endpoints">The models.</param>
/// <param name="analyzer">Understands.</param>
/// <param name="scorer">Ranks.</param>
/// <param name="cascades">Decides whether two models after one another are worth more than one.</param>
/// <param name="policy">The company's rules.</param>
/// <param name="time">The clock, which some rules ask, and which says whose prices count.</param>
/// <param name="conversations">Who each conversation is with; <see langword="null"/> if conversations don't stay.</param>
/// <param name="explorer">Asks other models to learn about them; <see langword="null"/> if nobody does.</param>
internal sealed class RoutePlanner(
    ModelEndpoint[] endpoints, IPromptAnalyzer analyzer, Scorer scorer, CascadeScorer cascades, CompiledPolicy policy, TimeProvider time,
    ConversationMemory? conversations, Explorer? explorer)
{
    /// <summary>Understands a request.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The caller's options.</param>
    internal UnderstoodRequest Understand(ChatMessage[] messages, ChatOptions? options)
    {
        RouterProperties.Check(options);
        var selection = ModelSelection.Parse(options?.ModelId, endpoints);
        var prompt = Checked(analyzer.Analyze(messages, options));

        // An analyzer of the application's may not look at what the caller declares, nor know what was read before.
        var known = DataClassStamp.Higher(DeclaredDataClass.Read(options), DataClassStamp.Highest(messages));
        known = DataClassStamp.Higher(known, DataClassScope.Current?.Known ?? DataClass.Public);
        prompt = known > prompt.DataClass ? prompt with { DataClass = known } : prompt;
        return new(selection, DeclaredTask.Read(options) is { } task && task != prompt.Task ? prompt with { Task = task } : prompt);
    }

    /// <summary>What an analyzer of the application's says, if that can be used: it is routed, billed and kept by it.</summary>
    private PromptProfile Checked(PromptProfile prompt) =>
        Enum.IsDefined(prompt.Task) && Enum.IsDefined(prompt.Domain) && Enum.IsDefined(prompt.DataClass)
            ? prompt
            : throw new InvalidOperationException(
                $"{analyzer.GetType()} gave the task {prompt.Task}, the domain {prompt.Domain} and the data class {prompt.DataClass}; there is no such value among them.");

    /// <summary>Plans a request.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The caller's options.</param>
    /// <param name="isCall">False if nobody will be asked, so that nothing is drawn or counted.</param>
    /// <param name="understood">What <see cref="Understand"/> made of it, if that was asked already.</param>
    internal RoutePlan Plan(ChatMessage[] messages, ChatOptions? options, bool isCall, UnderstoodRequest? understood = null)
    {
        // 1 understand
        var (selection, prompt) = understood ?? Understand(messages, options);
        var run = DeclaredRun.Read(options);
        var attribution = DeclaredAttribution.Read(options).In(run);
        var isBatch = DeclaredBatch.Read(options);

        // 2 permit
        var verdict = policy.Judge(prompt, attribution, time).Within(DeclaredMaxCost.Read(options));
        prompt = PolicyThinking.Expect(prompt, verdict);
        var eligible = EligibilityPolicy.Permit(new(prompt, attribution, selection, messages, options, verdict), endpoints);

        // 3 choose
        var shortlist = Shortlist.Of(prompt, eligible, verdict, scorer, time.GetUtcNow(), isBatch);
        var conversation = conversations is null ? null : ConversationKey.Read(options);
        var leads = selection.PinnedModel is null ? LetStay(messages, conversation, shortlist.Ranking, shortlist.Endpoints) : null;

        var worth = verdict.Worth ?? scorer.WorthOf(prompt.Task);
        var cascade = leads is null ? cascades.Plan(prompt, options, shortlist.Ranking, shortlist.Endpoints, verdict, worth) : null;
        if (cascade is not null)
        {
            MoveToFront(cascade.Second, shortlist.Ranking, shortlist.Endpoints);
            MoveToFront(cascade.First, shortlist.Ranking, shortlist.Endpoints);
        }

        // Only where nobody was named, and nothing later follows who answers: a tool loop and a conversation would stay with an explored model.
        var exploration = explorer is not null && leads is null && cascade is null && conversations is null && selection.PinnedModel is null && !OffersTools(options)
            ? explorer.Explore(prompt, shortlist.Ranking, verdict, worth, isCall)
            : null;
        if (exploration?.Explored is { } explored)
        {
            MoveToFront(explored.Model, shortlist.Ranking, shortlist.Endpoints);
            leads = "exploration";
        }

        // Receipts and ledgers keep the prompt, and with its neighbours they would keep whole fits.
        prompt.Vector?.ForgetNeighbours();
        var decision = new RoutingDecision
        {
            Profile = prompt,
            Ranking = shortlist.Ranking,
            Cascade = cascade,
            Exploration = exploration,
            Excluded = shortlist.Excluded,
            Selection = leads ?? selection.Name,
            Worth = worth,
            PolicyRules = verdict.Names,
            IsBatch = isBatch,
            IsForcedProbe = shortlist.IsForcedProbe,
            Attribution = attribution,
        };
        return new(decision, shortlist.Endpoints, selection.PinnedModel is not null, verdict, conversation, run);
    }

    /// <summary>Why a model leads that the conversation is with already; <see langword="null"/> if the ranking alone decides.</summary>
    private string? LetStay(ChatMessage[] messages, string? conversation, RankedModel[] ranking, ModelEndpoint[] permitted) =>
        ToolLoop.ModelThatAsked(messages) is { } asked && MoveToFront(asked, ranking, permitted) ? "tool-loop"
        : LastModel(messages, conversation) is { } last && MoveToFront(last, ranking, permitted) ? "conversation"
        : null;

    /// <summary>The model that answered last: by the conversation's key, or by the stamp on its answer.</summary>
    private string? LastModel(ChatMessage[] messages, string? conversation) =>
        conversations is null ? null
        : conversation is not null && conversations.TryGet(conversation, out var known) ? known
        : ConversationModel.Last(messages);

    private static bool OffersTools(ChatOptions? options) => options is { Tools.Count: > 0, ToolMode: not NoneChatToolMode };

    /// <summary>Lets one model lead; the others stay behind it in case it fails.</summary>
    private static bool MoveToFront(string model, RankedModel[] ranking, ModelEndpoint[] endpoints)
    {
        for (var i = 0; i < ranking.Length; i++)
        {
            if (ranking[i].Model.Equals(model, StringComparison.OrdinalIgnoreCase))
            {
                var (ranked, endpoint) = (ranking[i], endpoints[i]);
                Array.Copy(ranking, 0, ranking, 1, i);
                Array.Copy(endpoints, 0, endpoints, 1, i);
                (ranking[0], endpoints[0]) = (ranked, endpoint);
                return true;
            }
        }

        return false;
    }
}
