using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;
using ModelRouter.AgentFramework;

namespace ModelRouter.Examples.PredictiveMaintenance;

/// <summary>The workflow: diagnosis, explanation, proposal, approval. A healthy machine leaves it after the first step, which is the cheap one.</summary>
internal static class Maintenance
{
    public static Workflow Create(IChatClient router)
    {
        // begin-readme
        // Three agents on three tiers: who knows machines is small and cheap, who explains thinks, who plans writes JSON.
        var diagnostician = router.AsAIAgent(new RoutedAgentOptions { Name = "diagnostician", Tier = ModelTier.Specialized });
        var explainer = router.AsAIAgent(new RoutedAgentOptions
        {
            Name = "explainer", Tier = ModelTier.SelfHosted, Task = PromptTask.Reasoning, Instructions = "Explain the diagnosis to the people at the machine.",
        });
        var planner = router.AsAIAgent(new RoutedAgentOptions
        {
            Name = "planner", Tier = ModelTier.Cloud, Task = PromptTask.Planning, MaxTokens = 200, Instructions = "Propose what to do, and how long the machine stands.",
        });

        ExecutorBinding diagnose = Step<MachineLine, Diagnosis>("diagnose", async line =>
        {
            var response = await diagnostician.RunAsync(line.Reading);
            return new(line, response.Text, string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text)), response.GetDataClass());
        });
        ExecutorBinding explain = Step<Diagnosis, Explanation>("explain", async found =>
        {
            var response = await explainer.RunAsync($"{found.Line.Reading}\nDiagnosis: {found.Failure}\nChecks:\n{found.Thought}", options: Declaring(found.DataClass));
            return new(found, response.Text, response.GetDataClass());
        });
        ExecutorBinding propose = Step<Explanation, Proposal>("propose", async explained =>
            (await planner.RunAsync<Proposal>(explained.Text, options: Declaring(explained.DataClass))).Result with { Machine = explained.Diagnosis.Line.Machine });
        ExecutorBinding approval = RequestPort.Create<Proposal, Verdict>("shift lead");
        ExecutorBinding act = Step<Verdict, string>("act", verdict => ValueTask.FromResult(
            verdict.IsApproved ? $"Ordered: {verdict.Proposal.Action}" : $"Not now: {verdict.Proposal.Action}"));

        return new WorkflowBuilder(diagnose)
            .AddEdge<Diagnosis>(diagnose, explain, static found => found!.IsFailure)
            .AddEdge(explain, propose).AddEdge(propose, approval).AddEdge(approval, act)
            .WithOutputFrom(diagnose, explain, act)
            .Build();
        // end-readme
    }

    /// <summary>Between the steps goes text, which says nothing of what was read for it.</summary>
    private static ChatClientAgentRunOptions Declaring(DataClass known) => new(new ChatOptions().WithDataClass(known));

    private static ExecutorBinding Step<TIn, TOut>(string id, Func<TIn, ValueTask<TOut>> run) => run.BindAsExecutor(id);
}
