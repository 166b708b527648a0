namespace ModelRouter.Tests;

/// <summary>Tests that read what the whole process measures, and so run beside no others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "runs alone";
}
