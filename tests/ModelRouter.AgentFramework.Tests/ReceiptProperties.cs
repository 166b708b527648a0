using CsCheck;
using Microsoft.Agents.AI.Workflows;

namespace ModelRouter.AgentFramework.Tests;

/// <summary>Whatever agents do together, with whatever limit, the run's receipt is the ledger to the last digit.</summary>
public class ReceiptProperties
{
    private static readonly string[] Models = ["auto", "house", "specialist", "cloud"];
    private static readonly decimal[] Limits = [0, 0.00005m, 0.0011m, 0.0123m];

    private enum Form
    {
        Sequential,
        Concurrent,
        GroupChat,
        Deliberation,
    }

    [Fact]
    public async Task The_sum_of_a_receipt_is_the_sum_of_the_ledger()
    {
        var cases = Gen.Select(
            Gen.Enum<Form>(), Gen.Int[0, 3].Select(static i => Models[i]).Array[1, 4], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 3].Select(static i => Limits[i]), Gen.Enum<RunExhaustion>());
        var spending = 0;
        await cases.SampleAsync(
            async drawn =>
            {
                var (form, models, failing, stream, limit, onExhaustion) = drawn;
                var stage = new Stage();
                var failures = failing;
                ScriptedModel sometimes = new((_, _) => failures-- > 0 ? throw new HttpRequestException("down", null, System.Net.HttpStatusCode.BadGateway) : [new TextContent("Answer: 1")]);
                (stage.Specialist, stage.House) = (sometimes, ScriptedModel.Saying("Answer: 2"));
                var run = limit == 0 ? new RoutingRun() : new(limit, onExhaustion == RunExhaustion.Ask ? RunExhaustion.Stop : onExhaustion);
                using (run.Begin())
                {
                    try
                    {
                        await Stage.RunAsync(Make(form, stage, models), stream);
                    }
                    catch (Exception)
                    {
                        // Failed runs have a receipt, too.
                    }
                }

                spending += stage.Ledger.Total > 0 ? 1 : 0;
                stage.AssertWhole(run.GetReceipt());
                Assert.Equal((stage.Ledger.Total, 0m), (run.Spent, run.Reserved));
                Assert.True(limit == 0 || run.Spent <= limit);
            },
            iter: 60,
            threads: 1);
        Assert.True(spending > 20, $"{spending} of 60 cost anything");
    }

    private static AIAgent Make(Form form, Stage stage, string[] models)
    {
        var agents = models.Select((model, i) => stage.Agent($"agent-{i}", model)).ToArray();
        return form switch
        {
            Form.Sequential => AgentWorkflowBuilder.BuildSequential(agents).AsAIAgent(),
            Form.Concurrent => AgentWorkflowBuilder.BuildConcurrent(agents).AsAIAgent(),
            Form.GroupChat => AgentWorkflowBuilder.CreateGroupChatBuilderWith(static all => new RoundRobinGroupChatManager(all) { MaximumIterationCount = 3 }).AddParticipants(agents).Build().AsAIAgent(),
            _ => new DeliberationChatClient(stage.Router, new()
            {
                Drafters = [.. models.Select(static model => new DeliberationVoice { Model = model, MaxTokens = 100 })],
                Critic = new() { Model = models[0], MaxTokens = 100 },
                Arbiter = new() { Model = "cloud", MaxTokens = 100 },
            }).AsAIAgent(new RoutedAgentOptions { Name = "council" }),
        };
    }
}
