namespace ModelRouter.LlamaCpp;

/// <summary>Where models are downloaded from, and with how much patience.</summary>
public sealed class ModelDownloadOptions
{
    private readonly Uri _registry = ModelCatalog.DefaultRegistry;
    private readonly int _retries = 5;

    /// <summary>The registry's base address. Files are at <c>{registry}{owner}/{repository}/resolve/main/{file}</c>, as on the Hugging Face hub.</summary>
    /// <exception cref="ArgumentException">It is not absolute, not http or https, or holds a user name, a query or a fragment.</exception>
    public Uri Registry
    {
        get => _registry;
        init => _registry = Checked(value);
    }

    /// <summary>The name of an environment variable that holds a token; read for each request, sent to <see cref="Registry"/>'s host only,
    /// and only over https or to this machine. <see langword="null"/> sends none.</summary>
    public string? TokenVariable { get; init; } = ModelCatalog.DefaultTokenVariable;

    /// <summary>How often a failing connection is tried again before the next mebibyte has arrived.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Retries
    {
        get => _retries;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _retries = value;
        }
    }

    /// <summary>The wait before the first retry, 0 to a minute, default a second; it doubles with each, up to a minute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of this range.</exception>
    public TimeSpan RetryDelay
    {
        get;
        init
        {
            OptionRange.Within(value, TimeSpan.Zero, Retry.MaxDelay, nameof(value), nameof(RetryDelay));
            field = value;
        }
    } = TimeSpan.FromSeconds(1);

    /// <summary>How long a server may send nothing before the connection counts as broken; &gt; 0, at most 7 days, or infinite; default a minute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of this range.</exception>
    public TimeSpan IdleTimeout
    {
        get;
        init => field = OptionRange.Timeout(value, nameof(value), nameof(IdleTimeout));
    } = TimeSpan.FromSeconds(60);

    private static Uri Checked(Uri registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (!registry.IsAbsoluteUri || (registry.Scheme != Uri.UriSchemeHttps && registry.Scheme != Uri.UriSchemeHttp)
            || registry.UserInfo.Length > 0 || registry.Query.Length > 0 || registry.Fragment.Length > 0)
        {
            throw new ArgumentException("A registry is an address such as https://registry.example/ without user name, query and fragment.", nameof(registry));
        }

        return registry.AbsolutePath.EndsWith('/') ? registry : new Uri(registry.AbsoluteUri + "/");
    }
}
