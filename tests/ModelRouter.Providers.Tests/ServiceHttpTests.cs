using Azure.Core.Pipeline;

namespace ModelRouter.Providers.Tests;

public class ServiceHttpTests
{
    [Fact]
    public void Who_leaves_an_answer_keeps_no_model_at_work_for_long()
    {
        using var ours = ServiceHttp.Connections();
        using var openAI = Assert.IsType<SocketsHttpHandler>(new OpenAIProviderOptions().HandlerFactory());
        Assert.All([ours, openAI], static connections => Assert.InRange(connections.ResponseDrainTimeout, TimeSpan.Zero, TimeSpan.FromMilliseconds(200)));

        // Azure's own waits two seconds, as .NET does.
        Assert.NotSame(HttpClientTransport.Shared, AzureTransport.ClientOptions(new()).Transport);
    }
}
