using Microsoft.Extensions.AI;

namespace ModelRouter.Integration.Tests;

/// <summary>Conversations with tool loops that change their model in every order, within loops and between them, at services that refuse
/// what the real ones refuse.</summary>
public sealed class SwitchingLoopTests(LoopStage stage) : IClassFixture<LoopStage>
{
    /// <summary>Every order, streamed and not, kept in memory and stored.</summary>
    public static TheoryData<string, bool, bool> Orders { get; } =
        [.. from order in Permutations(LoopStage.Models) from isStreaming in (bool[])[false, true] select (string.Join(' ', order), isStreaming, isStreaming)];

    [Theory, MemberData(nameof(Orders))]
    public async Task Every_service_accepts_what_the_others_said(string order, bool isStreaming, bool isStored)
    {
        stage.Begin();
        var models = order.Split(' ');
        var sent = Array.ConvertAll(Callers(models), model => (Model: model, Before: stage.RequestsTo(model).Count));
        var talk = new LoopConversation(stage, isStreaming, isStored);

        await ChangeWithinALoopAsync(talk, models);
        await TakeTurnsAsync(talk, models);
        await FailWithinALoopAsync(talk, Callers(models));

        Assert.Empty(stage.Rejections);
        foreach (var (model, before) in sent)
        {
            var requests = stage.RequestsTo(model).Skip(before).Select(request => request.Body).ToList();
            Assert.All(requests, request => Assert.All(LoopStage.Models.Where(other => other != model), other =>
                Assert.DoesNotContain($"{other} thought", request, StringComparison.Ordinal)));
            Assert.DoesNotContain(requests, request => request.Contains("I am a machine.", StringComparison.Ordinal));

            // Its own do come back, or the checks above would prove little.
            Assert.Contains(requests, request => request.Contains($"{model} thought", StringComparison.Ordinal));
        }
    }

    /// <summary>Each model gets the results of the tools that the one before called, and calls tools itself.</summary>
    private static async Task ChangeWithinALoopAsync(LoopConversation talk, string[] models)
    {
        talk.Say(ChatRole.User, "How is it in Seoul and Bonn?");
        foreach (var model in models)
        {
            Assert.Equal(model, (await talk.AskAsync(model, CallsOf(model))).Model);
            if (model == LoopStage.Engine)
            {
                // It ends the loop, since it calls nothing.
                talk.Say(ChatRole.User, "Go on.");
            }
        }

        // Back to the first, with calls of all of the others behind its own.
        await talk.AskAsync(models[0], 0);
    }

    /// <summary>Each model has a loop of its own, and all of the others' before it.</summary>
    private static async Task TakeTurnsAsync(LoopConversation talk, string[] models)
    {
        foreach (var model in models)
        {
            talk.Say(ChatRole.User, $"And you, {model}?");
            if (model != LoopStage.Engine)
            {
                await talk.AskAsync(model, 2);
                await talk.AskAsync(model, 1);
            }

            await talk.AskAsync(model, 0);
            talk.Say(ChatRole.System, "Be kind.");
        }
    }

    /// <summary>The model that called the tools fails before it has read their results; so do the others, but for one.</summary>
    private async Task FailWithinALoopAsync(LoopConversation talk, string[] callers)
    {
        talk.Say(ChatRole.User, "Once more.");
        await talk.AskAsync(callers[0], 2);

        stage.Script.Failing = [callers[0], callers[2]];
        var receipt = await talk.AskAsync(null, 2);
        Assert.Equal(callers[0], receipt.Attempts[0].Model);
        Assert.Equal(ModelFailureKind.Server, receipt.Attempts[0].Failure);
        Assert.Equal(callers[1], receipt.Model);

        // Nobody is left who could call tools.
        stage.Script.Failing = callers;
        receipt = await talk.AskAsync(null, 0, offersTools: false);
        Assert.Equal(callers[1], receipt.Attempts[0].Model);
        Assert.Equal(LoopStage.Engine, receipt.Model);

        // Well again, and the loop stays with whom it began.
        stage.Script.Failing = [];
        talk.Say(ChatRole.User, "And now?");
        await talk.AskAsync(callers[2], 1);
        Assert.Equal(callers[2], Assert.Single((await talk.AskAsync(null, 1)).Attempts).Model);

        // An application that wants an answer at last offers no tools any more.
        Assert.Equal(callers[2], (await talk.AskAsync(callers[2], 0, offersTools: false)).Model);
    }

    private static string[] Callers(string[] models) => Array.FindAll(models, model => model != LoopStage.Engine);

    private static int CallsOf(string model) => model == LoopStage.Engine ? 0 : 2;

    private static IEnumerable<string[]> Permutations(string[] items) => items.Length == 1
        ? [items]
        : items.SelectMany(first => Permutations(Array.FindAll(items, item => item != first)).Select(rest => (string[])[first, .. rest]));
}
