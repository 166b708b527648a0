using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ModelRouter.TestProviders;

/// <summary>An HTTP server on a loopback port that answers as it is told to, byte by byte.</summary>
public sealed class WireServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<WireRequest> _requests = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly WebApplication _app;

    private WireServer(WebApplication app) => _app = app;

    /// <summary>What it answers; may be changed between requests.</summary>
    public required Func<WireRequest, WireAnswer> Answer { get; set; }

    /// <summary>Told when it has fallen silent in the middle of an answer.</summary>
    public Action<WireRequest>? Stalled { get; set; }

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>All that it was asked, in order.</summary>
    public IReadOnlyList<WireRequest> Requests => [.. _requests];

    /// <summary>Starts a server.</summary>
    public static async Task<WireServer> StartAsync(Func<WireRequest, WireAnswer> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new WireServer(builder.Build()) { Answer = answer };
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Address = new Uri(addresses.Addresses.First() + "/");
        return server;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _app.DisposeAsync();
        _ending.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new WireRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        _requests.Enqueue(request);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, context.RequestAborted);
        try
        {
            await WriteAsync(context, request, Answer(request), over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The client went away, or the test is over.
            context.Abort();
        }
    }

    private async Task WriteAsync(HttpContext context, WireRequest request, WireAnswer answer, CancellationToken over)
    {
        if (answer.CutAfter < 0)
        {
            context.Abort();
            return;
        }

        if (answer.StallAfter < 0)
        {
            await StallAsync(request, over);
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        // Each packet goes out by itself.
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        await context.Response.StartAsync(over);
        var end = Math.Min(answer.CutAfter ?? int.MaxValue, Math.Min(answer.EndAfter ?? int.MaxValue, answer.StallAfter ?? int.MaxValue));
        var body = answer.Body[..Math.Min(answer.Body.Length, end)];
        for (var at = 0; at < body.Length;)
        {
            var packet = body.Slice(at, Math.Min(answer.Packet, body.Length - at));
            await context.Response.Body.WriteAsync(packet, over);
            await context.Response.Body.FlushAsync(over);
            at += packet.Length;
        }

        if (answer.StallAfter is not null)
        {
            await StallAsync(request, over);
        }

        if (answer.CutAfter is not null)
        {
            context.Abort();
        }
    }

    private Task StallAsync(WireRequest request, CancellationToken over)
    {
        Stalled?.Invoke(request);
        return Task.Delay(Timeout.Infinite, over);
    }
}
