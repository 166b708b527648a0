using LLama.Batched;
using LLama.Native;
using ModelRouter.LlamaCpp;

namespace ModelRouter.LLamaSharp;

/// <summary>A conversation of the executor, and whom it serves. LLamaSharp numbers conversations upwards for ever, so they are emptied and used again.</summary>
internal sealed class SharpPlace(Conversation conversation)
{
    private int _read;

    public Conversation Conversation { get; } = conversation;

    /// <summary>The request that it serves; <see langword="null"/> if it's free.</summary>
    public GenerationRequest? Request { get; private set; }

    /// <summary>The answer's token that is to be decoded next; <see langword="null"/> while there is none.</summary>
    public int? NextToken { get; set; }

    /// <summary>True while its prompt is not read to the end.</summary>
    public bool IsReading => Request is { } request && _read < request.Prompt.Length;

    public void Serve(GenerationRequest request) => (Request, NextToken, _read) = (request, null, 0);

    /// <summary>Gives the executor the next piece of the prompt.</summary>
    /// <param name="most">Tokens at most.</param>
    /// <returns>How many it has.</returns>
    public int Read(int most)
    {
        var piece = Request!.Prompt.AsSpan(_read, Math.Min(most, Request.Prompt.Length - _read));
        Conversation.Prompt(Array.ConvertAll(piece.ToArray(), token => (LLamaToken)token));
        _read += piece.Length;
        return piece.Length;
    }

    /// <summary>Forgets what it holds. No step may be under way that it waits for.</summary>
    public void Release()
    {
        Abandon();
        Conversation.Modify(static (end, memory) =>
        {
            memory.Remove(0, end);
            return 0;
        });
    }

    /// <summary>Serves nobody any more, in an executor that has failed.</summary>
    public void Abandon() => (Request, NextToken) = (null, null);
}
