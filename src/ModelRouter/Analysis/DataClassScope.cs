namespace ModelRouter;

/// <summary>What is known of the data that a piece of work has read, such as an agent's run: its requests are held to it, whatever their own options say.</summary>
/// <remarks>The router itself reads it and adds to it, since whoever calls tools between the caller and the router repeats the first request's options.
/// Safe for concurrent use: tools that run at once share their caller's scope.</remarks>
/// <param name="known">What is known from the start.</param>
/// <param name="outer">The work that this is a part of: what is known there holds here, and what is read here is known there.</param>
internal sealed class DataClassScope(DataClass known, DataClassScope? outer)
{
    private static readonly AsyncLocal<DataClassScope?> Ambient = new();

    private int _known = (int)known;

    /// <summary>The scope that requests are in which begin here.</summary>
    internal static DataClassScope? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The highest class that is known here.</summary>
    internal DataClass Known
    {
        get
        {
            var here = (DataClass)Volatile.Read(ref _known);
            return outer?.Known is { } around && around > here ? around : here;
        }
    }

    /// <summary>What is read here belongs to a class at least.</summary>
    internal void Hold(DataClass least)
    {
        for (var now = Volatile.Read(ref _known); (int)least > now;)
        {
            var before = Interlocked.CompareExchange(ref _known, (int)least, now);
            now = before == now ? (int)least : before;
        }
    }

    /// <summary>A model has read data of a class; what comes of it goes to those around, too.</summary>
    internal void Saw(DataClass seen)
    {
        Hold(seen);
        outer?.Saw(seen);
    }
}
