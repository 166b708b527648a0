namespace ModelRouter;

/// <summary>The configuration can't be used; the message says where, why and what to write instead.</summary>
public sealed class ModelRouterConfigurationException : Exception
{
    /// <summary>An error at <paramref name="path"/>, a configuration path such as <c>ModelRouter:Models:r1:Tier</c>.</summary>
    public ModelRouterConfigurationException(string path, string message, Exception? innerException = null)
        : base($"{path}: {message}", innerException) => Path = path;

    /// <summary>The configuration path of the error.</summary>
    public string Path { get; }
}
