namespace ModelRouter.Storage;

/// <summary>One counter as a process has it: spends from a leased part of the budget in memory, and goes to the database, together with all others
/// that want to, to settle and for more.</summary>
/// <remarks>Safe for concurrent use; one exchange is on its way at a time. leased = held + settled but not exchanged + free.</remarks>
internal sealed class LeasedBudget(BudgetCounter counter, LeaseExchange exchange)
{
    private readonly Lock _lock = new();
    private readonly Guid _lease = Guid.NewGuid();
    private List<LeaseNeed> _needs = [];
    private List<LeaseNeed> _asked = [];
    private List<LeaseSettlement> _settlements = [];
    private List<LeaseSettlement> _unconfirmed = [];
    private DateTimeOffset _expiresAt = DateTimeOffset.MinValue;
    private decimal _leased;
    private decimal _held;
    private decimal _settled;
    private decimal _spent;
    private decimal _others;
    private long _sequence;
    private bool _isUsed;
    private bool _isUnanswered;
    private bool _isClosed;

    internal BudgetCounter Counter { get; } = counter;

    private decimal Free => _leased - _held - _settled;

    private decimal Spare => LeaseRule.Spare(Counter.Limit, Counter.Limit - _spent - _others - _held);

    private BudgetBalance Balance => new(_spent, _others + _held + _settled);

    /// <summary>True if something that was settled is not on the disk.</summary>
    internal bool HasUnsettled
    {
        get
        {
            lock (_lock)
            {
                return _settled > 0;
            }
        }
    }

    /// <summary>Reserves, at once if the lease has enough. False if this object has been closed, and another one has to be asked.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="now">The time.</param>
    /// <param name="answer">The answer, if it needs no wait.</param>
    /// <param name="wait">The answer to come; else <see langword="null"/>.</param>
    internal bool TryReserve(decimal amount, DateTimeOffset now, out BudgetAnswer answer, out Task<BudgetAnswer>? wait)
    {
        (answer, wait) = (default, null);
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            _isUsed = true;
            if (_needs.Count == 0 && _asked.Count == 0 && amount <= Free && now < _expiresAt)
            {
                _held += amount;
                answer = new(true, Balance);
                return true;
            }

            var need = new LeaseNeed(amount);
            _needs.Add(need);
            wait = need.Task;
        }

        exchange.Enqueue(this);
        return true;
    }

    /// <summary>Ends a reservation. What was reserved and not spent is free at once. False if this object has been closed.</summary>
    /// <param name="reserved">What was reserved.</param>
    /// <param name="spent">What was spent.</param>
    /// <param name="balance">The balance, if nothing was spent.</param>
    /// <param name="wait">Completes when what was spent is on the disk; else <see langword="null"/>.</param>
    internal bool TrySettle(decimal reserved, decimal spent, out BudgetBalance balance, out Task<BudgetBalance>? wait)
    {
        lock (_lock)
        {
            (balance, wait) = (default, null);
            if (_isClosed)
            {
                return false;
            }

            _isUsed = true;
            _held = Math.Max(0, _held - reserved);
            if (spent > 0)
            {
                _settled += spent;
                var settlement = new LeaseSettlement(spent);
                _settlements.Add(settlement);
                wait = settlement.Task;
            }
            else
            {
                balance = Balance;
                if (Free <= 2 * Spare)
                {
                    return true;
                }

                // Others may be waiting for so much, but nobody has to wait until they have it.
            }
        }

        exchange.Enqueue(this);
        return true;
    }

    /// <summary>The claim of the next exchange; it is ended by <see cref="Apply"/> or <see cref="Fail"/>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="expiresAt">Until when the lease is to hold.</param>
    /// <param name="givesBack">True to give back all that is free.</param>
    internal LeaseClaim Claim(DateTimeOffset now, DateTimeOffset expiresAt, bool givesBack)
    {
        lock (_lock)
        {
            if (now >= _expiresAt)
            {
                // Others may have what was free.
                _leased = _held + _settled;
            }

            if (!_isUnanswered)
            {
                _sequence++;
                (_unconfirmed, _settlements) = (_settlements, _unconfirmed);
            }

            (_asked, _needs) = (_needs, _asked);
            var settled = _unconfirmed.Sum(static settlement => settlement.Amount);

            // Near the end of a budget what lies here is missed elsewhere. It is taken out before others are told of it.
            var keeps = givesBack ? 0 : Free > 2 * Spare && _asked.Count == 0 ? Spare : Free;
            _leased -= Math.Max(0, Free - keeps);
            return new(
                Counter, _lease, _sequence, settled, _held + _settled - settled, Math.Max(0, Free), [.. _asked.Select(static need => need.Amount)], !givesBack,
                expiresAt);
        }
    }

    /// <summary>The claim was met: whoever asked gets an answer. True if another exchange is wanted.</summary>
    internal bool Apply(LeaseClaim claim, LeaseGrant grant)
    {
        lock (_lock)
        {
            (_leased, _spent, _others, _expiresAt, _isUnanswered) = (grant.Leased, grant.Spent, grant.LeasedByOthers, claim.ExpiresAt, false);
            _settled -= claim.Settled;
            foreach (var need in _asked)
            {
                var fits = need.Amount <= Free;
                _held += fits ? need.Amount : 0;
                need.Answer(new(fits, Balance));
            }

            // Each settlement is told the balance right after it, as if they had come one by one.
            var spent = grant.Spent - claim.Settled;
            foreach (var settlement in _unconfirmed)
            {
                spent += settlement.Amount;
                settlement.Confirm(new(spent, Balance.Reserved));
            }

            _asked.Clear();
            _unconfirmed.Clear();

            // Whoever came meanwhile may be served by what others have given back.
            var served = 0;
            for (; served < _needs.Count && _needs[served].Amount <= Free; served++)
            {
                _held += _needs[served].Amount;
                _needs[served].Answer(new(true, Balance));
            }

            _needs.RemoveRange(0, served);
            return _needs.Count > 0 || _settlements.Count > 0;
        }
    }

    /// <summary>Nobody knows whether the claim was met: who asked is told so; what was settled is kept for the next time.</summary>
    internal void Fail(Exception exception)
    {
        lock (_lock)
        {
            _isUnanswered = true;
            _asked.ForEach(need => need.Fail(exception));
            _asked.Clear();
            Leave(_unconfirmed, exception);
            Leave(_settlements, exception);
        }
    }

    /// <summary>However long a database is out of reach, what it has not taken is one amount.</summary>
    private static void Leave(List<LeaseSettlement> settlements, Exception exception)
    {
        if (settlements.Count > 0)
        {
            settlements.ForEach(settlement => settlement.Fail(exception));
            var left = LeaseSettlement.Left(settlements.Sum(static settlement => settlement.Amount));
            settlements.Clear();
            settlements.Add(left);
        }
    }

    /// <summary>Looks after the lease from time to time.</summary>
    internal LeaseUpkeep Look()
    {
        lock (_lock)
        {
            if (_leased == 0 && _held == 0 && _settled == 0 && _needs.Count == 0 && _asked.Count == 0)
            {
                _isClosed = !_isUsed;
                (var wasUsed, _isUsed) = (_isUsed, false);
                return wasUsed ? LeaseUpkeep.None : LeaseUpkeep.Closed;
            }

            (var isIdle, _isUsed) = (!_isUsed, false);
            return isIdle ? LeaseUpkeep.GiveBack : LeaseUpkeep.Renew;
        }
    }
}
