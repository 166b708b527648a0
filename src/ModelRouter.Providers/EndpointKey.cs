namespace ModelRouter.Providers;

/// <summary>A service's key, and where it is from.</summary>
/// <remarks>A class and no record: a record would print the key.</remarks>
/// <param name="value">The key.</param>
/// <param name="path">The configuration path that says it, or says where it is.</param>
/// <param name="holder">What holds it, as a sentence's subject.</param>
internal sealed class EndpointKey(string value, string path, string holder)
{
    /// <summary>The key.</summary>
    public string Value => value;

    /// <summary>An error at the key's place that doesn't quote it.</summary>
    public ModelRouterConfigurationException Wrong(string problem) => new(path, $"{holder} {problem}");
}
