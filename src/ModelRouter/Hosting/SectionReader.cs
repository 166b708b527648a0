using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads a section's values strictly: a key that isn't known and a value that doesn't parse are errors that name the
/// path, the value and what is allowed. No reflection, so that it works when trimmed and compiled ahead of time.</summary>
internal readonly struct SectionReader(IConfigurationSection section)
{
    private static readonly string[] TimeFormats = ["HH:mm", "H:mm", "HH:mm:ss", "H:mm:ss"];

    internal IConfigurationSection Section { get; } = section;

    /// <summary>Rejects every key but these; the exception tells of all that are unknown.</summary>
    internal SectionReader Allow(params string[] keys)
    {
        if (!string.IsNullOrEmpty(Section.Value))
        {
            throw NoObject(Section.Path);
        }

        var unknown = Section.GetChildren()
            .Where(child => !keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => Error(
                child.Path, $"The key '{child.Key}' is unknown.{Spelling.DidYouMean(child.Key, keys)} Allowed: {string.Join(", ", keys)}."))
            .ToList();
        return unknown.Count == 0 ? this : throw ModelRouterConfigurationException.Of(unknown);
    }

    /// <summary>Whether a key says something: null and empty text are as if it weren't there.</summary>
    internal bool Has(string key)
    {
        var child = Section.GetSection(key);
        return !string.IsNullOrWhiteSpace(child.Value) || child.GetChildren().Any();
    }

    /// <summary>Rejects keys that are there and say nothing; the exception tells of all.</summary>
    internal SectionReader RefuseEmpty()
    {
        var empty = Section.GetChildren()
            .Where(static child => string.IsNullOrWhiteSpace(child.Value) && !child.GetChildren().Any())
            .Select(static child => Error(child.Path, "A value is required here; remove the key if nothing is meant."))
            .ToList();
        return empty.Count == 0 ? this : throw ModelRouterConfigurationException.Of(empty);
    }

    /// <summary>A text, or <see langword="null"/> if the key is missing, null or empty.</summary>
    internal string? Text(string key)
    {
        var child = Section.GetSection(key);
        ThrowIfBoth(child);
        if (child.GetChildren().Any())
        {
            throw Error(child.Path, "A single value is expected here, not an object or a list.");
        }

        return string.IsNullOrWhiteSpace(child.Value) ? null : child.Value.Trim();
    }

    internal string RequiredText(string key) => Text(key) ?? throw Missing(key);

    internal ModelRouterConfigurationException Missing(string key, string hint = "") =>
        Error(PathOf(key), $"A value is required.{hint}");

    internal decimal? Decimal(string key, decimal min = 0, decimal max = ModelRouterOptionsValidator.MaxAmount) =>
        Text(key) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
        : throw Wrong(key, text, FormattableString.Invariant($"a number of at least {min} and at most {max:#,0.##}"));

    /// <summary>The same for amounts that 0 is none of.</summary>
    internal decimal? PositiveDecimal(string key, decimal max = ModelRouterOptionsValidator.MaxAmount) =>
        Text(key) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= max ? value
        : throw Wrong(key, text, FormattableString.Invariant($"a number greater than 0 and at most {max:#,0.##}"));

    internal double? Double(string key, double min, double max) =>
        Text(key) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
        : throw Wrong(key, text, $"a number from {min} to {max}");

    /// <summary>A whole number, which may be written as 60.0 or 6e1, as JSON allows.</summary>
    internal int? Int(string key, int min, int max = int.MaxValue) =>
        Text(key) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value == decimal.Truncate(value) && value >= min && value <= max ? (int)value
        : throw Wrong(key, text, FormattableString.Invariant($"a whole number of at least {min} and at most {max:#,0}"));

    internal bool? Bool(string key) =>
        Text(key) is not { } text ? null : bool.TryParse(text, out var value) ? value : throw Wrong(key, text, "true or false");

    internal TimeSpan? Duration(string key, TimeSpan min, TimeSpan? max = null) =>
        Text(key) is not { } text ? null
        : DurationText.TryRead(text, out var value) && value >= min && !(value > max) ? value
        : throw Wrong(
            key, text, $"a duration such as 00:00:10 (hours:minutes:seconds) of at least {min}{(max is null ? "" : $" and at most {max}")}", DurationText.Hint(text));

    /// <summary>A time of day.</summary>
    /// <param name="key">The key.</param>
    /// <param name="allowed">What it must be, in words.</param>
    /// <param name="isEnd">Whether something ends then, as it may with the day, at 24:00.</param>
    internal TimeOnly? Time(string key, string allowed, bool isEnd = false) =>
        Text(key) is not { } text ? null
        : TimeOnly.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value
        : isEnd && text == "24:00" ? TimeOnly.MinValue
        : throw Wrong(key, text, allowed);

    internal DateOnly? Date(string key) =>
        Text(key) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value
        : throw Wrong(key, text, "a date such as 2026-01-31");

    /// <summary>A date, which begins at midnight UTC, or a date with time and offset.</summary>
    internal DateTimeOffset? Instant(string key) =>
        Text(key) is not { } text ? null
        : DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var value) ? value
        : throw Wrong(key, text, "a date such as 2026-01-31, or with a time such as 2026-01-31T16:00:00Z");

    /// <summary>A duration greater than 0 and at least as long as that, or <c>none</c> for <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</summary>
    internal TimeSpan? Timeout(string key, TimeSpan least = default) =>
        Text(key) is not { } text ? null
        : text.Equals("none", StringComparison.OrdinalIgnoreCase) ? System.Threading.Timeout.InfiniteTimeSpan
        : DurationText.TryRead(text, out var value) && value > TimeSpan.Zero && value >= least && ModelLimitsCheck.IsTimeout(value) ? value
        : throw Wrong(
            key,
            text,
            $"a duration such as 00:00:30 (hours:minutes:seconds), {(least > TimeSpan.Zero ? $"at least {least}" : "greater than 0")} and at most {ModelLimitsCheck.LongestWait.Days} days, or none",
            DurationText.Hint(text));

    internal T? Choice<T>(string key)
        where T : struct, Enum =>
        Text(key) is { } text ? ParseChoice<T>(PathOf(key), text) : null;

    /// <summary>A list of texts: a JSON array, or one text with commas; <see langword="null"/> if the key is missing.</summary>
    internal List<(string Path, string Text)>? List(string key)
    {
        var child = Section.GetSection(key);
        if (!child.Exists())
        {
            return null;
        }

        ThrowIfBoth(child);
        var items = child.GetChildren().ToList();
        if (items.Count == 0)
        {
            return (child.Value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(text => (child.Path, text)).ToList();
        }

        // One source's empty list is an empty text beside the items of the others.
        return Each(items, static item =>
        {
            ThrowIfBoth(item);
            return int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _) && !string.IsNullOrWhiteSpace(item.Value)
                ? (item.Path, item.Value.Trim())
                : throw Error(item.Path, "A list of texts is expected here.");
        });
    }

    /// <summary>What each item says; the exception tells of all that are wrong, which may stand in one text.</summary>
    internal static List<TValue> Each<TItem, TValue>(IEnumerable<TItem> items, Func<TItem, TValue> read)
    {
        var (values, errors) = (new List<TValue>(), new List<ModelRouterConfigurationException>());
        foreach (var item in items)
        {
            try
            {
                values.Add(read(item));
            }
            catch (ModelRouterConfigurationException wrong)
            {
                errors.Add(wrong);
            }
        }

        return errors.Count == 0 ? values : throw ModelRouterConfigurationException.Of(errors);
    }

    /// <summary>An object whose keys are names of an enumeration.</summary>
    internal Dictionary<TKey, TValue> Table<TKey, TValue>(string key, Func<SectionReader, string, TValue?> read)
        where TKey : struct, Enum
        where TValue : struct
    {
        var reader = Child(key);
        var table = new Dictionary<TKey, TValue>();
        foreach (var item in reader.Section.GetChildren().Where(item => reader.Has(item.Key)))
        {
            table[ParseChoice<TKey>(item.Path, item.Key)] = read(reader, item.Key) ?? throw reader.Missing(item.Key);
        }

        return table;
    }

    /// <summary>The object under a key; empty if the key is missing.</summary>
    internal SectionReader Child(string key)
    {
        var child = Section.GetSection(key);
        return string.IsNullOrEmpty(child.Value) ? new(child) : throw NoObject(child.Path);
    }

    /// <summary>The entries under keys that are names.</summary>
    /// <param name="of">What the names are of, in plural.</param>
    internal List<IConfigurationSection> Named(string of)
    {
        var entries = Section.GetChildren().ToList();
        return entries.Count > 0 && entries.Index().All(static entry => entry.Item.Key == entry.Index.ToString(CultureInfo.InvariantCulture))
            ? throw Error(Section.Path, $"A list is not allowed here; it must be an object with the {of} by their names.")
            : entries;
    }

    internal static T ParseChoice<T>(string path, string text)
        where T : struct, Enum
    {
        // Enum.TryParse would take numbers and lists as well.
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var names = Enum.GetNames<T>();
        throw Error(path, $"{Shown.Value(text)} is not allowed.{Spelling.DidYouMean(text, names)} Allowed: {string.Join(", ", names)}.");
    }

    /// <summary>Rejects a key that one source gives as text and another as a list or an object: neither takes the other's place, so that one of them would
    /// count for nothing.</summary>
    internal static void ThrowIfBoth(IConfigurationSection section)
    {
        if (!string.IsNullOrWhiteSpace(section.Value) && section.GetChildren().FirstOrDefault() is { } child)
        {
            throw Error(section.Path, $"A single value stands here, and {child.Path} beside it, perhaps in another source; remove one of the two.");
        }
    }

    private string PathOf(string key) => ConfigurationPath.Combine(Section.Path, key);

    private ModelRouterConfigurationException Wrong(string key, string text, string allowed, string hint = "") =>
        Error(PathOf(key), $"{Shown.Value(text)} is not allowed; it must be {allowed}.{hint}");

    // Not quoted: what stands here by mistake may be a key, or a connection string with its password.
    private static ModelRouterConfigurationException NoObject(string path) => Error(path, "A single value is not allowed here; it must be an object.");

    private static ModelRouterConfigurationException Error(string path, string message) => new(path, message);
}
