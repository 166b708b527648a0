using Microsoft.Extensions.Options;

namespace ModelRouter;

/// <summary>The ranges of the options, told in sentences.</summary>
internal sealed class ModelRouterOptionsValidator : IValidateOptions<ModelRouterOptions>
{
    // Far above any price, and low enough that no product of amounts leaves the range of decimal.
    internal const decimal MaxAmount = 1_000_000_000m;

    public ValidateOptionsResult Validate(string? name, ModelRouterOptions options)
    {
        var problems = Problems(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(static problem => problem.Message));
    }

    internal static void ThrowIfInvalid(ModelRouterOptions options)
    {
        var problems = Problems(options);
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems.Select(static problem => problem.Message)), nameof(options));
        }
    }

    internal static List<OptionProblem> Problems(ModelRouterOptions options)
    {
        var problems = new List<OptionProblem>();
        if (options.Worth is <= 0 or > MaxAmount)
        {
            problems.Add(new("Routing:Worth", $"Worth is {options.Worth}; it must be greater than 0 and at most {MaxAmount} US dollars."));
        }

        foreach (var (task, worth) in options.TaskWorth)
        {
            if (!Enum.IsDefined(task))
            {
                problems.Add(new($"Routing:TaskWorth:{task}", $"TaskWorth names the task {task}, which is none."));
            }
            else if (worth is <= 0 or > MaxAmount)
            {
                problems.Add(new($"Routing:TaskWorth:{task}", $"TaskWorth for {task} is {worth}; it must be greater than 0 and at most {MaxAmount} US dollars."));
            }
        }

        if (options.WaitPricePerSecond is < 0 or > MaxAmount)
        {
            problems.Add(new("Routing:WaitPricePerSecond", $"WaitPricePerSecond is {options.WaitPricePerSecond}; it must be from 0 to {MaxAmount} US dollars."));
        }

        if (options.Health.FailureThreshold < 1)
        {
            problems.Add(new("Health:FailureThreshold", $"Health.FailureThreshold is {options.Health.FailureThreshold}; it must be at least 1."));
        }

        if (options.Health.Cooldown <= TimeSpan.Zero || options.Health.MaxCooldown < options.Health.Cooldown)
        {
            problems.Add(new(
                options.Health.Cooldown <= TimeSpan.Zero || options.Health.MaxCooldown == new EndpointHealthOptions().MaxCooldown ? "Health:Cooldown" : "Health:MaxCooldown",
                $"Health.Cooldown is {options.Health.Cooldown} and Health.MaxCooldown {options.Health.MaxCooldown}; "
                + "the first must be greater than 0 and the second at least as long."));
        }

        if (options.Health.MaxCooldown > ModelLimitsCheck.LongestWait)
        {
            problems.Add(new("Health:MaxCooldown", $"Health.MaxCooldown is {options.Health.MaxCooldown}; it must be at most {ModelLimitsCheck.LongestWait.Days} days."));
        }

        if (!(options.Health.Jitter is >= 0 and <= 1))
        {
            problems.Add(new("Health:Jitter", $"Health.Jitter is {options.Health.Jitter}; it must be from 0 to 1."));
        }

        AddProblems(options.Execution, problems);
        problems.AddRange(CascadeCheck.Problems(options.Cascade));
        problems.AddRange(BudgetCheck.Problems(options.Budgets));
        if (options.Policy is null)
        {
            problems.Add(new("Policy", "Policy must not be null; RoutingPolicy.None has no rules."));
        }
        else
        {
            problems.AddRange(PolicyRuleCheck.Problems(options.Policy).Select(static problem => new OptionProblem("Policy", problem.ToException().Message)));
        }

        return problems;
    }

    private static void AddProblems(ExecutionOptions options, List<OptionProblem> problems)
    {
        if (options.MaxAttempts < 1)
        {
            problems.Add(new("Execution:MaxAttempts", $"Execution.MaxAttempts is {options.MaxAttempts}; it must be at least 1."));
        }

        AddWaitProblem(nameof(options.RetryWait), options.RetryWait, problems);
        AddWaitProblem(nameof(options.OpenWait), options.OpenWait, problems);
        AddTimeoutProblem(nameof(options.FirstContentTimeout), options.FirstContentTimeout, problems);
        AddTimeoutProblem(nameof(options.StallTimeout), options.StallTimeout, problems);
        AddTimeoutProblem(nameof(options.AttemptTimeout), options.AttemptTimeout, problems);
        AddTimeoutProblem(nameof(options.CallTimeout), options.CallTimeout, problems);
        AddTimeoutProblem(nameof(options.HedgeDelay), options.HedgeDelay, problems);
    }

    private static void AddWaitProblem(string name, TimeSpan value, List<OptionProblem> problems)
    {
        if (value < TimeSpan.Zero || value > ModelLimitsCheck.LongestWait)
        {
            problems.Add(new($"Execution:{name}", $"Execution.{name} is {value}; it must be from 0 to {ModelLimitsCheck.LongestWait.Days} days."));
        }
    }

    private static void AddTimeoutProblem(string name, TimeSpan value, List<OptionProblem> problems)
    {
        if (!ModelLimitsCheck.IsTimeout(value))
        {
            problems.Add(new($"Execution:{name}", $"Execution.{name} is {value}; it must be greater than 0 and at most {ModelLimitsCheck.LongestWait.Days} days, or infinite."));
        }
    }
}
