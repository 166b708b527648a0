using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace ModelRouter.Providers;

/// <summary>Brings requests to a service through OpenAI's client, and its failures back in our words.</summary>
/// <remarks>Safe for concurrent use. Owns its connections.</remarks>
internal sealed class OpenAITransport : IDisposable
{
    private const int MaxErrorBytes = 64 << 10;

    private readonly HttpClient _http;
    private readonly HttpClientPipelineTransport _transport;
    private readonly OpenAISecrets _secrets;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _wholeTimeout;
    private readonly bool _hasCredential;

    public OpenAITransport(
        string model, EndpointSettings endpoint, OpenAIProviderOptions options, AuthenticationTokenProvider? credential,
        string? organization, string? project)
    {
        _http = new(options.HandlerFactory()) { Timeout = Timeout.InfiniteTimeSpan };
        _transport = new(_http);
        _secrets = new(endpoint);
        Endpoint = endpoint.Endpoint;
        _time = options.TimeProvider;
        (_timeout, _wholeTimeout) = (endpoint.Timeout, endpoint.WholeTimeout);
        _hasCredential = credential is not null;
        var clientOptions = new OpenAIClientOptions
        {
            Endpoint = endpoint.Endpoint,
            OrganizationId = organization,
            ProjectId = project,
            Transport = _transport,

            // It would end a stream that pauses, too, which is for the router to do.
            NetworkTimeout = Timeout.InfiniteTimeSpan,

            // The router decides what follows a failure, and its ledger would not see a retry.
            RetryPolicy = new ClientRetryPolicy(0),
            ClientLoggingOptions = new() { EnableLogging = false },
        };
        clientOptions.AddPolicy(new OpenAIHeaderPolicy(endpoint.Headers), PipelinePosition.BeforeTransport);
        AuthenticationPolicy authentication = endpoint.ApiKey is { } key
            ? ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new(key))
            : credential is not null ? new BearerTokenPolicy(credential, options.CredentialScope)
            : new OpenAINoAuthentication();
#pragma warning disable OPENAI001 // Marked experimental; no other constructor takes a client that sends no key or a token.
        Client = new(model, authentication, clientOptions);
#pragma warning restore OPENAI001
    }

    /// <summary>The service's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>OpenAI's client, whose pipeline the requests go through.</summary>
    public ChatClient Client { get; }

    /// <summary>How long the service may be silent: until its answer begins, which one that isn't streamed does when it is whole.</summary>
    public Silence Wait(bool isStreaming, CancellationToken ct) => new(isStreaming ? _timeout : _wholeTimeout, _time, ct);

    /// <summary>Sends a request; gives the response, its body not yet read, if its status is that of an answer.</summary>
    /// <exception cref="OpenAIServiceException">The service refused or failed, or could not be reached.</exception>
    /// <exception cref="TimeoutException">It was silent for too long before an answer.</exception>
    public async ValueTask<PipelineResponse> SendAsync(ReadOnlyMemory<byte> body, bool isStreaming, Silence silence)
    {
        var options = new RequestOptions { BufferResponse = false, CancellationToken = silence.Token, ErrorOptions = ClientErrorBehaviors.NoThrow };
        options.SetHeader("Accept", isStreaming ? "text/event-stream" : "application/json");
        PipelineResponse response;
        try
        {
            var result = await Client.CompleteChatAsync(BinaryContent.Create(BinaryData.FromBytes(body)), options).ConfigureAwait(false);
            response = result.GetRawResponse();
        }
        catch (Exception failure) when (IsFailure(failure, silence.Caller))
        {
            throw Translate(failure);
        }

        if (response.Status is >= 200 and < 300)
        {
            return response;
        }

        using (response)
        {
            throw Refusal(response.Status, await ReadErrorAsync(response, silence.Caller).ConfigureAwait(false), response.Headers);
        }
    }

    /// <summary>The failure that an error in place of an answer stands for.</summary>
    public OpenAIServiceException Refusal(int status, OpenAIError? error, PipelineResponseHeaders headers)
    {
        var failure = OpenAIFailureReader.Failure(status, error, name => headers.TryGetValue(name, out var value) ? value : null, _time);
        var where = status < 300 ? "with an error in place of an answer" : $"with HTTP {status}";
        var code = _secrets.Hide(error?.Name) is { } name ? $" ({name})" : "";
        var meaning = ErrorAnswer.Unpaid(failure.Status) is { } unpaid ? $": {unpaid}" : "";
        return new($"The service answered {where}{code}{meaning}.", failure) { Code = _secrets.Hide(error?.Name), Detail = _secrets.Hide(error?.Message) };
    }

    /// <summary>True if <see cref="Translate"/> has words for it: not if the caller gave up, and not if the words are ours already.</summary>
    public bool IsFailure(Exception exception, CancellationToken ct) => exception switch
    {
        OperationCanceledException => !ct.IsCancellationRequested,
        OpenAIServiceException => false,
        ClientResultException or IOException or HttpRequestException => true,
        _ => _hasCredential,
    };

    /// <summary>A failure of the connection, or of what it takes to get one, in our words.</summary>
    public static Exception Translate(Exception exception) => exception switch
    {
        OperationCanceledException or ClientResultException { InnerException: OperationCanceledException } =>
            new TimeoutException("The service was silent for longer than its Timeout allows.", exception),
        ClientResultException or IOException or HttpRequestException =>
            new OpenAIServiceException("The connection to the service failed.", new(CoreFailureReader.OfConnection(exception)), exception),
        _ => new OpenAIServiceException("The credential gave no token.", new(ModelFailureKind.Authentication), exception),
    };

    public void Dispose()
    {
        _transport.Dispose();
        _http.Dispose();
    }

    private async ValueTask<OpenAIError?> ReadErrorAsync(PipelineResponse response, CancellationToken ct)
    {
        using var late = ErrorAnswer.Patience(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            var body = await OpenAIBody.ReadAsync(response.ContentStream, MaxErrorBytes, either.Token).ConfigureAwait(false);
            using var json = JsonDocument.Parse(body);
            return OpenAIError.Find(json.RootElement);
        }
        catch (Exception unreadable) when (
            unreadable is JsonException or IOException or OpenAIServiceException or InvalidOperationException
            || (unreadable is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The status alone tells enough.
            return null;
        }
    }
}
