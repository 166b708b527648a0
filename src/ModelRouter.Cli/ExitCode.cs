namespace ModelRouter.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>It worked.</summary>
    public const int Success = 0;

    /// <summary>A model failed, or none may serve the prompt.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the configuration can't be used: an unknown option, model id or file.</summary>
    public const int Usage = 2;

    /// <summary>What was to be checked is not on this machine: <c>bench gpu-check</c> without a GPU.</summary>
    public const int Absent = 3;

    /// <summary>Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>A request to end, such as a container's: 128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
