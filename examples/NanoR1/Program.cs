using System.Diagnostics;
using NanoR1;

foreach (var (m, k, n) in new[] { (2048, 192, 192), (2048, 192, 512), (2048, 512, 192), (192, 2048, 192), (512, 2048, 192), (2048, 192, 264), (120, 32, 120), (120, 120, 32), (192, 192, 192) })
{
    var a = new float[m * k]; var b = new float[k * n]; var c = new float[m * n];
    for (var t = 0; t < 2; t++)
    {
        var va = t == 0 ? new View(a, m, k) : new View(a, k, m).Transposed;
        var vb = t == 0 ? new View(b, n, k).Transposed : new View(b, k, n);
        for (var i = 0; i < 30; i++) { Gemm.Multiply(va, vb, new View(c, m, n), false); }
        var s = Stopwatch.StartNew(); var count = 0;
        while (s.ElapsedMilliseconds < 300) { Gemm.Multiply(va, vb, new View(c, m, n), false); count++; }
        Console.WriteLine($"{m}x{k}x{n} {(t == 0 ? "A·Bt" : "At·B")} {2.0 * m * n * k * count / s.Elapsed.TotalSeconds / 1e9:F1} GF");
    }
}
return 0;
