using System.Numerics.Tensors;

namespace ModelRouter;

/// <summary>Finds the least value of a smooth function by limited-memory BFGS.</summary>
/// <remarks>Liu and Nocedal 1989, Mathematical Programming 45, with backtracking by Armijo's rule.</remarks>
internal static class Lbfgs
{
    private const int Memory = 8;
    private const int MostHalvings = 20;
    private const double Armijo = 1e-4;
    private const double Tolerance = 1e-6;

    /// <summary>The function's value at a place, and its gradient there.</summary>
    internal delegate double Function(ReadOnlySpan<double> at, Span<double> gradient);

    /// <summary>Moves <paramref name="x"/> to where the function is least.</summary>
    internal static void Minimise(Function function, double[] x, int steps, CancellationToken ct)
    {
        var n = x.Length;
        var gradient = new double[n];
        var value = function(x, gradient);
        List<(double[] Move, double[] Change)> past = [];
        double[] next = new double[n], nextGradient = new double[n];
        for (var step = 0; step < steps; step++)
        {
            ct.ThrowIfCancellationRequested();
            var direction = Direction(gradient, past);
            var slope = TensorPrimitives.Dot<double>(gradient, direction);
            if (slope <= 1e-12)
            {
                return;
            }

            var length = 1.0;
            var nextValue = 0.0;
            for (var halving = 0; ; halving++, length /= 2)
            {
                if (halving == MostHalvings)
                {
                    return;
                }

                TensorPrimitives.MultiplyAdd(direction, -length, x, next);
                nextValue = function(next, nextGradient);
                if (nextValue <= value - (Armijo * length * slope))
                {
                    break;
                }
            }

            Remember(past, x, next, gradient, nextGradient);
            var gained = value - nextValue;
            value = nextValue;
            next.CopyTo(x, 0);
            nextGradient.CopyTo(gradient, 0);
            if (gained < Tolerance * Math.Max(1, Math.Abs(value)))
            {
                return;
            }
        }
    }

    private static double[] Direction(double[] gradient, List<(double[] Move, double[] Change)> past)
    {
        double[] direction = [.. gradient];
        var shares = new double[past.Count];
        for (var i = past.Count - 1; i >= 0; i--)
        {
            var (move, change) = past[i];
            shares[i] = TensorPrimitives.Dot<double>(move, direction) / TensorPrimitives.Dot<double>(change, move);
            TensorPrimitives.MultiplyAdd(change, -shares[i], direction, direction);
        }

        var scale = past is [.., var (lastMove, lastChange)]
            ? TensorPrimitives.Dot<double>(lastMove, lastChange) / TensorPrimitives.Dot<double>(lastChange, lastChange)
            : 1 / Math.Max(1, TensorPrimitives.Norm<double>(gradient));
        TensorPrimitives.Multiply(direction, scale, direction);
        for (var i = 0; i < past.Count; i++)
        {
            var (move, change) = past[i];
            var share = TensorPrimitives.Dot<double>(change, direction) / TensorPrimitives.Dot<double>(change, move);
            TensorPrimitives.MultiplyAdd(move, shares[i] - share, direction, direction);
        }

        return direction;
    }

    private static void Remember(List<(double[] Move, double[] Change)> past, double[] x, double[] next, double[] gradient, double[] nextGradient)
    {
        double[] move = new double[x.Length], change = new double[x.Length];
        TensorPrimitives.Subtract(next, x, move);
        TensorPrimitives.Subtract(nextGradient, gradient, change);
        if (TensorPrimitives.Dot<double>(move, change) <= 1e-10)
        {
            return;
        }

        past.Add((move, change));
        if (past.Count > Memory)
        {
            past.RemoveAt(0);
        }
    }
}
