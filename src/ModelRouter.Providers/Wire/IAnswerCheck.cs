namespace ModelRouter.Providers;

/// <summary>Knows what a whole answer of one dialect looks like. One instance per answer.</summary>
internal interface IAnswerCheck
{
    /// <summary>True once the answer is whole by its own word; what follows isn't read.</summary>
    bool IsOver { get; }

    /// <summary>Takes the next line, without its end.</summary>
    /// <exception cref="ModelServiceException">The line is none of the dialect's, or says that the service has failed.</exception>
    void Line(ReadOnlySpan<byte> line);

    /// <summary>The connection has ended.</summary>
    /// <exception cref="ModelServiceException">The answer can't be over yet.</exception>
    void End();
}
