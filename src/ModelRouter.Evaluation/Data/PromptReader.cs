using System.Text.Json;

namespace ModelRouter.Evaluation;

/// <summary>Reads prompts as JSON lines, <c>.gz</c> or not.</summary>
/// <remarks>A row is <c>{"prompt"}</c>; other members are left alone.</remarks>
public static class PromptReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="RoutingDataException">A row has no prompt.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        List<string> prompts = [];
        await foreach (var (number, line) in DataLines.ReadAsync(path, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                using var row = JsonDocument.Parse(DataLines.Checked(line));
                prompts.Add(row.RootElement.GetProperty("prompt").GetString() ?? throw new FormatException("'prompt' is null."));
            }
            catch (FormatException bad)
            {
                throw new RoutingDataException($"'{path}', line {number}: {bad.Message}", bad);
            }
            catch (Exception bad) when (bad is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new RoutingDataException($"'{path}', line {number}: a row must be a JSON object with a text 'prompt'.", bad);
            }
        }

        return prompts;
    }
}
