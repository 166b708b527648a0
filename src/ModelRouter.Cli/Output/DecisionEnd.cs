namespace ModelRouter.Cli;

/// <summary>How a command ends that has only shown a decision.</summary>
internal static class DecisionEnd
{
    /// <summary>Tells what the decision leaves out, or that nobody may serve; gives the exit code.</summary>
    internal static int Tell(Terminal terminal, RoutingDecision decision, bool hasBudgets)
    {
        if (decision.Ranking.Count == 0)
        {
            terminal.WriteError("no model may serve this prompt; the rules that exclude each are above.");
            return ExitCode.Failure;
        }

        if (hasBudgets)
        {
            terminal.WriteNote("budgets and limits are not asked here: a model without room is passed over when it is its turn.");
        }

        return ExitCode.Success;
    }
}
