namespace ModelRouter;

/// <summary>A try that failed below the router, in a client that then went on to another of its nodes.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Meter">What it used.</param>
/// <param name="Failure">What went wrong.</param>
/// <param name="Exception">How the node's client put it.</param>
/// <param name="Error">The failure as it may be stored.</param>
/// <param name="At">When it ended.</param>
/// <param name="Duration">From its request until its end.</param>
internal sealed record FailedTry(string Node, AttemptMeter Meter, ModelFailure Failure, Exception Exception, string Error, DateTimeOffset At, TimeSpan Duration);
