namespace ModelRouter;

/// <summary>What went wrong between the router and a model.</summary>
public enum ModelFailureKind
{
    /// <summary>Nothing is known of it.</summary>
    Unknown,

    /// <summary>The request is at fault: any model would refuse it.</summary>
    InvalidRequest,

    /// <summary>The endpoint's credentials are missing, wrong or not allowed to use the model, or its account has no credit left.</summary>
    Authentication,

    /// <summary>The endpoint does not have the model.</summary>
    UnknownModel,

    /// <summary>The conversation is longer than this model can hold; a larger one may hold it.</summary>
    ContextLength,

    /// <summary>The provider's filter took the prompt or the answer away.</summary>
    ContentFilter,

    /// <summary>Too many requests or tokens; it says when to come again, or not.</summary>
    RateLimit,

    /// <summary>The endpoint is well and too busy.</summary>
    Overload,

    /// <summary>The endpoint failed by itself: a server error.</summary>
    Server,

    /// <summary>The connection broke after it was made: the model may have had the request, and may bill it.</summary>
    Transport,

    /// <summary>It took longer than anybody would wait.</summary>
    Timeout,

    /// <summary>What came is no answer: cut short, not what the protocol says, or empty.</summary>
    MalformedAnswer,

    /// <summary>This model does not do what the request asks for; it is well, and others may.</summary>
    Refused,

    /// <summary>The caller gave up.</summary>
    Cancelled,

    /// <summary>It wrote as many tokens as it might, and none of them for the caller: hidden thought, as a rule. It is well, and others may need fewer.</summary>
    OutputLimit,

    /// <summary>No connection could be made: the model has not heard of the request.</summary>
    Unreachable,
}
