using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Tests;

/// <summary>Real files, one of which gets lost: .NET empties its source, and what the others tell must not pass for all that was meant.</summary>
[Collection(RunsAlone.Name)]
public sealed class FileReloadTests : IAsyncDisposable
{
    private const string Models = """
        { "ModelRouter": { "Models": {
            "home": { "Provider": "fake", "Tier": "SelfHosted", "Unpriced": true, "Quality": 0.2, "Residency": "in-house" },
            "cloud": { "Provider": "fake", "Tier": "Cloud", "Unpriced": true, "Quality": 0.9 } } } }
        """;

    private const string Policy = """{ "ModelRouter": { "Policy": { "Rules": [ { "Name": "stays", "Only": { "Residency": ["in-house"] } } ] } } }""";
    private const string Overlay = """{ "ModelRouter": { "Models": { "cloud": { "Clearance": "Public" } } } }""";
    private const string PolicyKey = "ModelRouter:Policy:Rules:0:Name";
    private const string OverlayKey = "ModelRouter:Models:cloud:Clearance";

    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-files-").FullName;
    private readonly PhysicalFileProvider _files;
    private readonly ListLogger<ModelRouterChatClient> _logger = new();
    private IConfigurationRoot? _configuration;
    private ServiceProvider? _services;

    public FileReloadTests()
    {
        _files = new(_folder);
        Write("app.json", Models);
        Write("policy.json", Policy);
        Write("overlay.json", Overlay);
    }

    /// <summary>How the router is given its configuration.</summary>
    public enum Given
    {
        Root,
        Chained,
        SectionOfContainer,
        Section,
    }

    public static MatrixTheoryData<string, string, Given> Losses { get; } = new(
        ["policy.json", "overlay.json"], ["half written", "empty", "not JSON", "deleted", "renamed"], [Given.Root, Given.Chained, Given.SectionOfContainer]);

    private ModelRouterChatClient Router => _services!.GetRequiredService<ModelRouterChatClient>();

    private ModelProfile Cloud => Router.Endpoints.Single(static e => e.Profile.Id == "cloud").Profile;

    private int Rejected => _logger.Entries.Count(static e => e.Id == 10);

    public async ValueTask DisposeAsync()
    {
        await (_services?.DisposeAsync() ?? ValueTask.CompletedTask);
        (_configuration as IDisposable)?.Dispose();
        _files.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_file_that_is_lost_changes_nothing_until_it_is_back(string file, string how, Given given)
    {
        Start(given);
        AssertInEffect(quality: 0.9);

        Lose(file, how);
        await UntilAsync(() => Now(file == "policy.json" ? PolicyKey : OverlayKey) is null);
        var (status, description) = await HealthAsync();
        Assert.Equal(HealthStatus.Degraded, status);
        Assert.Contains($"ModelRouter: JsonConfigurationProvider for '{file}' (Required) told something of it and is empty now", description, StringComparison.Ordinal);
        AssertInEffect(quality: 0.9);

        // Another file's change makes the router read, too.
        var rejected = Rejected;
        Write("app.json", Models.Replace("0.9", "0.8", StringComparison.Ordinal));
        await UntilAsync(() => Rejected > rejected);
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync()).Status);
        AssertInEffect(quality: 0.9);

        Write(file, file == "policy.json" ? Policy : Overlay);
        await UntilAsync(() => Cloud.Quality == 0.8);
        AssertInEffect(quality: 0.8);
        await UntilAsync(() => Router.Reload!.Failure is null);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_replaced_is_never_missed(bool inOneStep)
    {
        Start(Given.Root);
        var (name, text) = (Path.Combine(_folder, "policy.json"), Policy.Replace("stays", "remains", StringComparison.Ordinal));
        if (inOneStep)
        {
            Write("policy.json.new", text);
            File.Move(name + ".new", name, overwrite: true);
        }
        else
        {
            // As editors do that keep the old one.
            File.Move(name, name + "~");
            await UntilAsync(() => Now(PolicyKey) is null);
            Write("policy.json", text);
        }

        await UntilAsync(() =>
        {
            AssertInEffect(quality: 0.9);
            return Router.Route(Routers.Hello).PolicyRules is ["remains"];
        });
        Assert.Equal(inOneStep, Rejected == 0);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
    }

    [Fact]
    public async Task Links_that_are_exchanged_are_read_when_the_configuration_is()
    {
        // As Kubernetes mounts a ConfigMap: the file is a link through ..data, which leads to another folder with each version.
        Directory.CreateDirectory(Path.Combine(_folder, "..1"));
        Directory.CreateDirectory(Path.Combine(_folder, "..2"));
        File.Move(Path.Combine(_folder, "policy.json"), Path.Combine(_folder, "..1", "policy.json"));
        Write(Path.Combine("..2", "policy.json"), Policy.Replace("stays", "remains", StringComparison.Ordinal));
        var data = Path.Combine(_folder, "..data");
        try
        {
            Directory.CreateSymbolicLink(data, "..1");
            File.CreateSymbolicLink(Path.Combine(_folder, "policy.json"), Path.Combine("..data", "policy.json"));
        }
        catch (Exception failure) when (OperatingSystem.IsWindows() && failure is IOException or UnauthorizedAccessException)
        {
            Assert.Skip("Links take a privilege here.");
        }

        Start(Given.Root, isOptional: true);
        Assert.Equal(["stays"], Router.Route(Routers.Hello).PolicyRules);

        // A reader between two links finds nothing there.
        Directory.Delete(data);
        Record.Exception(_configuration!.Reload);
        Assert.Equal(["stays"], Router.Route(Routers.Hello).PolicyRules);

        Directory.CreateSymbolicLink(data, "..2");
        _configuration.Reload();
        Assert.Equal(["remains"], Router.Route(Routers.Hello).PolicyRules);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
    }

    [Fact]
    public async Task An_optional_file_that_an_application_finds_missing_when_it_reloads_is_lost_too()
    {
        Start(Given.SectionOfContainer, isOptional: true, reloadsOnChange: false);
        Lose("overlay.json", "deleted");
        _configuration!.Reload();
        Assert.Null(Now(OverlayKey));
        Assert.Contains("'overlay.json' (Optional)", Router.Reload!.Failure!.Error, StringComparison.Ordinal);
        AssertInEffect(quality: 0.9);

        Write("overlay.json", Overlay.Replace("Public", "Internal", StringComparison.Ordinal));
        _configuration.Reload();
        Assert.Equal(DataClass.Internal, Cloud.Clearance);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
    }

    [Fact]
    public async Task What_a_file_takes_back_on_purpose_is_taken_back_but_a_policy()
    {
        Start(Given.Root);
        const string Nothing = """{ "ModelRouter": {} }""";
        Write("overlay.json", Nothing);
        await UntilAsync(() => Cloud.Clearance == new ModelProfile { Id = "m", Tier = default, Pricing = ModelPricing.Free }.Clearance);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);

        Write("policy.json", Nothing);
        await UntilAsync(() => Router.Reload!.Failure is not null);
        Assert.Equal(
            "ModelRouter:Policy: Policy was removed. That takes a restart, and until then nothing of the changed configuration is in effect.",
            Router.Reload!.Failure!.Error);
        Assert.Equal(["stays"], Router.Route(Routers.Hello).PolicyRules);
    }

    [Fact]
    public async Task A_policy_stays_even_where_the_sources_are_not_known()
    {
        Start(Given.Section);
        Lose("policy.json", "half written");
        await UntilAsync(() => Now(PolicyKey) is null);
        var (status, description) = await HealthAsync();
        Assert.Equal(HealthStatus.Degraded, status);
        Assert.Contains("Policy was removed. That takes a restart", description, StringComparison.Ordinal);
        AssertInEffect(quality: 0.9);
    }

    private void Start(Given given, bool isOptional = false, bool reloadsOnChange = true)
    {
        var builder = new ConfigurationBuilder();
        foreach (var file in (string[])["app.json", "policy.json", "overlay.json"])
        {
            builder.Add(new JsonConfigurationSource { FileProvider = _files, Path = file, Optional = isOptional, ReloadOnChange = reloadsOnChange, ReloadDelay = 5 });
        }

        _configuration = builder.Build();
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<ModelRouterChatClient>>(_logger);
        services.AddLogging();
        if (given == Given.SectionOfContainer)
        {
            services.AddSingleton<IConfiguration>(_configuration);
        }

        services.AddModelRouter(
            given switch
            {
                Given.Root => _configuration,
                Given.Chained => new ConfigurationBuilder().AddConfiguration(_configuration).Build(),
                _ => _configuration.GetSection("ModelRouter"),
            },
            static b => b.AddProvider(new FakeProvider()));
        services.AddHealthChecks().AddModelRouter();
        _services = services.BuildServiceProvider();
        _ = Router;
    }

    private void AssertInEffect(double quality)
    {
        Assert.Equal(["home"], Router.Route(Routers.Hello).Ranking.Select(static r => r.Model));
        Assert.Equal((DataClass.Public, quality), (Cloud.Clearance, Cloud.Quality));
    }

    private string? Now(string key) => _configuration![key];

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private void Lose(string file, string how)
    {
        var path = Path.Combine(_folder, file);
        switch (how)
        {
            case "deleted":
                File.Delete(path);
                break;
            case "renamed":
                File.Move(path, path + ".bak");
                break;
            default:
                Write(file, how == "empty" ? "" : how == "not JSON" ? "# nothing" : File.ReadAllText(path)[..40]);
                break;
        }
    }

    private async Task<(HealthStatus Status, string? Description)> HealthAsync()
    {
        var report = await _services!.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return (report.Status, report.Entries["modelrouter"].Description);
    }

    private static async Task UntilAsync(Func<bool> isDone)
    {
        for (var i = 0; !isDone(); i++)
        {
            Assert.True(i < 6_000, "It never comes.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
