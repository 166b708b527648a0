using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace ModelRouter.Examples.EnterpriseService;

/// <summary>Tells callers why nobody answered: 400 for a wish that doesn't exist, 402 for a budget that is spent, 422 for rules that let no model
/// serve, 503 for models that failed and for budgets that can't be asked now.</summary>
internal sealed class RoutingProblems(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (Describe(exception) is not { } problem)
        {
            return false;
        }

        http.Response.StatusCode = problem.Status!.Value;
        if (exception is BudgetExhaustedException { WindowEnd: var end } && end != DateTimeOffset.MaxValue)
        {
            http.Response.Headers.RetryAfter = end.ToString("R");
        }

        return await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem, Exception = exception });
    }

    private static ProblemDetails? Describe(Exception exception) => exception switch
    {
        BudgetExhaustedException spent => new()
        {
            Status = StatusCodes.Status402PaymentRequired,
            Title = "The budget is spent.",
            Detail = $"The budget '{spent.Budget}' has US${spent.Left:0.######} left, less than this call may cost.",
            Extensions = { ["budget"] = spent.Budget, ["leftUsd"] = spent.Left, ["wholeAgain"] = spent.WindowEnd },
        },
        BudgetUnavailableException => new() { Status = StatusCodes.Status503ServiceUnavailable, Title = "The budgets can't be asked. Try again later." },
        NoEligibleModelException none => new()
        {
            Status = StatusCodes.Status422UnprocessableEntity, Title = "No model may serve this prompt.", Detail = none.Decision.Explain(),
        },
        ArgumentException wrong => new() { Status = StatusCodes.Status400BadRequest, Title = "The request asks for something that doesn't exist.", Detail = wrong.Message },
        AllModelsFailedException => new() { Status = StatusCodes.Status503ServiceUnavailable, Title = "No model could answer. Try again later." },
        _ => null,
    };
}
