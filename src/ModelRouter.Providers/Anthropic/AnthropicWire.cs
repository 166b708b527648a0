namespace ModelRouter.Providers;

/// <summary>Stands between Anthropic's client and the connection: errors keep what the client would lose, and answers are checked
/// before they are read.</summary>
/// <remarks>The timeout is kept here and not by the client of HTTP, whose own would end the reading of an error, too, that came late.</remarks>
internal sealed class AnthropicWire(TimeSpan timeout, TimeProvider time) : DelegatingHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await BeginAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode)
            {
                // The client's exceptions don't say when to come again.
                throw AnthropicErrors.Of(await ErrorAnswer.ReadAsync(response, timeout, time, cancellationToken).ConfigureAwait(false));
            }

            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            response.Content = new StreamContent(new CheckedStream(stream, new AnthropicAnswerCheck(), CancellationToken.None));
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> BeginAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var silence = new Silence(timeout, time, cancellationToken);
        try
        {
            return await base.SendAsync(request, silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (silence.IsTooLong)
        {
            throw new TimeoutException("Anthropic's service was silent for longer than its Timeout allows.", exception);
        }
    }
}
