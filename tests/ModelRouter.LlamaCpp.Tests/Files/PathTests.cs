using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class PathTests
{
    [Fact]
    public async Task A_relative_path_is_that_of_the_moment_it_was_given()
    {
        using var model = Tiny.R1Script("x");
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, model.Path);

        using (var client = new LlamaChatClient(Tiny.Options(model) with { ModelPath = relative }))
        {
            await client.AskAsync(streaming: false);
            Assert.True(SharedModels.Contains(model.Path));
            Assert.Equal(model.Path, client.Info!.Path);
        }

        Assert.False(SharedModels.Contains(model.Path));
    }

    [Fact]
    public void A_client_tells_of_itself()
    {
        using var client = new LlamaChatClient(new() { ModelPath = "models/r1.gguf" });

        Assert.Equal("r1", ((ChatClientMetadata)client.GetService(typeof(ChatClientMetadata))!).DefaultModelId);
        Assert.Same(client, client.GetService(typeof(LlamaChatClient)));
        Assert.Null(client.GetService(typeof(LlamaModelInfo)));
        Assert.Null(client.GetService(typeof(ChatClientMetadata), "other"));
        Assert.Null(client.GetService(typeof(string)));
    }
}
