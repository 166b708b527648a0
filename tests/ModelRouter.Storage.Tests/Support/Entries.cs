using System.Numerics;
using CsCheck;

namespace ModelRouter.Storage.Tests;

/// <summary>Random entries: every name, every script, costs of any size and scale, times to the microsecond.</summary>
internal static class Entries
{
    private static readonly Gen<string> Texts = Pick(
        "acme", "Acme", "", " ", "부서-3", "研究所", "naïve café", "👩‍🚀 crew", "a'b\"c;--", "line\nfeed\ttab", "%_*?", "\u001b[31m", "null", new string('x', 200));

    private static readonly Gen<string?> Maybe = Gen.Bool.SelectMany(has => has ? Texts.Select(static t => (string?)t) : Gen.Const((string?)null));

    private static readonly Gen<decimal> Costs = Gen.OneOf(
        Gen.Const(0m),
        Gen.Int[0, 1_000_000].Select(static n => n / 1_000_000m),
        Pick(1.10m, 0.0000000000000000000000000001m, 7.9228162514264337593543950335m, 1_000_000m, 0.00000055m),
        Gen.Long[0, long.MaxValue].Select(Gen.Int[15, 28], static (n, scale) => new decimal((int)n, (int)(n >> 32), 0, false, (byte)scale)));

    private static readonly Gen<DateTimeOffset> Times =
        Gen.Long[0, 4_000_000_000_000_000].Select(Gen.Int[-12, 12], static (us, offset) => LedgerTime.At(us).ToOffset(TimeSpan.FromHours(offset)));

    private static readonly Gen<TimeSpan> Durations = Gen.Long[0, 10_000_000_000].Select(LedgerTime.Duration);

    private static readonly Gen<RequestAttribution> Attributions =
        from who in Gen.Select(Maybe, Maybe, Maybe)
        from tags in Texts.Array[0, 4]
        select who is (null, null, null) && tags.Length == 0
            ? RequestAttribution.None
            : new RequestAttribution(who.Item1, who.Item2, who.Item3) { Tags = [.. tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };

    private static readonly Gen<TokenUsage> Usages =
        from input in Gen.Long[0, 1_000_000]
        from cached in Gen.Long[0, input]
        from output in Gen.OneOf(Gen.Long[0, 100_000], Gen.Const(4_000_000_000L))
        from thought in Gen.Long[0, output]
        from isEstimated in Gen.Bool
        from hasDetails in Gen.Bool
        from parts in Gen.Select(Gen.Long[0, 1_000], Gen.Long[0, 1_000], Gen.Long[0, 1_000], Gen.Long[0, 1_000])
        select new TokenUsage(input, cached, output, thought, isEstimated)
        {
            Details = hasDetails
                ? new()
                {
                    CacheWriteTokens = parts.Item1 + parts.Item2,
                    LongCacheWriteTokens = parts.Item2,
                    ImageInputTokens = parts.Item3,
                    AudioInputTokens = parts.Item4,
                    AudioOutputTokens = parts.Item1,
                }
                : null,
        };

    private static readonly Gen<PromptProfile> Prompts =
        from domain in Gen.Enum<PromptDomain>()
        from data in Gen.Enum<DataClass>()
        from difficulty in Gen.Double[0, 1]
        from tokens in Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 100_000], Gen.Int[0, 5])
        from thinks in Gen.Bool
        from capabilities in Gen.Int[0, 31]
        from suspicion in Gen.Int[0, 1_000]
        from modalities in Gen.Int[0, 15]
        select new PromptProfile
        {
            Task = default,
            Domain = domain,
            Language = "ko",
            Difficulty = difficulty,
            DataClass = data,
            InputTokens = tokens.Item1,
            ExpectedOutputTokens = tokens.Item2,
            OutputLimit = tokens.Item3 == 0 ? null : tokens.Item3,
            ExpectsThinking = thinks,
            RequiredCapabilities = (ModelCapabilities)capabilities,
            InjectionSuspicion = suspicion / 1_000.0,
            Modalities = (PromptModalities)modalities,
        };

    public static readonly Gen<SpendEntry> One =
        from id in Gen.Guid
        from attempt in Gen.Int[1, 9]
        from at in Times
        from model in Pick("r1", "gpt", "한국어-모델", "nano")
        from names in Gen.Select(Gen.Enum<ModelTier>(), Gen.Enum<PromptTask>(), Gen.Enum<AttemptOutcome>())
        from usage in Usages
        from cost in Costs
        from durations in Gen.Select(Durations, Durations, Gen.Bool)
        from attribution in Attributions
        from prompt in Prompts
        from hasPrompt in Gen.Bool
        from hash in Gen.ULong
        from failure in Gen.Enum<ModelFailureKind>()
        from text in Maybe
        from isBatch in Gen.Bool
        from propensity in Gen.Double[0.0001, 1]
        from checks in Texts.Select(Gen.Enum<AnswerCheckOutcome>()).Array[0, 3]
        select new SpendEntry(id, at, model, names.Item1, names.Item2, names.Item3, usage, cost, durations.Item1)
        {
            Attempt = attempt,
            Attribution = attribution,
            Prompt = hasPrompt ? prompt with { Task = names.Item2 } : null,
            Selection = text ?? "",
            Propensity = durations.Item3 ? propensity : null,
            IsBatch = isBatch,
            DecisionHash = hash,
            Failure = names.Item3 is AttemptOutcome.Succeeded or AttemptOutcome.Escalated or AttemptOutcome.Compared ? null : failure,
            Error = text,
            Checks = [.. checks.DistinctBy(static check => check.Item1, StringComparer.Ordinal).Select(static check => new AnswerCheck(check.Item1, check.Item2, Reason: null))],
            TimeToFirstContent = durations.Item3 ? durations.Item2 : null,
        };

    /// <summary>An entry that can be told from others by its number.</summary>
    public static SpendEntry Numbered(int number, int attempt = 1) => new(
        new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        DateTimeOffset.UnixEpoch.AddSeconds(number),
        "r1",
        ModelTier.SelfHosted,
        PromptTask.Chat,
        AttemptOutcome.Succeeded,
        new(number, 0, 1, 0),
        number / 1_000_000m,
        TimeSpan.FromMilliseconds(number)) { Attempt = attempt };

    /// <summary>All that an entry says, as text, since lists of tags are not equal by their content.</summary>
    public static string Told(SpendEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer, SpendEntryJson.LineOptions))
        {
            SpendEntryJson.Write(json, entry);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static List<string> Told(IEnumerable<SpendEntry> entries) => [.. entries.Select(Told).Order(StringComparer.Ordinal)];

    /// <summary>A sum as a whole number of 10⁻²⁸, which no size rounds.</summary>
    public static BigInteger Exact(IEnumerable<SpendEntry> entries) => entries.Aggregate(BigInteger.Zero, static (sum, entry) => sum + Exact(entry.Cost));

    public static BigInteger Exact(decimal amount)
    {
        var bits = decimal.GetBits(amount);
        var mantissa = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return mantissa * BigInteger.Pow(10, 28 - amount.Scale);
    }

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static async Task<List<SpendEntry>> ListAsync(ISpendLedgerReader ledger, SpendQuery? query = null)
    {
        var entries = new List<SpendEntry>();
        await foreach (var entry in ledger.ReadAsync(query ?? SpendQuery.All, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
