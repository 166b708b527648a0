namespace ModelRouter.Cli;

/// <summary>Collects what is missing, so that it is told at once and not one by one.</summary>
internal sealed class MissingOptions
{
    private readonly List<string> _names = [];

    /// <summary>The value; if there is none, the option is noted.</summary>
    public T Require<T>(T? value, string option)
        where T : struct
    {
        if (value is null)
        {
            _names.Add(option);
        }

        return value.GetValueOrDefault();
    }

    /// <exception cref="UsageException">Something is missing.</exception>
    public void Throw()
    {
        if (_names.Count > 0)
        {
            throw new UsageException($"missing: {string.Join(", ", _names)}; or begin with a --preset ({PresetOption.Known}) and change what differs.");
        }
    }
}
