using System.Net;
using System.Net.Http.Headers;

namespace ModelRouter.LlamaCpp;

/// <summary>Speaks HTTP to a registry and to where it redirects. Redirects are followed here and not by the handler, since a token must
/// not travel along and encryption must not be lost on the way.</summary>
internal sealed class RegistryClient : IDisposable
{
    private const int MaxRedirects = 10;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(30),
    });

    private readonly ModelDownloadOptions _options;
    private readonly TimeProvider _time;

    public RegistryClient(ModelDownloadOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);

        // The idle timeout watches; a limit on the whole would end long downloads.
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("modelrouter", "0.1"));
        _http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Asks the registry for a file's checksum and size, which for large files the Hugging Face hub gives in the headers
    /// <c>X-Linked-ETag</c> (the SHA-256 under which Git LFS stores it) and <c>X-Linked-Size</c>, beside a redirect to its store.</summary>
    /// <exception cref="LostConnectionException">It may be tried again.</exception>
    /// <exception cref="ModelDownloadException">It may not.</exception>
    public async Task<RegistryFile> ProbeAsync(Uri address, CancellationToken ct)
    {
        string? hash = null;
        long? bytes = null;

        // Stores sign their addresses for GET, so that a HEAD there would be refused. And only the registry itself is believed.
        using var response = await SendAsync(HttpMethod.Head, address, static _ => { }, staysOnHost: true, ct, answer =>
        {
            hash ??= Header(answer, "X-Linked-ETag") is { } tag ? Checksum.Parse(tag.Replace("W/", "", StringComparison.Ordinal).Trim('"')) : null;
            bytes ??= long.TryParse(Header(answer, "X-Linked-Size"), out var size) && size >= 0 ? size : null;
        }).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            bytes ??= response.Content.Headers.ContentLength;
        }
        else if (!IsRedirect(response) && response.StatusCode is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented))
        {
            throw Refusal(response, address);
        }

        return new(hash, bytes);
    }

    /// <summary>Asks for a file's content from a place on.</summary>
    /// <param name="address">The file.</param>
    /// <param name="from">The first byte wanted; 0 for the whole.</param>
    /// <param name="tag">The entity tag of what is there already; the server sends the whole if its own is another.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="LostConnectionException">It may be tried again.</exception>
    /// <exception cref="ModelDownloadException">It may not.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri address, long from, EntityTagHeaderValue? tag, CancellationToken ct)
    {
        var response = await SendAsync(HttpMethod.Get, address, Prepare, staysOnHost: false, ct).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return response;
        }

        using (response)
        {
            throw Refusal(response, address);
        }

        void Prepare(HttpRequestMessage request)
        {
            if (from > 0)
            {
                request.Headers.Range = new RangeHeaderValue(from, null);
                request.Headers.IfRange = tag is null ? null : new RangeConditionHeaderValue(tag);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, Action<HttpRequestMessage> prepare, bool staysOnHost, CancellationToken ct, Action<HttpResponseMessage>? look = null)
    {
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(method, address);
            prepare(request);
            if (IsRegistry(address) && IsPrivate(address) && Token is { } token)
            {
                if (!HeaderText.IsSendable(token))
                {
                    throw new ModelDownloadException(
                        ModelDownloadFailure.Unauthorized, $"The token in {_options.TokenVariable} holds characters that HTTP can't send; copy it anew from the registry.");
                }

                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            var response = await SendOnceAsync(request, ct).ConfigureAwait(false);
            try
            {
                look?.Invoke(response);
                if (!IsRedirect(response))
                {
                    return response;
                }

                var next = RedirectRule.Next(address, response.Headers.Location, hops, MaxRedirects);
                if (staysOnHost && !IsRegistry(next))
                {
                    return response;
                }

                address = next;
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var idle = new CancellationTokenSource(_options.IdleTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, idle.Token);
        var host = request.RequestUri!.Authority;
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new LostConnectionException($"{host} did not answer.");
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            throw new ModelDownloadException(
                ModelDownloadFailure.Unreachable, $"{host} can't be reached: {failure.Message} Is the machine online, and the registry's address right?", failure);
        }
        catch (HttpRequestException failure)
        {
            throw new LostConnectionException($"{host} can't be reached: {failure.Message}", failure);
        }
    }

    private Exception Refusal(HttpResponseMessage response, Uri address)
    {
        var status = (int)response.StatusCode;
        var answer = $"{address.Authority} answered {status}{(string.IsNullOrEmpty(response.ReasonPhrase) ? "" : $" ({response.ReasonPhrase})")}";
        return status switch
        {
            401 or 403 => new ModelDownloadException(ModelDownloadFailure.Unauthorized, $"{answer} to {address}. {TokenAdvice(address)}"),
            404 or 410 => new ModelDownloadException(
                ModelDownloadFailure.NotFound, $"{answer} to {address}: the registry does not have this file. Is the registry's address right?"),
            408 or 425 or 429 or >= 500 => new LostConnectionException($"{answer}.", wait: Wait(response)),
            _ => new ModelDownloadException(ModelDownloadFailure.BadAnswer, $"{answer} to {address}, which is not the file."),
        };
    }

    private string TokenAdvice(Uri address) => this switch
    {
        { _options.TokenVariable: not { Length: > 0 } } => "The model may be gated, and no environment variable is configured that would hold a token.",
        { Token: null } =>
            $"The model may be gated: accept its licence at the registry, and put a token of yours into the environment variable {_options.TokenVariable}.",
        _ when !IsPrivate(address) => $"The token in {_options.TokenVariable} is not sent over plain http; configure the registry's https address.",
        _ => $"The token in {_options.TokenVariable} does not open it: accept the model's licence at the registry, or renew the token.",
    };

    private string? Token => _options.TokenVariable is { Length: > 0 } name && Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } token ? token : null;

    private TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow(),
        _ => null,
    };

    /// <summary>True for the registry's scheme, host and port; anywhere else is foreign.</summary>
    private bool IsRegistry(Uri address) =>
        Uri.Compare(address, _options.Registry, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsPrivate(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.IsLoopback;

    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
