using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter;
using ModelRouter.Examples;
using ModelRouter.Examples.PredictiveMaintenance;

var registered = new ServiceCollection();
registered.AddModelRouter(models => models.AddNanoR1()
    .AddModel(StandIns.R1, new StandInModel(StandIns.Explain))
    .AddModel(StandIns.Planner, StandInModel.Saying(StandIns.Plan)));
await using var services = registered.BuildServiceProvider();
var router = services.GetRequiredService<IChatClient>();

// The shift lead approves standstills of up to half an hour; with --ask the program asks you instead.
bool Approves(Proposal proposal)
{
    if (!args.Contains("--ask"))
    {
        return proposal.StandstillMinutes <= 30;
    }

    Console.Write("         Approve? (y/n) ");
    return Console.ReadLine() is "y" or "yes";
}

// begin-readme
// The shift has so much to spend on thinking about its machines; each machine's part of that is a run of its own, with a receipt.
var shift = new RoutingRun(limit: 0.0018m, RunExhaustion.Stop, "shift");
foreach (var line in MachineLine.Shift)
{
    var run = new RoutingRun(line.Machine) { Outer = shift };
    using (run.Begin())
    {
        await using var workflow = await InProcessExecution.RunStreamingAsync(Maintenance.Create(router), line);
        await foreach (var happened in workflow.WatchStreamAsync())
        {
            switch (happened)
            {
                case WorkflowOutputEvent { Data: Diagnosis found }:
                    Console.WriteLine($"{line.Machine}: {found.Failure}");
                    break;
                case WorkflowOutputEvent { Data: Explanation explained }:
                    Console.WriteLine($"         {explained.Text}");
                    break;
                case RequestInfoEvent { Request: var request } when request.TryGetDataAs<Proposal>(out var proposal):
                    var verdict = new Verdict(proposal, Approves(proposal));
                    Console.WriteLine($"         proposed: {proposal.Action}, {proposal.StandstillMinutes} min of standstill; {(verdict.IsApproved ? "approved" : "refused")}");
                    await workflow.SendResponseAsync(request.CreateResponse(verdict));
                    break;
                case WorkflowOutputEvent { Data: string done }:
                    Console.WriteLine($"         {done}");
                    break;
                case WorkflowErrorEvent { Exception: var failure } when failure?.GetBaseException() is BudgetExhaustedException spent:
                    Console.WriteLine($"         stopped: the {spent.Value} has US${spent.Left} left, and the next step may cost more");
                    break;
                case WorkflowErrorEvent { Exception: { } failure }:
                    throw failure;
            }
        }
    }

    foreach (var step in run.GetReceipt().Steps)
    {
        Console.WriteLine($"         {step.Agent,-13} {step.Model,-15} {step.Usage.OutputTokens,4} tokens  US${step.Cost}");
    }
}

// end-readme
var receipt = shift.GetReceipt();
Console.WriteLine($"the shift: {receipt.Steps.Count} steps, US${receipt.Cost} of US${receipt.Limit}{(receipt.IsStopped ? ", stopped at its limit" : "")}");
