using System.ClientModel.Primitives;

namespace ModelRouter.Providers;

/// <summary>Sends no key: servers of one's own need none, and OpenAI's client would insist on one.</summary>
internal sealed class OpenAINoAuthentication : AuthenticationPolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNext(message, pipeline, currentIndex);

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNextAsync(message, pipeline, currentIndex);
}
