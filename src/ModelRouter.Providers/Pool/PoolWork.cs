namespace ModelRouter.Providers;

/// <summary>The work that a request is expected to make, in output tokens' worth.</summary>
/// <param name="Prompt">For reading what the node has not read yet.</param>
/// <param name="Output">For the answer.</param>
/// <param name="BeganAt">When it began, by the clock's timestamps.</param>
internal readonly record struct PoolWork(double Prompt, double Output, long BeganAt)
{
    public double Total => Prompt + Output;
}
