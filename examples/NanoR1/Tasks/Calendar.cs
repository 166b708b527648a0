using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>Months, their days, and why February has the days that it has.</summary>
internal static class Calendar
{
    public static IReadOnlyList<string> Months { get; } =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>Days of a month counted from 0; without a year, of a common one.</summary>
    public static int Days(int month, int? year) => DateTime.DaysInMonth(year ?? 2001, month + 1);

    /// <summary>A line such as <c>July 31</c>; for February of a year, the last two digits are divided by four first. Of the centuries from
    /// 1900 to 2099 only 2000 itself is to be learned.</summary>
    public static string Explain(int month, int? year)
    {
        var days = $"{Months[month]} {Days(month, year)}";
        if (month != 1 || year is not { } known)
        {
            return days;
        }

        var leap = DateTime.IsLeapYear(known) ? "leap" : "common";
        return (known % 100 == 0 ? $"century {known} {leap}\n" : $"{Divide(known % 100, 4)}{leap}\n") + days;
    }
}
