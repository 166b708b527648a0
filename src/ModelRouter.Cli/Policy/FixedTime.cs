namespace ModelRouter.Cli;

/// <summary>A clock that stands still, to ask what a policy would say then.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
