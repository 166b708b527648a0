using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>Catches llama.cpp's own error lines so that an exception can quote them; everything else is dropped.</summary>
/// <remarks>llama.cpp logs on the thread that called it, so a capture sees the lines of its own call alone.</remarks>
internal static unsafe class LlamaLog
{
    private const int ErrorLevel = 4;
    private const int ContinuationLevel = 5;

    [ThreadStatic]
    private static StringBuilder? t_errors;

    [ThreadStatic]
    private static bool t_lastWasError;

    /// <summary>Forgets what this thread's earlier calls logged.</summary>
    internal static void Clear() => t_errors?.Clear();

    /// <summary>The error lines since <see cref="Clear"/>, joined to one, or a plain word if there were none.</summary>
    internal static string Errors =>
        t_errors is { Length: > 0 } errors
            ? errors.ToString().Trim().ReplaceLineEndings("; ")
            : "llama.cpp gave no reason";

    internal static void Install() => LlamaNative.LogSet(&OnLog, 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(int level, byte* text, nint userData)
    {
        t_lastWasError = level == ErrorLevel || (level == ContinuationLevel && t_lastWasError);
        if (t_lastWasError)
        {
            (t_errors ??= new()).Append(Marshal.PtrToStringUTF8((nint)text));
        }
    }
}
