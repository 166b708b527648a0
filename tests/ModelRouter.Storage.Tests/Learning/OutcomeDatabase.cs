namespace ModelRouter.Storage.Tests;

/// <summary>A database for outcomes, made when it is first asked for.</summary>
internal abstract class OutcomeDatabase : IDisposable
{
    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The settings of <c>Learning</c> beside <c>Enabled</c>, and others at the root.</summary>
    public abstract Task<Dictionary<string, string?>> SettingsAsync();

    /// <summary>The name that the worker process knows it by.</summary>
    public abstract string Kind { get; }

    /// <summary>An expression of a new id.</summary>
    public abstract string NewId { get; }

    /// <summary>Where <see cref="Kind"/>'s database is; the same for a whole test.</summary>
    public abstract Task<string> TargetAsync();

    /// <summary>Takes the database away, in which nobody may have anything open, until the result is disposed.</summary>
    public abstract Task<IAsyncDisposable> TakeAwayAsync();

    /// <summary>Rows written by somebody else.</summary>
    public abstract Task ExecuteAsync(string sql);

    /// <summary>No text of a prompt is kept, whatever has been asked.</summary>
    public abstract Task AssertNowhereAsync(string text);

    public abstract void Dispose();

    /// <summary>Brings back what was taken away.</summary>
    protected sealed class Return(Func<Task> bring) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await bring();
    }
}
