using System.Security.Cryptography;
using System.Text;

namespace ModelRouter.Providers;

/// <summary>Makes tool call ids fit a service that takes only its own kind: Mistral answers 400 to another provider's.</summary>
internal static class OpenAIToolCallId
{
    /// <summary>The id itself if it fits, else one that depends on it alone, so that call and result still agree.</summary>
    /// <param name="id">Any id.</param>
    /// <param name="length">The one length that is allowed, at most 64, of letters and digits; <see langword="null"/> if all are.</param>
    public static string Fit(string id, int? length) =>
        length is not { } exact || (id.Length == exact && id.All(char.IsAsciiLetterOrDigit))
            ? id
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..exact];
}
