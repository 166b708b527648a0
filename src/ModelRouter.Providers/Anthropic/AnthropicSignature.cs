using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Marks thoughts that the service has signed: it rejects any other, and other providers sign theirs, too.</summary>
internal static class AnthropicSignature
{
    private const string Key = "modelrouter.signed_by";

    private const string Signer = "anthropic";

    public static void Mark(TextReasoningContent thought) => (thought.AdditionalProperties ??= [])[Key] = Signer;

    /// <summary>True if the thought may go back. A history that was stored as JSON gives the mark back as JSON.</summary>
    public static bool IsOn(TextReasoningContent thought) =>
        !string.IsNullOrEmpty(thought.ProtectedData)
        && thought.AdditionalProperties?.TryGetValue(Key, out var signer) == true
        && string.Equals(signer?.ToString(), Signer, StringComparison.Ordinal);
}
