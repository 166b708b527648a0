using System.Globalization;
using System.Text.Json;
using Azure;

namespace ModelRouter.Providers;

/// <summary>The service refused a request.</summary>
/// <remarks>Azure's own exception would hold the whole body and the headers, in which services quote prompts and keys. This one
/// keeps what the body means and none of its sentences.</remarks>
internal sealed class AzureInferenceException : RequestFailedException
{
    private AzureInferenceException(int status, string? code, string? parameter, ModelFailure failure)
        : base(status, Describe(status, code, parameter), code, null) => Failure = failure;

    /// <summary>What it means.</summary>
    internal ModelFailure Failure { get; }

    /// <summary>The failure that a response's status, headers and body tell of.</summary>
    internal static AzureInferenceException Of(Response response, ReadOnlySpan<byte> body)
    {
        var (code, parameter, text) = ReadBody(body);
        var failure = new ModelFailure(AzureFailureReader.KindOf(response.Status, code, text))
        {
            Status = response.Status,
            RetryAfter = AzureFailureReader.RetryAfter(response),
        };
        return new(response.Status, Word(code), Word(parameter), failure);
    }

    /// <summary>The failure that a stream tells of in place of an answer.</summary>
    internal static AzureInferenceException OfEvent(JsonElement error)
    {
        var (code, parameter, text) = Read(error);
        var isStatus = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 400 and <= 599;
        var status = isStatus ? number : 0;
        var kind = AzureFailureReader.KindOf(status == 0 ? 500 : status, code, text);
        return new(status, Word(code), Word(parameter), new(kind) { Status = status == 0 ? null : status });
    }

    private static string Describe(int status, string? code, string? parameter) =>
        $"The service refused the request{(status == 0 ? "" : $" with HTTP {status}")}"
        + $"{(code is null ? "" : $", code '{code}'")}{(parameter is null ? "" : $", parameter '{parameter}'")}"
        + $"{(ErrorAnswer.Unpaid(status) is { } unpaid ? $": {unpaid}" : "")}.";

    private static (string? Code, string? Parameter, string Text) ReadBody(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            var root = json.RootElement;
            return Read(root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) ? error : root);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Gateways answer with pages; the status has to do.
            return (null, null, "");
        }
    }

    private static (string? Code, string? Parameter, string Text) Read(JsonElement error) => error.ValueKind == JsonValueKind.Object
        ? (Text(error, "code") ?? Text(error, "type"), Text(error, "param"), error.GetRawText())
        : (null, null, error.AnyText());

    private static string? Text(JsonElement error, string name) => error.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.AnyText(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>A text if it is an identifier or a few words, and no sentence with somebody's data in it; keys are full of digits.</summary>
    private static string? Word(string? text) =>
        text is { Length: > 0 and <= 48 }
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ' ' or '[' or ']')
        && text.Count(char.IsAsciiDigit) <= 3
            ? text
            : null;
}
