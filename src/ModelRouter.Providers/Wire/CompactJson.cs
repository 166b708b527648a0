using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>No space and no escapes beyond what JSON needs: values within texts are tokens that somebody pays.</summary>
internal static class CompactJson
{
    public static readonly JsonSerializerOptions Options = new(AIJsonUtilities.DefaultOptions)
    {
        WriteIndented = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
