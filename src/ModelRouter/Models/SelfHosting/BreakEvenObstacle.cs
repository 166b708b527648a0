namespace ModelRouter;

/// <summary>Why self-hosting never costs less than an API.</summary>
public enum BreakEvenObstacle
{
    /// <summary>One more million tokens costs at least as much as the API charges, before anything is paid for idle time.</summary>
    MarginalCost,

    /// <summary>Even a node that is as busy as it may be costs at least as much as the API charges for what it does.</summary>
    FullNodeCost,
}
