using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Policies;

namespace ModelRouter.Tests;

public class PolicyConditionTests
{
    private static readonly RequestAttribution Nobody = RequestAttribution.None;
    private static readonly RequestAttribution Somebody = new("acme", "ann", "planner") { Tags = ["beta", "cost-42"] };

    public static TheoryData<string, string?, string> Conditions => new()
    {
        // The condition, where it holds (a change of the usual request), and where it doesn't.
        { "tasks", "task", "" }, { "domains", "domain", "" }, { "languages", "language", "" }, { "min-class", "personal", "" },
        { "max-class", "public", "" }, { "tenants", "somebody", "" }, { "users", "somebody", "" }, { "agents", "somebody", "" }, { "tags", "somebody", "" },
        { "min-tokens", "long", "" }, { "max-tokens", "short", "" }, { "suspicion", "injection", "" }, { "modalities", "image", "" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Each_condition_holds_where_it_should_and_nowhere_else(string condition, string? holds, string fails)
    {
        PolicyCondition when = condition switch
        {
            "tasks" => new() { Tasks = [PromptTask.Code, PromptTask.Math] },
            "domains" => new() { Domains = [PromptDomain.Law] },
            "languages" => new() { Languages = ["KO", "ja"] },
            "min-class" => new() { MinDataClass = DataClass.Personal },
            "max-class" => new() { MaxDataClass = DataClass.Public },
            "tenants" => new() { Tenants = ["other", "ACME"] },
            "users" => new() { Users = ["Ann"] },
            "agents" => new() { Agents = ["planner"] },
            "tags" => new() { Tags = ["alpha", "Beta"] },
            "min-tokens" => new() { MinPromptTokens = 1_000 },
            "suspicion" => new() { MinInjectionSuspicion = 0.5 },
            "modalities" => new() { Modalities = PromptModalities.Image | PromptModalities.Audio },
            _ => new() { MaxPromptTokens = 10 },
        };

        Assert.Equal([condition], Apply(when, condition, holds!));
        Assert.Empty(Apply(when, condition, fails));

        // The other way round as an exception.
        Assert.Equal([], Apply(PolicyCondition.Always, condition, holds!, when));
        Assert.Equal([condition], Apply(PolicyCondition.Always, condition, fails, when));
    }

    [Theory]
    [InlineData("nb", "no", true)]
    [InlineData("NN", "no", true)]
    [InlineData("no", "no", true)]
    [InlineData("iw", "he", true)]
    [InlineData("in", "id", true)]
    [InlineData("mo", "ro", true)]
    [InlineData("nb", "da", false)]
    [InlineData("nb", "nb", true)] // of an analyzer of the application's
    public void Another_code_of_a_language_is_that_language(string written, string told, bool holds)
    {
        var rule = new PolicyRule { Name = "r", When = new() { Languages = [written] }, Worth = 1 };

        Assert.Equal(holds ? ["r"] : [], Names(rule, Prompt with { Language = told }, Nobody, TimeProvider.System));
    }

    [Fact]
    public void All_conditions_have_to_hold_and_any_entry_of_a_list()
    {
        PolicyCondition when = new() { Tasks = [PromptTask.Chat, PromptTask.Code], Tenants = ["acme"], Tags = ["beta"] };
        Assert.NotEmpty(Apply(when, "r", "somebody"));
        Assert.Empty(Apply(when with { Tasks = [PromptTask.Code] }, "r", "somebody"));
        Assert.Empty(Apply(when with { Tenants = ["emca"] }, "r", "somebody"));

        // Of an exception, too: who meets a part of it is no exception.
        Assert.Empty(Apply(PolicyCondition.Always, "r", "somebody", when));
        Assert.NotEmpty(Apply(PolicyCondition.Always, "r", "somebody", when with { Tags = ["alpha"] }));
    }

    [Theory]
    [InlineData("2026-11-25T08:00:00Z", true)] // a Wednesday, 17:00 in Seoul
    [InlineData("2026-11-25T09:59:59Z", true)]
    [InlineData("2026-11-25T10:00:00Z", false)]
    [InlineData("2026-11-24T23:59:59Z", false)]
    [InlineData("2026-11-25T00:00:00Z", true)]
    [InlineData("2026-11-28T03:00:00Z", false)] // a Saturday
    [InlineData("2026-11-29T23:30:00Z", false)] // still Sunday in UTC, and Monday morning before nine in Seoul
    [InlineData("2026-11-30T00:30:00Z", true)] // Monday
    public void A_window_is_of_its_zones_days_and_hours(string at, bool isIn)
    {
        var window = new PolicyTimeWindow
        {
            From = new(9, 0), To = new(19, 0), Days = [DayOfWeek.Monday, DayOfWeek.Wednesday], TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"),
        };
        var time = new FakeTimeProvider(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(isIn ? ["night"] : [], Names(new() { Name = "night", When = new() { Time = window }, Worth = 1 }, Prompt, Nobody, time));
    }

    [Theory]
    [InlineData(22, 0, 6, 0, "2026-11-27T22:00:00Z", true)] // Friday evening
    [InlineData(22, 0, 6, 0, "2026-11-28T05:59:59Z", true)] // its Saturday morning
    [InlineData(22, 0, 6, 0, "2026-11-28T06:00:00Z", false)]
    [InlineData(22, 0, 6, 0, "2026-11-27T05:00:00Z", false)] // Thursday's night
    [InlineData(22, 0, 6, 0, "2026-11-28T22:00:00Z", false)] // Saturday evening
    [InlineData(18, 0, 0, 0, "2026-11-27T23:59:59Z", true)]
    [InlineData(18, 0, 0, 0, "2026-11-28T00:00:00Z", false)]
    [InlineData(0, 0, 0, 0, "2026-11-27T12:00:00Z", true)]
    [InlineData(0, 0, 0, 0, "2026-11-28T12:00:00Z", false)]
    public void A_window_over_midnight_belongs_to_the_day_on_which_it_begins(int fromHour, int fromMinute, int toHour, int toMinute, string at, bool isIn)
    {
        var window = new PolicyTimeWindow { From = new(fromHour, fromMinute), To = new(toHour, toMinute), Days = [DayOfWeek.Friday] };

        Assert.Equal(isIn, window.Contains(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_change_of_clocks_moves_the_window_along()
    {
        var window = new PolicyTimeWindow { From = new(9, 0), To = new(10, 0), TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

        Assert.True(window.Contains(new(2026, 7, 1, 7, 30, 0, TimeSpan.Zero)));
        Assert.False(window.Contains(new(2026, 12, 1, 7, 30, 0, TimeSpan.Zero)));
        Assert.True(window.Contains(new(2026, 12, 1, 8, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_request_to_which_no_rule_applies_allocates_nothing()
    {
        var policy = new CompiledPolicy(
            new()
            {
                Rules = [.. Enumerable.Range(0, 50).Select(i => new PolicyRule
                {
                    Name = $"r{i}",
                    Worth = 1,
                    When = new() { Tenants = [$"t{i}"], Tags = ["x"], Languages = ["en"], Time = new() { From = new(0, 1), TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul") } },
                })],
            },
            []);
        policy.Judge(Prompt, Somebody, TimeProvider.System);

        // The least of several: the runtime's own work is counted on whatever thread it falls.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
            {
                policy.Judge(Prompt, Somebody, TimeProvider.System);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    private static IReadOnlyList<string> Apply(PolicyCondition when, string name, string request, PolicyCondition? unless = null)
    {
        var prompt = request switch
        {
            "task" => Prompt with { Task = PromptTask.Math },
            "domain" => Prompt with { Domain = PromptDomain.Law },
            "language" => Prompt with { Language = "ko" },
            "personal" => Prompt with { DataClass = DataClass.Confidential },
            "public" => Prompt with { DataClass = DataClass.Public },
            "injection" => Prompt with { InjectionSuspicion = 0.5 },
            "image" => Prompt with { Modalities = PromptModalities.Text | PromptModalities.Image },
            "long" => Prompt with { InputTokens = 1_000 },
            "short" => Prompt with { InputTokens = 10 },
            _ => Prompt,
        };
        return Names(new() { Name = name, When = when, Unless = unless, Worth = 1 }, prompt, request == "somebody" ? Somebody : Nobody, TimeProvider.System);
    }

    private static IReadOnlyList<string> Names(PolicyRule rule, PromptProfile prompt, RequestAttribution attribution, TimeProvider time) =>
        new CompiledPolicy(new() { Rules = [rule] }, []).Judge(prompt, attribution, time).Names;
}
