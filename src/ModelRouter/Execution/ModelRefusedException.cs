namespace ModelRouter;

/// <summary>A model that is well can't serve this one request: it is full, or the request is too long or of a kind that it doesn't take.</summary>
/// <remarks>The router tries the next model and holds nothing against this one's health. Clients of your own may throw it, too.</remarks>
public class ModelRefusedException : Exception
{
    /// <summary>A refusal that <paramref name="message"/> explains.</summary>
    public ModelRefusedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
