namespace NanoR1;

/// <summary>How many of a small unit make a large one.</summary>
/// <param name="Most">Largest number of the large unit that is asked about.</param>
/// <param name="GoesBack">Whether small ones are also turned into large ones.</param>
internal sealed record UnitRule(UnitName Large, UnitName Small, int Factor, int Most, bool GoesBack)
{
    private static readonly UnitName Kilometre = new("km", "kilometer", "kilometers", "킬로미터");
    private static readonly UnitName Metre = new("m", "meter", "meters", "미터");
    private static readonly UnitName Centimetre = new("cm", "centimeter", "centimeters", "센티미터");
    private static readonly UnitName Millimetre = new("mm", "millimeter", "millimeters", "밀리미터");
    private static readonly UnitName Kilogram = new("kg", "kilogram", "kilograms", "킬로그램");
    private static readonly UnitName Gram = new("g", "gram", "grams", "그램");
    private static readonly UnitName Litre = new("l", "liter", "liters", "리터");
    private static readonly UnitName Millilitre = new("ml", "milliliter", "milliliters", "밀리리터");
    private static readonly UnitName Week = new("weeks", "week", "weeks", "주", AlwaysSpelled: true);
    private static readonly UnitName Day = new("days", "day", "days", "일", AlwaysSpelled: true);
    private static readonly UnitName Hour = new("hours", "hour", "hours", "시간", AlwaysSpelled: true);
    private static readonly UnitName Minute = new("minutes", "minute", "minutes", "분", AlwaysSpelled: true);
    private static readonly UnitName Second = new("seconds", "second", "seconds", "초", AlwaysSpelled: true);
    private static readonly UnitName Dozen = new("dozen", "dozen", "dozen", "다스", AlwaysSpelled: true);
    private static readonly UnitName Piece = new("pieces", "piece", "pieces", "개", AlwaysSpelled: true);

    public static IReadOnlyList<UnitRule> All { get; } =
    [
        new(Metre, Centimetre, 100, 999, GoesBack: true),
        new(Centimetre, Millimetre, 10, 999, GoesBack: true),
        new(Metre, Millimetre, 1000, 999, GoesBack: true),
        new(Kilometre, Metre, 1000, 999, GoesBack: true),
        new(Kilogram, Gram, 1000, 999, GoesBack: true),
        new(Litre, Millilitre, 1000, 999, GoesBack: true),
        new(Week, Day, 7, 142, GoesBack: true),
        new(Day, Hour, 24, 99, GoesBack: false),
        new(Hour, Minute, 60, 99, GoesBack: true),
        new(Minute, Second, 60, 99, GoesBack: true),
        new(Dozen, Piece, 12, 99, GoesBack: false),
    ];
}
