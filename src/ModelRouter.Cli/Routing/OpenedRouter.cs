using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>A router ready to be asked. Disposing it ends its models.</summary>
/// <param name="Router">The router.</param>
/// <param name="ModelId">What to ask it for, as <see cref="ChatOptions.ModelId"/>.</param>
/// <param name="Configuration">Where its models come from; <see langword="null"/> for a single file.</param>
internal sealed record OpenedRouter(ModelRouterChatClient Router, string? ModelId, IConfiguration? Configuration) : IDisposable
{
    public void Dispose() => Router.Dispose();
}
