using System.Globalization;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>Writes a receipt below an answer.</summary>
internal static class ReceiptWriter
{
    private static readonly TimeSpan ShortestWriting = TimeSpan.FromMilliseconds(5);

    /// <summary>The long form.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="loading">Of the time, what went into loading the model.</param>
    internal static void Write(Terminal terminal, RoutingReceipt receipt, TimeSpan? loading = null)
    {
        var usage = receipt.Usage;
        terminal.Error.WriteLine();
        Row(terminal, "model", $"{receipt.Model} ({Names.Kebab(receipt.Tier)})");
        Row(terminal, "tokens", Tokens(usage));
        Row(terminal, "cost", $"{About(usage)}{Money(receipt.Cost)}");
        Row(terminal, "time", Time(receipt, loading));
        if (receipt.Confidence is { } confidence)
        {
            var sampler = confidence.Sampler is { } name ? $", tokens drawn by {name}" : "";
            Row(terminal, "confidence", TerminalText.Clean(confidence.Score.ToString("0.00", CultureInfo.InvariantCulture) + sampler));
        }

        Row(terminal, "why", DecisionReason.Of(receipt));
        foreach (var check in receipt.Checks)
        {
            Row(terminal, "check", TerminalText.Clean($"{check.Name} {Names.Words(check.Outcome)}{(check.Reason is null ? "" : $": {check.Reason}")}"));
        }

        if (receipt.Learnable is not null)
        {
            Row(terminal, "call", $"{receipt.CallId}, for modelrouter feedback");
        }

        foreach (var attempt in receipt.Attempts.Where(a => a.Error is not null))
        {
            Row(terminal, "failed", TerminalText.Clean($"{attempt.Model}: {Failure(attempt)}"));
        }
    }

    /// <summary>What kind of failure it was, with the status or limit; of one of no kind its exception, which is all that is known.</summary>
    private static string Failure(RoutingAttempt attempt) => attempt.Failure is not { } kind || kind == ModelFailureKind.Unknown ? attempt.Error!
        : Names.Words(kind) + (attempt.Error!.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var detail ? attempt.Error[detail..] : "");

    /// <summary>The short form, one line.</summary>
    internal static void WriteLine(Terminal terminal, RoutingReceipt receipt)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"[{receipt.Model}, {About(receipt.Usage)}{receipt.Usage.InputTokens} in, {receipt.Usage.OutputTokens} out, {About(receipt.Usage)}{Money(receipt.Cost)}, {receipt.Duration.TotalSeconds:0.0} s]");
        terminal.Error.WriteLine(terminal.HasErrorColors ? $"\e[2m{line}\e[0m" : line);
    }

    /// <summary>Says that an answer was cut off, and what to do; for both forms.</summary>
    internal static void WriteCut(Terminal terminal, AnswerWriter answer)
    {
        if (answer.FinishReason != ChatFinishReason.Length)
        {
            return;
        }

        terminal.WriteNote(answer.Answer.Length > 0
            ? "the answer was cut off at its token limit or the context's end; --max-tokens and --context allow more."
            : "there was no room left for an answer after thinking; --max-tokens and --context allow more, --think-budget less thinking.");
    }

    internal static string Money(decimal dollars) => Math.Abs(dollars) is > 0 and < 0.00000001m
        ? "less than US$0.00000001"
        : $"US${dollars.ToString("0.########", CultureInfo.InvariantCulture)}";

    private static string About(TokenUsage usage) => usage.IsEstimated ? "about " : "";

    private static string Tokens(TokenUsage usage) => string.Create(
        CultureInfo.InvariantCulture,
        $"{About(usage)}{usage.InputTokens} in ({usage.CachedInputTokens} cached), {usage.OutputTokens} out ({usage.ReasoningTokens} thinking)");

    private static string Time(RoutingReceipt receipt, TimeSpan? loading)
    {
        var total = receipt.Duration.TotalSeconds;
        if (receipt.TimeToFirstContent is not { } first)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{total:0.00} s");
        }

        // The first token came with the first content, so it does not count into the pace of the others. An answer that came at once, or that a
        // cascade held back until it was checked, had been written before.
        var writing = receipt.Duration - first;
        var pace = receipt.Usage.OutputTokens > 1 && writing >= ShortestWriting && receipt.Decision.Cascade is null
            ? string.Create(CultureInfo.InvariantCulture, $", {About(receipt.Usage)}{(receipt.Usage.OutputTokens - 1) / writing.TotalSeconds:0.#} tokens/s")
            : "";
        var load = loading is { } took ? string.Create(CultureInfo.InvariantCulture, $" ({took.TotalSeconds:0.00} s of it loading the model)") : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{first.TotalSeconds:0.00} s to the first content{load}, {total:0.00} s in all{pace}");
    }

    private static void Row(Terminal terminal, string label, string text)
    {
        var padded = label.PadRight(11);
        terminal.Error.Write(terminal.HasErrorColors ? $"\e[2m{padded}\e[0m" : padded);
        terminal.Error.WriteLine(text);
    }
}
