using CsCheck;

namespace ModelRouter.Evaluation.Tests;

public class PairCurveTests
{
    // Ten rows whose score is their number: the strong model alone is right on the last five, both are on the first two.
    private static readonly double[] Scores = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    private static readonly double[] Weak = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly double[] Strong = [1, 1, 0, 0, 0, 1, 1, 1, 1, 1];

    [Fact]
    public void A_curve_worked_out_by_hand()
    {
        var curve = PairCurve.Of(Scores, Weak, Strong);

        // Thresholds 0, 0.9, 1.8, … 8.1, 9: 10, 9, … 1 and, beyond the last, 0 rows are strong.
        Assert.Equal([1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0], curve.Points.Select(static p => Math.Round(p.StrongShare, 9)));
        Assert.Equal([0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2], curve.Points.Select(static p => Math.Round(p.Quality, 9)));
        Assert.Equal((0.2, 0.7), (curve.Weak, curve.Strong), (IEqualityComparer<(double, double)>)new Close());

        // Area: ten tenths wide, from 0.2 to 0.7 by half, then at 0.7. (0.225 + 0.35 − 0.2) / 0.5.
        Assert.Equal(0.75, curve.Apgr, 9);
        Assert.Equal(0.1, curve.Cpt(0.2)!.Value, 9);
        Assert.Equal(0.25, curve.Cpt(0.5)!.Value, 9);
        Assert.Equal(0.5, curve.Cpt(1)!.Value, 9);
        Assert.Equal(0, curve.Cpt(0));
    }

    [Fact]
    public void A_plateau_that_rounding_would_pass_is_where_the_curve_first_gets_there()
    {
        // The strong model alone is right on eight of the highest twenty and two of the lowest: four fifths of its gain stand at a tenth of the calls.
        double[] scores = [.. Enumerable.Range(0, 200)], weak = new double[200];
        double[] strong = [.. scores.Select(static score => score is < 2 or >= 192 ? 1.0 : 0)];
        Assert.Equal(0.1, PairCurve.Of(scores, weak, strong).Cpt(0.8)!.Value, 9);
    }

    [Fact]
    public void Equal_scores_leave_only_all_or_none()
    {
        var curve = PairCurve.Of([3, 3, 3], [0, 0, 1], [1, 1, 1]);
        Assert.All(curve.Points.Take(10), static point => Assert.Equal(1, point.StrongShare));
        Assert.Equal(0, curve.Points[10].StrongShare);
        Assert.Equal(0.5, curve.Apgr, 9);
    }

    [Fact]
    public void No_score_beats_the_oracle_and_its_unit_does_not_count()
    {
        var row = Gen.Select(Gen.Double[-5, 5], Gen.Int[0, 1], Gen.Int[0, 1]);
        row.Array[12, 200].Where(static rows => rows.Sum(static r => r.Item3) > rows.Sum(static r => r.Item2)).Sample(rows =>
        {
            double[] scores = [.. rows.Select(static r => r.Item1)], weak = [.. rows.Select(static r => (double)r.Item2)], strong = [.. rows.Select(static r => (double)r.Item3)];
            var curve = PairCurve.Of(scores, weak, strong);

            // A tenth of the rows is the grain of the curve.
            var oracle = PairCurve.Of([.. strong.Zip(weak, static (s, w) => s - w).Select(static (gain, i) => gain + (i * 1e-6))], weak, strong);
            Assert.All(curve.Points, point => Assert.True(point.Quality <= oracle.Points.Max(static p => p.Quality) + 1e-9));
            Assert.Equal(1, curve.Points[0].StrongShare);
            Assert.Equal(0, curve.Points[^1].StrongShare);
            Assert.Equal(curve.Weak, curve.Points[^1].Quality, tolerance: 1e-9);
            Assert.Equal(curve.Strong, curve.Points[0].Quality, tolerance: 1e-9);
            Assert.Equal(curve.Apgr, PairCurve.Of([.. scores.Select(static s => 2 * s)], weak, strong).Apgr, tolerance: 1e-9);
        });
    }

    [Fact]
    public void What_is_no_score_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PairCurve.Of([], [], []));
        Assert.Throws<ArgumentException>(() => PairCurve.Of([double.NaN], [0], [1]));
        Assert.Throws<ArgumentException>(() => PairCurve.Of([1, 2], [0], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairCurve.Of([1], [0], [1]).Cpt(1.1));
    }

    private sealed class Close : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) < 1e-9 && Math.Abs(x.Item2 - y.Item2) < 1e-9;

        public int GetHashCode((double, double) obj) => 0;
    }
}
