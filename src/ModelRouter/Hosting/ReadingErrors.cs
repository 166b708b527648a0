namespace ModelRouter;

/// <summary>Gathers what is wrong with parts that are read one by one, so that the first error doesn't hide the others. Not safe for concurrent use.</summary>
internal sealed class ReadingErrors
{
    private readonly List<ModelRouterConfigurationException> _errors = [];

    /// <summary>What a part gives; nothing if it is wrong.</summary>
    internal T? Try<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (ModelRouterConfigurationException wrong)
        {
            // What is said of a key once more is a consequence of the first.
            _errors.AddRange(((ModelRouterConfigurationException[])[wrong, .. wrong.Others]).Where(error => !_errors.Exists(told => told.Path == error.Path)).ToList());
            return default;
        }
    }

    /// <summary>Throws the first error, with the others.</summary>
    /// <exception cref="ModelRouterConfigurationException">There is one.</exception>
    internal void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw ModelRouterConfigurationException.Of(_errors);
        }
    }
}
