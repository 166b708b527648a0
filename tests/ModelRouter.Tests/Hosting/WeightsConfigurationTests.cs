using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Tests;

public sealed class WeightsConfigurationTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.weights");

    [Fact]
    public void A_router_predicts_by_the_weights_that_its_configuration_names()
    {
        using (var file = File.Create(_file))
        {
            RouterWeights.Default.Write(file);
        }

        using var services = Services();
        var decision = services.GetRequiredService<ModelRouterChatClient>().Route([new(ChatRole.User, "Sort these numbers: 3, 9, 4")]);

        Assert.NotNull(decision.Profile.Vector);
        Assert.Equal(new LearnedSuccessPredictor().Predict(decision.Profile, services.GetRequiredService<ModelRouterChatClient>().Endpoints[0].Profile), decision.Ranking[0].SuccessProbability);
    }

    [Theory]
    [InlineData(null, "can't be used")]
    [InlineData("no weights at all", "no router weights")]
    public void Weights_that_cannot_be_used_are_told_with_their_place(string? content, string told)
    {
        if (content is not null)
        {
            File.WriteAllText(_file, content);
        }

        using var services = Services();
        var wrong = Assert.Throws<ModelRouterConfigurationException>(services.GetRequiredService<ModelRouterChatClient>);
        Assert.Equal("ModelRouter:Learning:Weights", wrong.Path);
        Assert.Contains(told, wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ModelRouter:Models:deepseek-r1:Provider"] = "fake",
            ["ModelRouter:Models:deepseek-r1:Tier"] = "SelfHosted",
            ["ModelRouter:Models:deepseek-r1:Unpriced"] = "true",
            ["ModelRouter:Learning:Weights"] = _file,
        }).Build();
        var services = new ServiceCollection();
        services.AddModelRouter(configuration, static builder => builder.AddProvider(new FakeProvider()));
        return services.BuildServiceProvider();
    }
}
