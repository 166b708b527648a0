namespace ModelRouter.Tests;

public sealed class InMemoryBudgetStoreTests
{
    private static readonly DateTimeOffset Today = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly InMemoryBudgetStore _store = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clock_that_is_ahead_for_a_moment_makes_no_budget_whole_again()
    {
        await SpendAsync("a", day: 0, 0.9m);
        await SpendAsync("a", day: 365, 0.1m);
        Assert.False((await _store.ReserveAsync(Counter("a", day: 0), 0.2m, Ct)).Fits);
        Assert.Equal(0.9m, _store.Read(Counter("a", day: 0)).Spent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Past_windows_are_forgotten_whether_or_not_a_clock_was_ahead(bool wasAhead)
    {
        for (var day = 0; day < 10; day++)
        {
            await SpendAsync("a", day, 1);
            await SpendAsync("b", day, 1);
            if (wasAhead && day == 3)
            {
                await SpendAsync("a", day: 365, 1);
            }
        }

        var kept = (await _store.ReadAsync(DateTimeOffset.MinValue, Ct)).Select(static use => (use.Start - Today).Days).Order();
        int[] expected = wasAhead ? [8, 8, 9, 9, 365] : [8, 8, 9, 9];
        Assert.Equal(expected, kept);
    }

    [Fact]
    public async Task What_is_reserved_stays()
    {
        Assert.True((await _store.ReserveAsync(Counter("a", day: 0), 0.5m, Ct)).Fits);
        for (var day = 1; day < 5; day++)
        {
            await SpendAsync("b", day, 1);
        }

        Assert.Equal(new(0, 0.5m), _store.Read(Counter("a", day: 0)));
    }

    [Fact]
    public async Task Who_settles_more_than_was_reserved_makes_no_room_for_others()
    {
        var counter = Hour(0);
        await _store.ReserveAsync(counter, 1, Ct);

        Assert.Equal(new(0, 0), await _store.SettleAsync(counter, 5, 0, Ct));
        Assert.False((await _store.ReserveAsync(counter, 10.01m, Ct)).Fits);
        Assert.True((await _store.ReserveAsync(counter, 10, Ct)).Fits);
    }

    [Fact]
    public async Task A_past_window_is_kept_while_something_is_reserved_in_it_and_no_longer()
    {
        await _store.ReserveAsync(Hour(0), 2, Ct);
        await _store.SettleAsync(Hour(0), 0, 3, Ct);
        await _store.ReserveAsync(Hour(1), 1, Ct);

        Assert.Equal(new(5, 0), await _store.SettleAsync(Hour(0), 2, 2, Ct));

        await _store.ReserveAsync(Hour(2), 1, Ct);
        Assert.Equal(default, _store.Read(Hour(0)));
        Assert.Equal(new(0, 1), _store.Read(Hour(1)));
    }

    private static BudgetCounter Hour(int hour) => new("b", "", Today.AddHours(hour), Today.AddHours(hour + 1), 10);

    private static BudgetCounter Counter(string user, int day) =>
        new("daily", user, Today.AddDays(day), Today.AddDays(day + 1), 1);

    private async Task SpendAsync(string user, int day, decimal amount)
    {
        var counter = Counter(user, day);
        await _store.ReserveAsync(counter, amount, Ct);
        await _store.SettleAsync(counter, amount, amount, Ct);
    }
}
