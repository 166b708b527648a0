using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ModelRouter.TestModels;

/// <summary>A model registry on this machine that serves one file under every address, as well as a good one does, or as badly as a
/// test wants. It writes HTTP by hand, because no server library breaks a connection in the middle on purpose.</summary>
public sealed class TinyRegistry : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<RegistryRequest> _requests = new();
    private readonly Task _serving;

    /// <summary>Serves <paramref name="content"/>.</summary>
    public TinyRegistry(byte[] content)
    {
        Content = content;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The file; tests change it between requests.</summary>
    public byte[] Content { get; set; }

    /// <summary>Replaces the right answer; tests set it.</summary>
    public Func<RegistryRequest, RegistryAnswer, RegistryAnswer> Fault { get; set; } = static (_, right) => right;

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>All that it was asked, in order.</summary>
    public IReadOnlyList<RegistryRequest> Requests => [.. _requests];

    /// <summary>What was asked for content.</summary>
    public IReadOnlyList<RegistryRequest> Downloads => [.. _requests.Where(r => r.IsGet)];

    /// <summary>The SHA-256 of a file.</summary>
    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _serving;
        _ending.Dispose();
    }

    /// <summary>The right answer: ranges, If-Range, entity tags, and the hub's headers for checksum and size.</summary>
    private RegistryAnswer Right(RegistryRequest request)
    {
        var content = Content;
        var tag = $"\"{Hash(content)[..16]}\"";
        var answer = new RegistryAnswer(200).With("ETag", tag).With("Accept-Ranges", "bytes");
        if (!request.IsGet)
        {
            return answer.With("Content-Length", $"{content.Length}")
                .With("X-Linked-ETag", $"\"{Hash(content)}\"").With("X-Linked-Size", $"{content.Length}");
        }

        var isRange = request["Range"] is not null && (request["If-Range"] is not { } wanted || wanted == tag);
        var from = isRange ? int.Parse(request["Range"]!["bytes=".Length..].TrimEnd('-')) : 0;
        if (from >= content.Length)
        {
            return new RegistryAnswer(416).With("Content-Range", $"bytes */{content.Length}").With("Content-Length", "0");
        }

        answer = answer with { Status = isRange ? 206 : 200, Body = content.AsMemory(from) };
        answer = answer.With("Content-Length", $"{content.Length - from}");
        return isRange ? answer.With("Content-Range", $"bytes {from}-{content.Length - 1}/{content.Length}") : answer;
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (Exception ended) when (_ending.IsCancellationRequested && ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Which of them depends on whether the token or the closed socket ends the wait, or the listener had stopped before it.
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                if (await ReadAsync(reader) is { } request)
                {
                    _requests.Enqueue(request);
                    await WriteAsync(client, stream, Fault(request, Right(request)), request.IsGet);
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<RegistryRequest?> ReadAsync(StreamReader reader)
    {
        if ((await reader.ReadLineAsync(_ending.Token))?.Split(' ') is not [var method, var path, _])
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_ending.Token) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new(method, path, headers);
    }

    private async Task WriteAsync(TcpClient client, NetworkStream stream, RegistryAnswer answer, bool hasBody)
    {
        var head = new StringBuilder($"HTTP/1.1 {answer.Status} Answer\r\nConnection: close\r\n");
        foreach (var (name, value) in answer.Headers)
        {
            head.Append($"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _ending.Token);
        var most = hasBody ? Math.Min(answer.Body.Length, answer.CutAfter ?? answer.StallAfter ?? int.MaxValue) : 0;
        for (var sent = 0; sent < most;)
        {
            var count = Math.Min(answer.Packet, most - sent);
            await stream.WriteAsync(answer.Body.Slice(sent, count), _ending.Token);
            sent += count;
        }

        if (hasBody && answer.StallAfter is not null)
        {
            await Task.Delay(Timeout.Infinite, _ending.Token);
        }

        // A graceful end in the middle of a body is a broken one, too, and lets what was sent arrive.
        client.Client.Shutdown(SocketShutdown.Send);
    }
}
