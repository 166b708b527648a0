namespace ModelRouter.Evaluation;

/// <summary>Who was right at which cost, and what it would have cost to read the others' answers.</summary>
internal sealed class DeliberationTable
{
    private const double Right = 0.99;
    private const double CharactersPerToken = 4;
    private const int UsualCharacters = 1_600;

    private readonly bool[][] _right;
    private readonly double[][] _cost;
    private readonly double[][] _tokens;
    private readonly double[] _inputPrice;

    // Tasks were held out as a whole, so intervals draw them as a whole.
    private readonly int[][] _tasks;

    internal DeliberationTable(RoutingDataset data, RowGrouping by, Func<RoutingRow, bool> isOf)
    {
        // What is known of models is asked of all rows, so that both halves have the same ones.
        var all = new ValueTable(data);
        (Names, LeftOut) = (all.Names, all.LeftOut);
        int[] rows = [.. Enumerable.Range(0, all.Rows.Length).Where(i => isOf(all.Rows[i]))];
        Count = rows.Length;
        _tasks = RowGroups.Together([.. rows.Select(i => all.Rows[i])], by);
        _right = [.. all.Quality.Select(quality => rows.Select(i => quality[i] >= Right).ToArray())];
        _cost = [.. all.Cost.Select(cost => rows.Select(i => cost[i]).ToArray())];
        _tokens = [.. all.Columns.Select(column => rows.Select(i => (all.Rows[i].OutputCharacters?[column] ?? UsualCharacters) / CharactersPerToken).ToArray())];
        _inputPrice = [.. all.Columns.Select(column => (double)data.ReadingPriceOf(column))];
        Best = Count == 0
            ? throw new RoutingDataException("One half of the tasks has no prompt of its own for which all outcomes are known.")
            : Enumerable.Range(0, Models).OrderByDescending(model => MeanOf(model).Accuracy).ThenBy(model => MeanOf(model).Cost).First();
    }

    internal string[] Names { get; }

    internal IReadOnlyList<string> LeftOut { get; }

    /// <summary>How many prompts there are.</summary>
    internal int Count { get; }

    /// <summary>Of how many tasks they are.</summary>
    internal int Tasks => _tasks.Length;

    internal int Models => _right.Length;

    /// <summary>The most accurate model, the cheapest of equals.</summary>
    internal int Best { get; }

    /// <summary>A model alone.</summary>
    internal (double Accuracy, double Cost) MeanOf(int model) => (_right[model].Average(static right => right ? 1.0 : 0), _cost[model].Average());

    /// <summary>A team.</summary>
    internal (double Accuracy, double Cost) Mean(NumberedTeam team, bool wrongAgree)
    {
        var (right, cost) = (0, 0.0);
        for (var row = 0; row < Count; row++)
        {
            var outcome = Deliberate(team, row, wrongAgree);
            right += outcome.IsRight ? 1 : 0;
            cost += outcome.Cost;
        }

        return ((double)right / Count, cost / Count);
    }

    /// <summary>A model alone, with intervals.</summary>
    internal (Interval Accuracy, Interval Cost) Alone(int model, int seed, CancellationToken ct)
    {
        var figures = Bootstrap.OfEach(_tasks, rows => [Share(rows, row => _right[model][row] ? 1 : 0), Share(rows, row => _cost[model][row])], seed, Bootstrap.Draws, ct);
        return (figures[0], figures[1]);
    }

    /// <summary>A team, with intervals, beside a model alone.</summary>
    internal DeliberationBound Measure(NumberedTeam team, bool wrongAgree, int best, int seed, CancellationToken ct)
    {
        var outcomes = Enumerable.Range(0, Count).Select(row => Deliberate(team, row, wrongAgree)).ToArray();
        var figures = Bootstrap.OfEach(
            _tasks,
            rows =>
            {
                var (accuracy, cost) = (Share(rows, row => outcomes[row].IsRight ? 1 : 0), Share(rows, row => outcomes[row].Cost));
                return
                [
                    accuracy, cost, accuracy - Share(rows, row => _right[best][row] ? 1 : 0), cost / Share(rows, row => _cost[best][row]),
                    Share(rows, row => outcomes[row].IsArbitrated ? 1 : 0),
                ];
            },
            seed,
            Bootstrap.Draws,
            ct);
        return new(figures[0], figures[1], figures[2], figures[3], figures[4]);
    }

    /// <summary>One prompt.</summary>
    internal (bool IsRight, double Cost, bool IsArbitrated) Deliberate(NumberedTeam team, int row, bool wrongAgree)
    {
        var (right, cost, read) = (0, 0.0, 0.0);
        foreach (var drafter in team.Drafters)
        {
            right += _right[drafter][row] ? 1 : 0;
            cost += _cost[drafter][row];
            read += _tokens[drafter][row];
        }

        var voters = team.Drafters.Length;
        var isUnanimous = right == voters || (wrongAgree && right == 0);
        if (team.Critic >= 0 && !(team.SkipsCritic && isUnanimous))
        {
            voters++;
            right += _right[team.Critic][row] ? 1 : 0;
            cost += _cost[team.Critic][row] + (read * _inputPrice[team.Critic]);
            read += _tokens[team.Critic][row];
        }
        else if (team.SkipsCritic)
        {
            return (right > 0, cost, false);
        }

        if (right >= team.Quorum)
        {
            return (true, cost, false);
        }

        return wrongAgree && voters - right >= team.Quorum
            ? (false, cost, false)
            : (_right[team.Arbiter][row], cost + _cost[team.Arbiter][row] + (read * _inputPrice[team.Arbiter]), true);
    }

    private static double Share(IReadOnlyList<int> rows, Func<int, double> figure)
    {
        var sum = 0.0;
        for (var i = 0; i < rows.Count; i++)
        {
            sum += figure(rows[i]);
        }

        return sum / rows.Count;
    }
}
