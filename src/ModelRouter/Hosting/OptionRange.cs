using System.Runtime.CompilerServices;

namespace ModelRouter;

/// <summary>Ranges of options that are handed over together: the exception names the argument that they are, its message the option.</summary>
internal static class OptionRange
{
    private const string Options = "options";

    /// <exception cref="ArgumentOutOfRangeException">The value is less than <paramref name="least"/>.</exception>
    internal static void AtLeast<T>(T value, T least, string argument = Options, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0)
        {
            throw new ArgumentOutOfRangeException(argument, value, $"{option} must be at least {least}.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The value isn't between the others.</exception>
    internal static void Within<T>(T value, T least, T most, string argument = Options, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(argument, value, $"{option} must be from {least} to {most}.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is no time that one may wait: greater than 0 and at most a week, or infinite.</exception>
    internal static TimeSpan Timeout(TimeSpan value, string argument = Options, [CallerArgumentExpression(nameof(value))] string option = "") => ModelLimitsCheck.IsTimeout(value)
        ? value
        : throw new ArgumentOutOfRangeException(argument, value, $"{option} must be greater than 0 and at most {ModelLimitsCheck.LongestWait.Days} days, or infinite.");
}
