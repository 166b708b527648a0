using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Breaks a recorded stream at every byte: what comes out is the whole answer, or an exception that a reader understands.</summary>
/// <remarks>The bytes that replace others (0xFF and 0) are such as no answer may hold. One letter in the place of another is beyond
/// every reader, since nothing on these wires has a checksum.</remarks>
internal static partial class StreamFaults
{
    private static readonly string[] EveryByte = ["cut", "end", "ff", "nul"];

    /// <summary>What a server answers to a prompt of ours.</summary>
    public static WireAnswer Break(WireAnswer whole, WireRequest request)
    {
        var match = Prompt().Match(request.Body);
        var at = int.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture);
        return match.Groups["kind"].Value switch
        {
            "cut" => whole with { CutAfter = at },
            "end" => whole with { EndAfter = at },
            "ff" => whole with { Body = With(whole.Body, at, 0xFF) },
            "nul" => whole with { Body = With(whole.Body, at, 0) },
            "stall" => whole with { StallAfter = at },
            "slow" => whole with { Packet = 1 },
            "slowcut" => whole with { Packet = 1, CutAfter = at },
            var kind => throw new ArgumentException(kind),
        };
    }

    /// <summary>Asks for every break of an answer of <paramref name="length"/> bytes.</summary>
    /// <returns>What is wrong; empty if nothing is.</returns>
    public static async Task<IReadOnlyCollection<string>> RunAsync(IChatClient client, IFailureReader reader, int length, string expected)
    {
        var wrong = new ConcurrentQueue<string>();
        var caught = 0;
        var faults = Enumerable.Range(0, length).SelectMany(static at => EveryByte.Select(kind => (kind, at)))
            .Concat(Enumerable.Range(0, 12).Select(i => ("slowcut", i * length / 12)))
            .Append(("slow", 0));
        await Parallel.ForEachAsync(faults, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (fault, ct) =>
        {
            var (kind, at) = fault;
            try
            {
                // Both ways of asking take turns; each meets every kind and, over the bytes of a field, every place.
                var response = await client.AskAsync((at + kind.Length) % 2 == 0, [new(ChatRole.User, $"break:{kind}:{at}")], until: ct);
                if (Transcript.Of(response) is var actual && actual != expected)
                {
                    wrong.Enqueue($"{kind} at {at}: {actual}");
                }
            }
            catch (Exception exception)
            {
                Interlocked.Increment(ref caught);
                if (kind == "slow" || reader.Read(exception)?.Kind is not (ModelFailureKind.Transport or ModelFailureKind.MalformedAnswer))
                {
                    wrong.Enqueue($"{kind} at {at}: {exception}");
                }
            }
        });

        // Of four faults at a byte the two that replace it may leave a whole answer, and so may an end within the last bytes.
        Assert.True(caught > length, $"{caught} faults at {length} bytes were noticed");
        return wrong;
    }

    /// <summary>Stalls at some bytes and cancels; it must end as cancelled, and soon.</summary>
    public static async Task StallAsync(WireServer server, IChatClient client, bool streams, int length)
    {
        foreach (var at in new[] { -1, 0, 1, length / 2, length - 1 })
        {
            using var leaving = new CancellationTokenSource();
            server.Stalled = _ => leaving.Cancel();
            ChatMessage[] prompt = [new(ChatRole.User, $"break:stall:{at}")];
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => client.AskAsync(streams, prompt, until: leaving.Token).WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    private static byte[] With(ReadOnlyMemory<byte> body, int at, byte value)
    {
        var copy = body.ToArray();
        copy[at] = value;
        return copy;
    }

    [GeneratedRegex(@"break:(?<kind>[a-z]+):(?<at>-?\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prompt();
}
