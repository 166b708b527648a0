using OllamaSharp;
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;

namespace ModelRouter.Providers;

/// <summary>OllamaSharp's client on a connection of ours: errors keep their status, and answers are checked before they are read.</summary>
internal sealed class OllamaWire : OllamaApiClient
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <param name="http">The connection, which the caller disposes.</param>
    /// <param name="model">The name that Ollama knows the model by.</param>
    /// <param name="time">The clock.</param>
    public OllamaWire(HttpClient http, string model, TimeProvider time)
        : base(http, model) => (_http, _time) = (http, time);

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendToOllamaAsync(
        HttpRequestMessage requestMessage, OllamaRequest? ollamaRequest, HttpCompletionOption completionOption, CancellationToken cancellationToken)
    {
        // Read with its body, an error whose body never comes would be a silent server.
        var response = await _http.SendAsync(requestMessage, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode)
            {
                var answer = await ErrorAnswer.ReadAsync(response, _http.Timeout, _time, cancellationToken).ConfigureAwait(false);
                throw OllamaErrors.Of(answer, SelectedModel);
            }

            if (ollamaRequest is ChatRequest)
            {
                // The library reads on without a token of the caller's; the stream knows it.
                var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                response.Content = new StreamContent(new CheckedStream(stream, new OllamaAnswerCheck(SelectedModel), cancellationToken));
            }
            else
            {
                using var late = new CancellationTokenSource(_http.Timeout, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
                await response.Content.LoadIntoBufferAsync(either.Token).ConfigureAwait(false);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
