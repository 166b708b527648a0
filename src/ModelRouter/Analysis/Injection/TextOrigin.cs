namespace ModelRouter;

/// <summary>Who wrote a part of a conversation.</summary>
internal enum TextOrigin
{
    /// <summary>Who made the application.</summary>
    System,

    /// <summary>The person who asks.</summary>
    Person,

    /// <summary>A model.</summary>
    Model,

    /// <summary>Somebody unknown: what a tool found, and given texts.</summary>
    Given,
}
