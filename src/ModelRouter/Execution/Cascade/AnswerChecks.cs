using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The checks that a router has for answers, from its options and its verifiers.</summary>
/// <remarks>Immutable, so safe for concurrent use.</remarks>
internal sealed class AnswerChecks
{
    private const int LongestName = 50;

    // A verifier may well ask the router itself; its question must not be verified in turn.
    private static readonly AsyncLocal<bool> Running = new();

    private readonly IAnswerVerifier[] _verifiers;

    /// <exception cref="ArgumentException">A verifier is null, or its name isn't one of its own of 1 to 50 characters.</exception>
    internal AnswerChecks(CascadeOptions options, IEnumerable<IAnswerVerifier>? verifiers)
    {
        Options = options.Copy();
        _verifiers = [.. verifiers ?? []];
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var verifier in _verifiers)
        {
            ArgumentNullException.ThrowIfNull(verifier, nameof(verifiers));
            if (verifier.Name is not { Length: > 0 and <= LongestName } name || name.Any(char.IsControl) || !names.Add(name))
            {
                throw new ArgumentException(
                    $"The verifier {verifier.GetType()} is called '{verifier.Name}'; a name has 1 to {LongestName} characters, and each verifier one of its own.", nameof(verifiers));
            }
        }
    }

    /// <summary>A copy of the router's.</summary>
    internal CascadeOptions Options { get; }

    /// <summary>True inside a verifier.</summary>
    internal static bool IsRunning => Running.Value;

    /// <summary>Says, for the flow that calls it, that a verifier runs.</summary>
    internal static void Enter() => Running.Value = true;

    /// <summary>The same verifiers under other options.</summary>
    internal AnswerChecks With(CascadeOptions options) => new(options, _verifiers);

    /// <summary>The checks for answers to a request.</summary>
    internal PromptChecks For(PromptProfile prompt, ChatOptions? options) => new(
        Options,
        Options.Schema.IsEnabled ? options?.ResponseFormat as ChatResponseFormatJson : null,
        _verifiers.Length == 0 ? [] : VerifiersFor(prompt),
        Options.Votes.Count > 1 && Options.Votes.Tasks.Contains(prompt.Task) && options is not ({ Temperature: <= 0 } or { TopK: 1 }) ? Options.Votes.Count : 1);

    // By itself, since a closure is allocated where its method begins, needed or not.
    private IAnswerVerifier[] VerifiersFor(PromptProfile prompt) => Array.FindAll(_verifiers, verifier => verifier.CanVerify(prompt));
}
