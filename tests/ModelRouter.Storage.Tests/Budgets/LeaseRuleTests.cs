using CsCheck;

namespace ModelRouter.Storage.Tests;

/// <summary>The rule by which a counter is shared, on random claims.</summary>
public class LeaseRuleTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly Gen<decimal> Amount = Gen.Frequency((1, Gen.Const(0m)), (4, Gen.Long[0, 50_000_000_000].Select(n => n / 1_000_000_000m)));

    [Fact]
    public void Spent_and_leased_never_pass_the_limit_and_what_fits_is_granted() =>
        Gen.Select(Amount, Amount.Array[0, 3], Amount, Amount, Amount, Amount.Array[0, 5], Amount).Sample(
            (spent, others, settled, held, free, needs, beyond) =>
            {
                // What the claimer has is within the limit, as all that was ever granted is.
                var limit = spent + others.Sum() + settled + held + free + beyond;
                var claim = new LeaseClaim(new("b", "", Now, Now, limit), Guid.NewGuid(), 2, settled, held, free, needs, WantsSpare: true, Now);
                LeaseRow[] leases = [.. others.Select(amount => new LeaseRow(Guid.NewGuid(), amount, Now.AddSeconds(1), 1)), new(claim.Lease, settled + held + free, Now, 1)];

                var grant = LeaseRule.Meet(claim, spent, leases, Now);

                Assert.Equal((spent + settled, others.Sum()), (grant.Spent, grant.LeasedByOthers));
                Assert.True(grant.Spent + grant.LeasedByOthers + grant.Leased <= limit);
                Assert.True(grant.Leased >= held + free);
                var left = free + beyond;
                foreach (var need in needs)
                {
                    left -= need <= left ? need : 0;
                }

                Assert.True(grant.Leased - held >= free + beyond - left, "What fits was not granted.");
                Assert.True(grant.Leased - held - Math.Max(free, free + beyond - left) <= limit / 256, "More was granted than a spare part.");
            },
            iter: 100_000);

    [Fact]
    public void The_same_claim_again_settles_nothing_twice()
    {
        var claim = new LeaseClaim(new("b", "", Now, Now, 10), Guid.NewGuid(), 7, 3, 1, 0, [], WantsSpare: true, Now);
        Assert.Equal(3, LeaseRule.Meet(claim, 0, [new(claim.Lease, 4, Now, 6)], Now).Spent);
        Assert.Equal(3, LeaseRule.Meet(claim, 3, [new(claim.Lease, 1, Now, 7)], Now).Spent);
    }

    [Fact]
    public void Who_has_lost_its_lease_to_others_gets_no_more_than_there_is()
    {
        var claim = new LeaseClaim(new("b", "", Now, Now, 10), Guid.NewGuid(), 1, 0, 5, 3, [], WantsSpare: false, Now);
        Assert.Equal(2, LeaseRule.Meet(claim, 0, [new(Guid.NewGuid(), 8, Now.AddTicks(1), 1)], Now).Leased);
        Assert.Equal(0, LeaseRule.Meet(claim, 3, [new(Guid.NewGuid(), 8, Now.AddTicks(1), 1)], Now).Leased);
    }

    [Fact]
    public void Leases_that_have_expired_are_free()
    {
        var claim = new LeaseClaim(new("b", "", Now, Now, 10), Guid.NewGuid(), 1, 0, 0, 0, [9], WantsSpare: false, Now);
        Assert.Equal(9, (LeaseRule.Meet(claim, 0, [new(Guid.NewGuid(), 10, Now, 1)], Now).Leased));
        Assert.Equal(0, (LeaseRule.Meet(claim, 0, [new(Guid.NewGuid(), 10, Now.AddTicks(1), 1)], Now).Leased));
    }
}
