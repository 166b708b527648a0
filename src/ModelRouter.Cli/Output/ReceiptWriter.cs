using System.Globalization;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>Writes a receipt below an answer.</summary>
internal static class ReceiptWriter
{
    internal static void Write(Terminal terminal, RoutingReceipt receipt, ChatFinishReason? finish)
    {
        var usage = receipt.Usage;
        terminal.Error.WriteLine();
        Row(terminal, "model", $"{receipt.Model} ({Names.Kebab(receipt.Tier)})");
        Row(terminal, "tokens", Tokens(usage));
        Row(terminal, "cost", Money(receipt.Cost));
        Row(terminal, "time", Time(receipt));
        if (receipt.Confidence is { } confidence)
        {
            Row(terminal, "confidence", confidence.Score.ToString("0.00", CultureInfo.InvariantCulture));
        }

        Row(terminal, "why", DecisionReason.Of(receipt));
        if (finish == ChatFinishReason.Length)
        {
            terminal.WriteNote("the answer ends where its token limit or the context does; --max-tokens and --context allow more.");
        }
    }

    internal static string Money(decimal dollars) => $"US${dollars.ToString("0.########", CultureInfo.InvariantCulture)}";

    private static string Tokens(TokenUsage usage) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(usage.IsEstimated ? "about " : "")}{usage.InputTokens} in ({usage.CachedInputTokens} cached), {usage.OutputTokens} out ({usage.ReasoningTokens} thinking)");

    private static string Time(RoutingReceipt receipt)
    {
        var total = receipt.Duration.TotalSeconds;
        if (receipt.TimeToFirstContent is not { } first)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{total:0.00} s");
        }

        // The first token came with the first content, so it does not count into the pace of the others.
        var writing = (receipt.Duration - first).TotalSeconds;
        var pace = receipt.Usage.OutputTokens > 1 && writing > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {(receipt.Usage.OutputTokens - 1) / writing:0.#} tokens/s")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{first.TotalSeconds:0.00} s to the first content, {total:0.00} s in all{pace}");
    }

    private static void Row(Terminal terminal, string label, string text)
    {
        var padded = label.PadRight(11);
        terminal.Error.Write(terminal.HasErrorColors ? $"\e[2m{padded}\e[0m" : padded);
        terminal.Error.WriteLine(text);
    }
}
