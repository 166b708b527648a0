using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Keys, headers and addresses hold canaries, services quote what they were sent: no canary is ever heard of again.</summary>
public class CanaryTests
{
    // One word in all of them, so that a part of a secret is found as well.
    private const string Mark = "k4n4ri";
    private const string Key = "sk-k4n4ri-key-0123456789";
    private const string Header = "k4n4ri-header-0123456789";
    private const string Query = "k4n4ri-query-0123456789";
    private const string Prompt = "zanzibarprompt";
    private const string Echo = $"Bearer {Key} {Header} {Query} '{Prompt}'";

    private static readonly string[] Secrets =
    [
        Mark, .. new[] { Key, Header, Query }.Select(secret => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^1]),
    ];

    private static readonly WireAnswer Error = WireAnswer.Json(
        $$$"""{"type":"error","error":{"type":"{{{Key}}}","code":"{{{Key}}}","param":"{{{Header}}}","message":"You sent {{{Echo}}}"},"message":"{{{Echo}}}"}""");

    /// <summary>What services do to us, each with all that they know.</summary>
    private static readonly (string Name, WireAnswer Answer)[] Faults =
    [
        .. new[] { 400, 401, 403, 404, 408, 413, 429, 500, 503, 529 }.Select(status => ($"HTTP {status}", Error with { Status = status })),
        ("an error that is a text", WireAnswer.Json($$"""{"error":"{{Echo}}"}""", 401)),
        ("a page", WireAnswer.Json($"<html>{Echo}</html>", 502).With("Content-Type", "text/html")),
        ("a redirect", WireAnswer.Json(Echo, 302).With("Location", $"/elsewhere?key={Key}")),
        ("a redirect to somebody else", WireAnswer.Json(Echo, 307).With("Location", $"http://127.0.0.2:9/{Key}")),
        ("a wait that is none", Error with { Status = 429, Headers = Error.Headers.SetItem("Retry-After", Key) }),
        ("an error in place of an answer", Error),
        ("no JSON", WireAnswer.Json(Echo)),
        ("JSON of another kind", WireAnswer.Json($$"""{"{{Key}}":["{{Header}}"]}""")),
        ("no kind of content that there is", WireAnswer.Json("{}").With("Content-Type", Key)),
        ("no events", WireAnswer.Events($"{Echo}\n\n")),
        ("events that are no JSON", WireAnswer.Events($"event: {Key}\ndata: {Echo}\n\n")),
        ("an error among events", WireAnswer.Events($"event: error\ndata: {Encoding.UTF8.GetString(Error.Body.Span)}\n\n")),
        ("lines that are no JSON", WireAnswer.Lines($"{Echo}\n")),
        ("an error among lines", WireAnswer.Lines($$"""{"error":"{{Echo}}"}""" + "\n")),
        ("bytes that are no text", WireAnswer.Events("data: ") with { Body = new byte[] { 100, 97, 116, 97, 58, 0xFF, 10, 10 } }),
        ("a cut before the answer", Error with { CutAfter = -1 }),
        ("a cut behind the headers", Error with { CutAfter = 0 }),
        ("a cut in the answer", Error with { CutAfter = 20 }),
        ("a headers' flood", Error with { Status = 401, Headers = Error.Headers.SetItem("WWW-Authenticate", $"Bearer realm=\"{Key}\"") }),
    ];

    public static TheoryData<string> Providers => ["openai", "ollama", "anthropic", "azure-ai-inference", "pool"];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Nothing_tells_a_secret(string provider)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json("{}"));
        using var told = new EverythingTold();
        var ledger = new InMemorySpendLedger();
        foreach (var streams in new[] { false, true })
        {
            server.Answer = Succeed;
            await AskAsync("success", "m", fails: false);
            foreach (var (name, fault) in Faults)
            {
                server.Answer = request => request.Path == "/api/show" && fault.Status == 200 ? Succeed(request) : fault;
                await AskAsync(name, "m");
            }

            server.Answer = _ => Error with { StallAfter = -1 };
            await AskAsync("silence", "impatient");
            await AskAsync("nobody there", "gone");

            async Task AskAsync(string name, string model, bool fails = true)
            {
                // A router of its own for each, since breakers would hide most of the faults.
                await using var services = Build(Models(provider, server.Address), told, ledger);
                var failed = await ToldByAsync($"{name} {streams}", services.GetRequiredService<IChatClient>(), streams, model, told);
                Assert.True(failed == fails, $"{name}, streaming {streams}: {(failed ? "a failure" : "an answer")}");
            }
        }

        foreach (var entry in ledger.Snapshot())
        {
            told.Take("ledger", entry);
        }

        // A test that hears nothing finds nothing: they were sent, and all that can tell them has told something.
        Assert.Contains(server.Requests, request => request.Headers.Values.Any(value => value.Contains(Key, StringComparison.Ordinal)));
        Assert.Contains(server.Requests, request => request["X-Secret"] == Header);
        Assert.DoesNotContain(server.Requests, request => request.Path.StartsWith("/elsewhere", StringComparison.Ordinal));
        Assert.Superset(
            new HashSet<string>(["receipt", "failure", "ledger", "decision", "log", "trace", "metric", "event"], StringComparer.Ordinal),
            told.Sources.ToHashSet(StringComparer.Ordinal));
        Assert.Empty(told.Find(Secrets));


        // Whoever puts Microsoft's logging into the pipeline and its level to Trace asks for the prompts.
        Assert.DoesNotContain(
            told.Find(Prompt),
            where => !where.StartsWith("failure", StringComparison.Ordinal)
                && !where.StartsWith("log Microsoft.Extensions.AI.LoggingChatClient: Trace", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Endpoint", $"Endpoint=https://service.example;AccountKey={Key}")]
    [InlineData("Endpoint", $"https://user:{Key}@service.example/v1")]
    [InlineData("Endpoint", $"ftp://service.example/{Key}")]
    [InlineData("ApiKeyVariable", Key)]
    [InlineData("ApiKeyVariable", "K4N4RiKeyThatLooksLikeAVariable")]
    [InlineData("ApiKey", $"{Key}\n")]
    [InlineData("ApiKey", $"{Key}\u00fc")]
    [InlineData("Headers:X-Secret", $"{Header}\nX: y")]
    [InlineData("Headers:X-Secret", $"{Header}\u00fc")]
    [InlineData("Headers:X Secret", Header)]
    public void Nothing_wrong_in_configuration_is_quoted_where_secrets_stand(string key, string value)
    {
        foreach (var provider in Providers.Select(row => row.Data).Where(static name => name != "pool"))
        {
            using var told = new EverythingTold();
            var settings = Models(provider, new("http://127.0.0.1:9/"));
            var where = $"ModelRouter:Models:m:Settings:{key}";
            settings[where] = value;
            if (key == "ApiKeyVariable")
            {
                settings.Remove("ModelRouter:Models:m:Settings:ApiKey");
            }

            using var services = Build(settings, told, new InMemorySpendLedger());
            if (Record.Exception(services.GetRequiredService<ModelRouterChatClient>) is { } wrong)
            {
                told.Take("failure", wrong);
                Assert.Contains("Settings:", wrong.Message, StringComparison.Ordinal);
            }
            else
            {
                // What is trimmed, or no client minds.
                Assert.Equal($"{Key}\n", value);
            }

            Assert.Empty(told.Find(Secrets));
        }
    }

    /// <summary>Asks a model, and takes all that comes of it. True if it failed.</summary>
    private static async Task<bool> ToldByAsync(string name, IChatClient client, bool streams, string model, EverythingTold told)
    {
        try
        {
            var answer = await client.AskAsync(streams, Prompt, new() { ModelId = model });
            told.Take($"receipt of {name}", answer.GetRoutingReceipt()!);
            return false;
        }
        catch (Exception exception)
        {
            told.Take($"failure by {name}", exception);
            if (exception is AllModelsFailedException failed)
            {
                told.Take($"attempts at {name}", failed.Attempts);
                told.Take($"decision on {name}", failed.Decision);
            }

            return true;
        }
    }

    private static WireAnswer Succeed(WireRequest request) => request.Path switch
    {
        "/api/show" => WireAnswer.Json(OllamaRecordings.Show("qwen3", "thinking")),
        "/api/chat" => WireAnswer.Lines(OllamaRecordings.Thought),
        "/v1/messages" => WireAnswer.Events(AnthropicRecordings.Text("Hi")),
        _ when request.Path.StartsWith("/models", StringComparison.Ordinal) => request.Json.TryGetProperty("stream", out var stream) && stream.GetBoolean() ? AzureRecordings.TextStream : AzureRecordings.Text,
        _ => request.Json.TryGetProperty("stream", out _)
            ? WireAnswer.Events(OpenAIRecordings.Of("openai").Events)
            : WireAnswer.Json(OpenAIRecordings.Of("openai").Json),
    };

    /// <summary>A model, the same one with little patience, and one whose service isn't there.</summary>
    private static Dictionary<string, string?> Models(string provider, Uri server)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["ModelRouter:Execution:RetryWait"] = "00:00:00",
        };
        foreach (var id in new[] { "m", "impatient", "gone" })
        {
            var model = $"ModelRouter:Models:{id}";
            settings[$"{model}:Provider"] = provider;
            settings[$"{model}:Tier"] = "Cloud";
            settings[$"{model}:Unpriced"] = "true";
            settings[$"{model}:ContextWindow"] = "100000";
            settings[$"{model}:ProviderModel"] = "qwen3:8b";
            var service = $"{model}:Settings";
            if (provider == "pool")
            {
                settings[$"{service}:Nodes:a:Provider"] = "openai";
                service = $"{service}:Nodes:a:Settings";
            }

            // Nothing listens on port 9 of this address.
            var path = provider switch { "azure-ai-inference" => "models", "openai" or "pool" => "v1", _ => "" };
            settings[$"{service}:Endpoint"] = new Uri(id == "gone" ? new Uri("http://127.0.0.2:9/") : server, $"{path}?secret={Query}").AbsoluteUri;
            settings[$"{service}:ApiKey"] = Key;
            settings[$"{service}:Headers:X-Secret"] = Header;
            settings[$"{service}:Timeout"] = id == "impatient" ? "00:00:00.2" : "00:01:00";
        }

        return settings;
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings, EverythingTold told, ISpendLedger ledger)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders().AddProvider(told.Logs).SetMinimumLevel(LogLevel.Trace));
        services
            .AddModelRouter(
                new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
                router => router.AddOpenAI().AddOllama().AddAnthropic().AddAzureInference().AddPool().UseLedger(ledger))
            .UseLogging()
            .UseOpenTelemetry();
        return services.BuildServiceProvider();
    }
}
