using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core.Pipeline;
using CsCheck;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>What a service says an answer used costs the same streamed and whole, in every dialect and wherever it is said.</summary>
public class WireCostTests
{
    private static readonly Gen<decimal> Price = Gen.Long[0, 100_000_000_000_000].Select(n => n / 1_000_000_000_000m);

    private static readonly Gen<ModelPricing> Prices =
        from input in Price
        from cached in Gen.Nullable(Price)
        from output in Price
        from thinking in Gen.Nullable(Price)
        from write in Gen.Nullable(Price)
        from longWrite in Gen.Nullable(Price)
        select new ModelPricing
        {
            InputPerMillion = input, CachedInputPerMillion = cached, CacheWritePerMillion = write, LongCacheWritePerMillion = longWrite,
            OutputPerMillion = output, ReasoningPerMillion = thinking,
        };

    // At each of four pieces of an answer the usage so far, as per cent of its output; null for none.
    private static readonly Gen<int?[]> Growth = Gen.Nullable(Gen.Int[0, 100]).Array[4];

    public static TheoryData<string> Dialects => [.. OpenAIDialects.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Chat_completions(string dialect) =>
        Gen.Select(Prices, WireUsage.Any, Growth, Gen.Enum<Place>()).Sample(
            (prices, usage, growth, place) => Check(
                prices,
                place == Place.Nowhere ? null : usage.Told(dialect is not ("gemini" or "mistral"), dialect != "mistral", hasWritten: dialect is "qwen" or "openrouter" or "generic"),
                stream => OpenAI(dialect, stream ? Stream(dialect, usage, growth, place) : Whole(dialect, usage, place))),
            iter: 700);

    [Fact]
    public void Azure_AI_Inference() =>
        Gen.Select(Prices, WireUsage.Any, Growth, Gen.Enum<Place>().Where(static place => place != Place.Choice)).Sample(
            (prices, usage, growth, place) => Check(
                prices,
                place == Place.Nowhere ? null : usage.Told(),
                stream => Azure(stream ? Stream("azure", usage, growth, place) : Whole("azure", usage, place))),
            iter: 600);

    [Fact]
    public async Task Anthropic()
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json("{}"));
        Gen.Select(Prices, WireUsage.Any, Growth, Gen.Bool).Sample(
            (prices, usage, growth, repeatsInput) =>
            {
                server.Answer = _ => WireAnswer.Events(AnthropicStream(usage, growth, repeatsInput));
                Check(
                    prices,
                    usage.Told(hasThinking: false, hasWritten: true, hasWrittenLong: true),
                    _ => Clients.Create(new AnthropicModelProvider(), "claude", server.Address, ("ApiKey", "key")));
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public async Task Ollama()
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json("{}"));
        Gen.Select(Prices, WireUsage.Any, Gen.Bool).Sample(
            (prices, usage, tells) =>
            {
                server.Answer = request => request.Path == "/api/show"
                    ? WireAnswer.Json(OllamaRecordings.Show("qwen3", "thinking"))
                    : WireAnswer.Lines(OllamaLines(tells ? usage : null));
                Check(
                    prices,
                    tells ? usage.Told(hasCached: false, hasThinking: false) : null,
                    _ => Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address));
            },
            iter: 500,
            threads: 1);
    }

    /// <summary>Bills an answer both ways and by hand.</summary>
    /// <param name="prices">The price list.</param>
    /// <param name="expected">The usage that the service told of; <see langword="null"/> if it told of none.</param>
    /// <param name="connect">Makes a client for a streamed answer, or for a whole one.</param>
    private static void Check(ModelPricing prices, TokenUsage? expected, Func<bool, IChatClient> connect)
    {
        var (streamed, buffered) = (Bill(true), Bill(false));
        Assert.Equal(buffered, streamed);
        if (expected is { } usage)
        {
            Assert.Equal(usage, streamed.Usage);
            var longWrites = usage.Details?.LongCacheWriteTokens ?? 0;
            Assert.Equal(
                ((prices.InputPerMillion * (usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens))
                    + ((prices.CacheWritePerMillion ?? prices.InputPerMillion) * (usage.CacheWriteTokens - longWrites))
                    + ((prices.LongCacheWritePerMillion ?? prices.CacheWritePerMillion ?? prices.InputPerMillion) * longWrites)
                    + ((prices.CachedInputPerMillion ?? prices.InputPerMillion) * usage.CachedInputTokens)
                    + (prices.OutputPerMillion * (usage.OutputTokens - usage.ReasoningTokens))
                    + ((prices.ReasoningPerMillion ?? prices.OutputPerMillion) * usage.ReasoningTokens)) / 1_000_000m,
                streamed.Cost);
        }
        else
        {
            Assert.True(streamed.Usage.IsEstimated);
        }

        SpendEntry Bill(bool stream)
        {
            var ledger = new InMemorySpendLedger();
            using var router = new ModelRouterChatClient([new(Clients.Profile("m") with { Pricing = prices }, connect(stream), ownsClient: true)], ledger: ledger);
            var receipt = router.AskAsync(stream).GetAwaiter().GetResult().GetRoutingReceipt()!;
            var entry = Assert.Single(ledger.Snapshot());
            Assert.Equal((entry.Usage, entry.Cost, entry.Cost), (receipt.Usage, receipt.Cost, Assert.Single(receipt.Attempts).Cost));
            return entry with { CallId = default, At = default, Duration = default, TimeToFirstContent = null };
        }
    }

    private static IChatClient OpenAI(string dialect, WireAnswer answer) =>
        new OpenAIModelProvider(new() { HandlerFactory = () => new CannedHandler(_ => CannedHandler.Answer(answer)) }).CreateClient(
            OpenAITestClient.Profile, OpenAITestClient.Section(("Endpoint", "http://localhost/v1"), ("Dialect", dialect)));

    private static AzureInferenceChatClient Azure(WireAnswer answer) => new(
        new("http://localhost/models"),
        new AzureKeyCredential("key"),
        new() { Configure = options => options.Transport = new HttpClientTransport(new CannedHandler(_ => CannedHandler.Answer(answer))) });

    private static WireAnswer Whole(string dialect, WireUsage usage, Place place)
    {
        var answer = Piece("message", "one two three four", "stop");
        if (place != Place.Nowhere)
        {
            answer["usage"] = Usage(dialect, usage);
        }

        return WireAnswer.Json(answer.ToJsonString());
    }

    private static WireAnswer Stream(string dialect, WireUsage usage, int?[] growth, Place place)
    {
        var events = new List<JsonObject>();
        string[] words = ["one", " two", " three", " four"];
        for (var i = 0; i < words.Length; i++)
        {
            var piece = Piece("delta", words[i], i == 3 ? "stop" : null);
            piece["usage"] = place switch
            {
                Place.Pieces when growth[i] is { } percent => Usage(dialect, usage.At(percent)),
                Place.LastPiece when i == 3 => Usage(dialect, usage),
                _ => null,
            };
            if (place == Place.Choice && i == 3)
            {
                piece["choices"]![0]!["usage"] = Usage(dialect, usage);
            }

            events.Add(piece);
        }

        if (place is Place.Pieces or Place.Behind)
        {
            events.Add(new() { ["id"] = "c1", ["choices"] = new JsonArray(), ["usage"] = Usage(dialect, usage) });
        }

        return WireAnswer.Events(string.Concat(events.Select(e => $"data: {e.ToJsonString()}\n\n")) + "data: [DONE]\n\n");
    }

    private static JsonObject Piece(string part, string text, string? end) => new()
    {
        ["id"] = "c1",
        ["model"] = "m",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0, [part] = new JsonObject { ["role"] = "assistant", ["content"] = text }, ["finish_reason"] = end,
        }),
    };

    private static JsonObject Usage(string dialect, WireUsage usage)
    {
        var json = new JsonObject
        {
            ["prompt_tokens"] = usage.Input,

            // Gemini counts thinking in the total alone.
            ["completion_tokens"] = dialect == "gemini" ? usage.Output - usage.Thinking : usage.Output,
            ["total_tokens"] = usage.Input + usage.Output,
        };
        switch (dialect)
        {
            case "gemini" or "mistral":
                return json;
            case "deepseek":
                json["prompt_cache_hit_tokens"] = usage.Cached;
                json["prompt_cache_miss_tokens"] = usage.Input - usage.Cached;
                break;
            case "generic":
                json["cached_tokens"] = usage.Cached;
                json["cache_creation_input_tokens"] = usage.Written;
                break;
            case "qwen" or "openrouter":
                json["prompt_tokens_details"] = new JsonObject
                {
                    ["cached_tokens"] = usage.Cached, [dialect == "qwen" ? "cache_creation_input_tokens" : "cache_write_tokens"] = usage.Written,
                };
                break;
            default:
                json["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.Cached, ["audio_tokens"] = 0 };
                break;
        }

        json["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Thinking };
        if (dialect == "openrouter")
        {
            json["cost"] = 0.5;
            json["cost_details"] = new JsonObject { ["upstream_inference_cost"] = null };
        }

        return json;
    }

    private static string AnthropicStream(WireUsage usage, int?[] growth, bool repeatsInput)
    {
        var start = Input();
        start["output_tokens"] = 1;
        var message = new JsonObject
        {
            ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["model"] = "claude", ["content"] = new JsonArray(), ["stop_reason"] = null, ["usage"] = start,
        };
        List<JsonObject> events =
        [
            new() { ["type"] = "message_start", ["message"] = message },
            new() { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = new JsonObject { ["type"] = "text", ["text"] = "" } },
            new() { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = "one two" } },
            new() { ["type"] = "content_block_stop", ["index"] = 0 },
        ];
        if (growth[0] is { } percent)
        {
            // Its counts grow, and may come more than once.
            events.Add(Delta(Math.Max(1, usage.At(percent).Output), null));
        }

        events.Add(Delta(usage.Output, "end_turn"));
        events.Add(new() { ["type"] = "message_stop" });
        return AnthropicRecordings.Events([.. events.Select(e => e.ToJsonString())]);

        JsonObject Input() => new()
        {
            ["input_tokens"] = usage.Input - usage.Cached - usage.Written,
            ["cache_creation_input_tokens"] = usage.Written,
            ["cache_creation"] = new JsonObject
            {
                ["ephemeral_5m_input_tokens"] = usage.Written - usage.WrittenLong, ["ephemeral_1h_input_tokens"] = usage.WrittenLong,
            },
            ["cache_read_input_tokens"] = usage.Cached,
        };

        JsonObject Delta(long output, string? reason)
        {
            var used = repeatsInput ? Input() : [];
            used["output_tokens"] = output;
            return new() { ["type"] = "message_delta", ["delta"] = new JsonObject { ["stop_reason"] = reason, ["stop_sequence"] = null }, ["usage"] = used };
        }
    }

    private static string OllamaLines(WireUsage? usage)
    {
        var end = Line("");
        end["done"] = true;
        end["done_reason"] = "stop";
        if (usage is not null)
        {
            (end["prompt_eval_count"], end["eval_count"]) = (usage.Input, usage.Output);
        }

        return string.Concat(new[] { Line("one"), Line(" two"), end }.Select(line => line.ToJsonString() + "\n"));

        static JsonObject Line(string text) => new()
        {
            ["model"] = "qwen3:8b",
            ["created_at"] = "2026-11-02T09:12:01.1Z",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            ["done"] = false,
        };
    }

    private enum Place
    {
        Nowhere,
        Behind,
        LastPiece,
        Pieces,
        Choice,
    }
}
