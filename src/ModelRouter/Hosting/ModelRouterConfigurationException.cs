namespace ModelRouter;

/// <summary>The configuration can't be used; the message says where, why and what to write instead.</summary>
public sealed class ModelRouterConfigurationException : Exception
{
    /// <summary>An error at <paramref name="path"/>, a configuration path such as <c>ModelRouter:Models:r1:Tier</c>.</summary>
    public ModelRouterConfigurationException(string path, string message, Exception? innerException = null)
        : base($"{path}: {message}", innerException) => Path = path;

    private ModelRouterConfigurationException(ModelRouterConfigurationException first, IEnumerable<ModelRouterConfigurationException> others)
        : base(first.Message, first.InnerException) => (Path, Others) = (first.Path, [.. others]);

    /// <summary>The configuration path of the error.</summary>
    public string Path { get; }

    /// <summary>Further errors that were found with it, for who tells all of them.</summary>
    internal IReadOnlyList<ModelRouterConfigurationException> Others { get; } = [];

    /// <summary>The first of several errors, with the others.</summary>
    internal static ModelRouterConfigurationException Of(IReadOnlyList<ModelRouterConfigurationException> errors) =>
        errors.Count == 1 ? errors[0] : new(errors[0], errors.Skip(1));
}
