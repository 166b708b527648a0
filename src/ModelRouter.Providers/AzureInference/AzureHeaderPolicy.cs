using Azure.Core;
using Azure.Core.Pipeline;

namespace ModelRouter.Providers;

/// <summary>Sends configured headers with every request.</summary>
internal sealed class AzureHeaderPolicy(IReadOnlyDictionary<string, string> headers) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        foreach (var (name, value) in headers)
        {
            message.Request.Headers.SetValue(name, value);
        }
    }
}
