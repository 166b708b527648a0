using LLama.Batched;
using ModelRouter.LlamaCpp;

namespace ModelRouter.LLamaSharp;

/// <summary>A conversation of the executor, and whom it serves. LLamaSharp numbers conversations upwards for ever, so they are emptied and used again.</summary>
internal sealed class SharpPlace(Conversation conversation)
{
    public Conversation Conversation { get; } = conversation;

    /// <summary>The request that it serves; <see langword="null"/> if it's free.</summary>
    public GenerationRequest? Request { get; private set; }

    public Generation Generation => Request!.Generations[0];

    public void Serve(GenerationRequest request) => Request = request;

    /// <summary>Forgets what it holds. No step may be under way that it waits for.</summary>
    public void Release()
    {
        Request = null;
        Conversation.Modify(static (end, memory) =>
        {
            memory.Remove(0, end);
            return 0;
        });
    }
}
