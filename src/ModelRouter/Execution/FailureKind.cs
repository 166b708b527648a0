namespace ModelRouter;

/// <summary>Whose fault a failure is, and so what follows from it.</summary>
internal enum FailureKind
{
    /// <summary>The caller cancelled: nothing else is tried, and the endpoint's health is left alone.</summary>
    Cancelled,

    /// <summary>The request is at fault: every model would get the same one, so none else is tried.</summary>
    Request,

    /// <summary>The model can't serve this one request: the next is tried, and the endpoint's health is left alone.</summary>
    Refused,

    /// <summary>The endpoint is at fault: its health suffers, and the next model is tried.</summary>
    Endpoint,
}
