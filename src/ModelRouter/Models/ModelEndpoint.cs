using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A model that can be called: its profile, its client and its health.</summary>
/// <remarks>Safe for concurrent use as far as its client is. May serve several routers, which then share its health.</remarks>
public sealed class ModelEndpoint : IDisposable
{
    private bool _mayDispose;
    private EndpointGate? _gate;
    private readonly ModelEndpoint? _origin;
    private bool _hasToldConfidence;
    private bool? _isConfidenceSource;

    /// <summary>An endpoint.</summary>
    /// <param name="profile">What is known of the model.</param>
    /// <param name="client">Any chat client that reaches it.</param>
    /// <param name="ownsClient">True to dispose <paramref name="client"/> along with the endpoint.</param>
    /// <param name="health">Its breaker; by default one by the options and the clock of the first router that takes the endpoint.</param>
    /// <exception cref="ArgumentException">The profile is out of its ranges, or its id is reserved.</exception>
    public ModelEndpoint(ModelProfile profile, IChatClient client, bool ownsClient = false, EndpointHealth? health = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(client);
        if (ModelProfileCheck.Problem(profile) is { } problem)
        {
            throw new ArgumentException(problem, nameof(profile));
        }

        Profile = ReferenceEquals(profile.History, HistoryDialect.Default) && client.GetService<HistoryDialect>() is { } dialect
            ? profile with { History = dialect }
            : profile;
        Client = client;
        _mayDispose = ownsClient;
        Health = health ?? EndpointHealth.Unadopted();
    }

    /// <summary>The same endpoint with other knowledge of its model: client, health and limits are shared, and stay the first one's to dispose.</summary>
    private ModelEndpoint(ModelEndpoint same, ModelProfile profile)
    {
        (Profile, Client, Health, _gate, _origin) = (profile, same.Client, same.Health, same.Gate, same._origin ?? same);
    }

    /// <summary>What is known of the model, what its client knows included.</summary>
    public ModelProfile Profile { get; }

    /// <summary>The client that reaches it.</summary>
    public IChatClient Client { get; }

    /// <summary>Whether it may be called at the moment.</summary>
    public EndpointHealth Health { get; }

    /// <summary>How telemetry names its client and model.</summary>
    internal ClientIdentity Identity => field ??= ClientIdentity.Of(Profile, Client);

    /// <summary>How many tries its client makes for one request at most.</summary>
    internal int MostTries => field > 0 ? field : field = Math.Max(1, Client.GetService<TryLimit>()?.Most ?? 1);

    /// <summary>True if its answers are known to come with a <see cref="GenerationConfidence"/>.</summary>
    internal bool TellsConfidence => Volatile.Read(ref (_origin ?? this)._hasToldConfidence) || (_isConfidenceSource ??= Client.GetService<ConfidenceSource>() is not null);

    /// <summary>Keeps it within its limits; <see langword="null"/> if it has none.</summary>
    internal EndpointGate? Gate => Volatile.Read(ref _gate);

    /// <summary>Disposes the client if the endpoint owns it; once, however many routers share the endpoint.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _mayDispose, false))
        {
            Client.Dispose();
        }
    }

    /// <summary>The same endpoint with other knowledge of its model.</summary>
    internal ModelEndpoint With(ModelProfile profile) => new(this, profile);

    /// <summary>An answer has come with its confidence.</summary>
    internal void NoteConfidence() => Volatile.Write(ref (_origin ?? this)._hasToldConfidence, true);

    /// <summary>Lets the first router's clock measure the limits.</summary>
    internal void AdoptGate(TimeProvider time)
    {
        if (Volatile.Read(ref _gate) is null && EndpointGate.Of(Profile.Limits, time) is { } made)
        {
            Interlocked.CompareExchange(ref _gate, made, null);
        }
    }
}
