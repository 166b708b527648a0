namespace ModelRouter.Tests;

public sealed class EndpointReloadTests
{
    [Fact]
    public void What_was_learned_of_a_client_outlives_every_reload()
    {
        using var router = new ModelRouterChatClient([Routers.Endpoint("a", new FakeChatClient())]);
        router.Apply(new(), static endpoint => endpoint.Profile);
        Assert.False(router.Endpoints[0].TellsConfidence);
        router.Endpoints[0].NoteConfidence();
        router.Apply(new(), static endpoint => endpoint.Profile);
        router.Apply(new(), static endpoint => endpoint.Profile);
        Assert.True(router.Endpoints[0].TellsConfidence);
    }
}
