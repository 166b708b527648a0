using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelRouter.Examples.EnterpriseService;

/// <summary>Stands in for the company's vLLM server and for a service in the cloud: an HTTP server on this machine that speaks OpenAI's chat completions, streamed, and answers
/// by rule. The router reaches it as it would reach the real ones; only addresses and keys differ.</summary>
internal sealed class StandInService : IAsyncDisposable
{
    private const string Answer =
        "This answer comes from a stand-in on this machine that writes the same three sentences whatever it is asked. Tokens are counted and billed as if a model had "
        + "written it. Give the models real endpoints and keys, and nothing else changes in the service.";

    private static readonly string[] Models = ["r1-house", "small", "large"];

    private readonly WebApplication _app;

    private StandInService(WebApplication app) => _app = app;

    /// <summary>What turns the models of <c>appsettings.json</c> to it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings => Models.SelectMany(model => new KeyValuePair<string, string?>[]
    {
        new($"ModelRouter:Models:{model}:Settings:Endpoint", $"{_app.Urls.First()}/v1"),
        new($"ModelRouter:Models:{model}:Settings:ApiKey", "a-stand-in-needs-none"),
    });

    public static async Task<StandInService> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        app.MapPost("/v1/chat/completions", static context => CompleteAsync(context));
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task CompleteAsync(HttpContext http)
    {
        var request = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!;
        var model = request["model"]!.GetValue<string>();
        var thought = model.Contains("r1", StringComparison.OrdinalIgnoreCase) ? "A stand-in has nothing to think about, and shows where a thought would be." : "";
        http.Response.ContentType = "text/event-stream";
        if (thought.Length > 0)
        {
            await WriteAsync(http, Chunk(model, new() { ["role"] = "assistant", ["reasoning_content"] = thought }, null));
        }

        foreach (var word in Answer.Split(' '))
        {
            await WriteAsync(http, Chunk(model, new() { ["role"] = "assistant", ["content"] = word + " " }, null));
        }

        var last = Chunk(model, [], "stop");
        last["usage"] = new JsonObject
        {
            ["prompt_tokens"] = request["messages"]!.ToJsonString().Length / 4,
            ["completion_tokens"] = (Answer.Length + thought.Length) / 4,
            ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = thought.Length / 4 },
        };
        await WriteAsync(http, last);
        await http.Response.WriteAsync("data: [DONE]\n\n", http.RequestAborted);
    }

    private static JsonObject Chunk(string model, JsonObject delta, string? finish) => new()
    {
        ["id"] = "chatcmpl-stand-in",
        ["object"] = "chat.completion.chunk",
        ["created"] = 0,
        ["model"] = model,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
    };

    private static Task WriteAsync(HttpContext http, JsonObject chunk) =>
        http.Response.WriteAsync($"data: {chunk.ToJsonString(JsonSerializerOptions.Web)}\n\n", http.RequestAborted);
}
