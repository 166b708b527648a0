using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Tests;

/// <summary>A real file that changes while many call: no request fails, and each is decided by one version of it.</summary>
[Collection(RunsAlone.Name)]
public sealed class ReloadUnderLoadTests : IDisposable
{
    private const int Callers = 16;

    /// <summary>How many versions to write, 100 if it isn't set; 1,231 take a minute.</summary>
    private const string Switch = "MODELROUTER_RELOADS";
    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-reload-").FullName;

    private string FilePath => Path.Combine(_folder, "appsettings.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_request_is_lost_and_no_policy_torn(bool stream)
    {
        File.WriteAllText(FilePath, Version(1));
        using var files = new PhysicalFileProvider(_folder);
        var source = new JsonConfigurationSource
        {
            FileProvider = files, Path = "appsettings.json", ReloadOnChange = true, ReloadDelay = 5, OnLoadException = static load => load.Ignore = true,
        };
        var logger = new ListLogger<ModelRouterChatClient>();
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<ModelRouterChatClient>>(logger);
        services.AddModelRouter(new ConfigurationBuilder().Add(source).Build(), b => b.AddProvider(new EchoProvider()));
        await using var provider = services.BuildServiceProvider();
        var router = provider.GetRequiredService<ModelRouterChatClient>();

        using var end = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<int, int>();
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(router, stream, seen, end.Token), CancellationToken.None)).ToArray();

        // One after the other: each that can be used comes into effect, each that can't is told and changes nothing.
        var version = 1;
        for (var i = 2; i <= 30; i++)
        {
            var isBroken = i % 3 == 0;
            var rejected = Rejected(logger);
            Write(isBroken ? Broken(i) : Version(i), inPlace: i % 2 == 0);
            version = isBroken ? version : i;
            await UntilAsync(() => isBroken ? Rejected(logger) > rejected : router.Route(Routers.Hello).Worth == version);
            Assert.Equal(version, router.Route(Routers.Hello).Worth);
        }

        // And every 50 ms, whether or not the last one has been read. The last one of all isn't broken.
        var last = int.TryParse(Environment.GetEnvironmentVariable(Switch), out var wanted) ? Math.Max(100, wanted) : 100;
        last += last % 3 == 0 ? 1 : 0;
        for (var i = 31; i <= last; i++)
        {
            Write(i % 3 == 0 ? Broken(i) : Version(i), inPlace: i % 2 == 0);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await UntilAsync(() => seen.ContainsKey(last));
        await end.CancelAsync();
        await Task.WhenAll(callers);
        Assert.Null(router.Reload!.Failure);
        Assert.All(seen.Keys, v => Assert.NotEqual(0, v % 3));
        Assert.Superset(Enumerable.Range(1, 30).Where(v => v % 3 != 0 && v != 1).ToHashSet(), seen.Keys.ToHashSet());
    }

    private static async Task CallAsync(ModelRouterChatClient router, bool stream, ConcurrentDictionary<int, int> seen, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var response = await router.AskCancellablyAsync(stream, Routers.Hello, null, CancellationToken.None);
            var decision = response.GetRoutingReceipt()!.Decision;
            var version = (int)decision.Worth;
            seen[version] = 1;

            // Rules, options, price and the model that was asked are all of one version.
            Assert.Equal([$"only-{version}", $"deny-{version}"], decision.PolicyRules);
            Assert.Equal($"from m{version % 2}", response.Text);
            Assert.Equal(version, (int)decision.Ranking[0].Cost);
            Assert.Equal(2, decision.Excluded.Count);
            Assert.Equal([$"policy:deny-{version}", $"policy:only-{version}"], decision.Excluded.Select(e => e.Rule).Order());
            await Task.Delay(1, CancellationToken.None);
        }
    }

    private static string Version(int v) => $$"""
        { "ModelRouter": {
            "Models": {
              "m0": { "Provider": "echo", "Tier": "Cloud", "Price": { "InputPerMillion": 1, "OutputPerMillion": 1, "PerRequest": {{v}} } },
              "m1": { "Provider": "echo", "Tier": "Cloud", "Price": { "InputPerMillion": 1, "OutputPerMillion": 1, "PerRequest": {{v}} } },
              "m2": { "Provider": "echo", "Tier": "Specialized", "Price": { "InputPerMillion": 1, "OutputPerMillion": 1, "PerRequest": {{v}} } } },
            "Routing": { "Worth": {{v}} },
            "Policy": { "Rules": [
              { "Name": "only-{{v}}", "Only": { "Models": ["m{{v % 2}}", "m2"] } },
              { "Name": "deny-{{v}}", "Deny": { "Tiers": ["Specialized"] } } ] } } }
        """;

    private static string Broken(int v) => (v % 4) switch
    {
        0 => Version(v)[..(Version(v).Length / 2)],
        1 => Version(v).Replace("\"Deny\"", "\"Denny\"", StringComparison.Ordinal),
        2 => Version(v).Replace("\"m2\"] }", "\"m9\"] }", StringComparison.Ordinal),
        _ => "",
    };

    private void Write(string text, bool inPlace)
    {
        if (inPlace)
        {
            File.WriteAllText(FilePath, text);
        }
        else
        {
            File.WriteAllText(FilePath + ".new", text);
            File.Move(FilePath + ".new", FilePath, overwrite: true);
        }
    }

    private static int Rejected(ListLogger<ModelRouterChatClient> logger) => logger.Entries.Count(e => e.Id == 10);

    private static async Task UntilAsync(Func<bool> isDone)
    {
        for (var i = 0; !isDone(); i++)
        {
            Assert.True(i < 6_000, "It never comes.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private sealed class EchoProvider : IModelProvider
    {
        public string Name => "echo";

        public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings) => new EchoClient(model.Id);
    }

    private sealed class EchoClient(string model) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return new(new ChatMessage(ChatRole.Assistant, $"from {model}"));
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, $"from {model}");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
