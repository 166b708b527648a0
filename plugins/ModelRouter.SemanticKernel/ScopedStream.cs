using System.Reflection;
using System.Runtime.CompilerServices;

namespace ModelRouter.SemanticKernel;

/// <summary>Lets a stream be read in a scope, though its reader is outside: each step enters it anew.</summary>
internal static class ScopedStream
{
    private static readonly MethodInfo Typed = typeof(ScopedStream).GetMethod(nameof(Over), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The same stream in the scope; what isn't one is given back as it is.</summary>
    internal static object? OverAny(object? result, KernelScope scope)
    {
        var stream = result?.GetType().GetInterfaces().FirstOrDefault(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
        return stream is null ? result : Typed.MakeGenericMethod(stream.GenericTypeArguments).Invoke(null, [result, scope, CancellationToken.None]);
    }

    internal static async IAsyncEnumerable<T> Over<T>(IAsyncEnumerable<T> source, KernelScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var steps = source.GetAsyncEnumerator(ct);
        try
        {
            while (true)
            {
                using (scope.Enter())
                {
                    if (!await steps.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }

                yield return steps.Current;
            }
        }
        finally
        {
            using (scope.Enter())
            {
                await steps.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
