using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Integration.Tests;

/// <summary>OpenAI's chat completions on a loopback port, answered by the project's own engine: a peer that knows nothing of the client.</summary>
internal sealed class EngineServer : IAsyncDisposable
{
    internal const string Model = "tiny";

    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly WebApplication _app;
    private readonly LlamaChatClient _engine;
    private readonly int _busyStatus;

    private EngineServer(WebApplication app, LlamaChatClient engine, int busyStatus) => (_app, _engine, _busyStatus) = (app, engine, busyStatus);

    /// <summary>Up to <c>/chat/completions</c>.</summary>
    internal Uri Address { get; private set; } = null!;

    /// <summary>What happens to its requests, in order: <c>begun</c>, then <c>done</c>, <c>aborted</c> or <c>refused</c>.</summary>
    internal ChannelReader<string> Events => _events.Reader;

    /// <summary>Starts a server; the model is loaded before it listens.</summary>
    /// <param name="options">The model.</param>
    /// <param name="busyStatus">What it answers when the engine's line is full.</param>
    internal static async Task<EngineServer> StartAsync(LlamaModelOptions options, int busyStatus = 503)
    {
        var engine = new LlamaChatClient(options);
        await engine.LoadAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new EngineServer(builder.Build(), engine, busyStatus);
        server._app.MapGet("/v1/models", static context => WriteAsync(context, 200, EngineWire.Models(Model)));
        server._app.MapPost("/v1/chat/completions", server.CompleteAsync);
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Address = new Uri(addresses.Addresses.First() + "/v1");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _engine.Dispose();
    }

    private async Task CompleteAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var (messages, options) = EngineWire.Read(request.RootElement);
        _events.Writer.TryWrite("begun");
        try
        {
            if (request.RootElement.TryGetProperty("stream", out var stream) && stream.GetBoolean())
            {
                await StreamAsync(context, messages, options, request.RootElement);
            }
            else
            {
                await WriteAsync(context, 200, EngineWire.Answer(Model, await _engine.GetResponseAsync(messages, options, context.RequestAborted)));
            }

            _events.Writer.TryWrite("done");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            _events.Writer.TryWrite("aborted");
        }
        catch (ContextOverflowException overflow)
        {
            await RefuseAsync(context, 400, "context_length_exceeded", overflow);
        }
        catch (EngineBusyException busy)
        {
            context.Response.Headers.RetryAfter = "30";
            await RefuseAsync(context, _busyStatus, "busy", busy);
        }
    }

    private async Task StreamAsync(HttpContext context, List<ChatMessage> messages, ChatOptions options, JsonElement request)
    {
        var ct = context.RequestAborted;
        await using var updates = _engine.GetStreamingResponseAsync(messages, options, ct).GetAsyncEnumerator(ct);

        // What is refused is refused before the status has gone out.
        var hasNext = await updates.MoveNextAsync();
        context.Response.ContentType = "text/event-stream";
        for (; hasNext; hasNext = await updates.MoveNextAsync())
        {
            foreach (var chunk in EngineWire.Chunks(Model, updates.Current, EngineWire.WantsUsage(request)))
            {
                await context.Response.WriteAsync($"data: {chunk}\n\n", ct);
                await context.Response.Body.FlushAsync(ct);
            }
        }

        await context.Response.WriteAsync("data: [DONE]\n\n", ct);
    }

    private async Task RefuseAsync(HttpContext context, int status, string code, Exception reason)
    {
        await WriteAsync(context, status, EngineWire.Error(code, reason.Message));
        _events.Writer.TryWrite("refused");
    }

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
