namespace ModelRouter.Providers;

/// <summary>Stands between Anthropic's client and the connection: errors keep what the client would lose, and answers are checked
/// before they are read.</summary>
internal sealed class AnthropicWire(TimeSpan timeout, TimeProvider time) : DelegatingHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
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
}
