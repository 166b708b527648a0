namespace ModelRouter.Providers;

/// <summary>Knows what a whole answer of one dialect looks like. One instance per answer.</summary>
internal interface IAnswerCheck
{
    /// <summary>Takes the next line, without its end.</summary>
    /// <exception cref="ModelServiceException">The line is none of the dialect's, or says that the service has failed.</exception>
    void Line(ReadOnlySpan<byte> line);

    /// <summary>The answer is over.</summary>
    /// <exception cref="ModelServiceException">It can't be over yet.</exception>
    void End();
}
