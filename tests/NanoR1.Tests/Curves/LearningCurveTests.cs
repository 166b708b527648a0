using System.Buffers.Binary;

namespace NanoR1.Tests;

public sealed class LearningCurveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nanor1-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_log_and_the_accuracies_beside_it_become_a_picture_of_two_panels()
    {
        var log = Write("sft.csv", "step,tokens,loss,rate,seconds\n10,20480,5.5,0.005,1\n20,40960,2.25e0,0.005,2\n30,61440,0.5,0.004,3\n");
        Assert.Equal(480, await PlotAsync(log));
        Write("sft-accuracy.csv", "step,family,accuracy\n10,addition,0.1\n30,addition,0.95\n10,all,0.1\n30,all,0.95\n");
        Assert.Equal(960, await PlotAsync(log));
    }

    [Fact]
    public void Points_are_found_by_their_columns_titles()
    {
        var loss = CurveFile.ReadLoss(Write("a.csv", "loss,rate,step\n2.5,1,10\n1e-3,1,20\n"));
        Assert.Equal([new(10, 2.5), new(20, 0.001)], loss);
        var accuracy = CurveFile.ReadAccuracy(Write("b.csv", "step,family,accuracy\n5,units,0.25\n"));
        Assert.Equal([new(5, "units", 0.25)], accuracy);
    }

    [Fact]
    public void Of_a_step_that_was_done_again_the_later_line_counts()
    {
        var loss = CurveFile.ReadLoss(Write("a.csv", "step,loss\n10,5\n20,4\n30,9\n20,3\n30,2\n"));
        Assert.Equal([new(10, 5), new(20, 3), new(30, 2)], loss);
        var accuracy = CurveFile.ReadAccuracy(Write("b.csv", "step,family,accuracy\n5,units,0.25\n5,all,0.5\n5,units,0.75\n"));
        Assert.Equal([new(5, "units", 0.75), new(5, "all", 0.5)], accuracy);
    }

    [Theory]
    [InlineData("", "titles")]
    [InlineData("step,tokens\n1,2\n", "titles")]
    [InlineData("step,loss\n", "nothing has been logged")]
    [InlineData("step,loss\n1,2\n2,two\n", "line 3")]
    [InlineData("step,loss\n1\n", "line 2")]
    public void A_log_that_can_not_be_read_is_an_error_with_its_place(string text, string place)
    {
        var error = Assert.Throws<FormatException>(() => CurveFile.ReadLoss(Write("bad.csv", text)));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The picture's height in pixels.</summary>
    private async Task<int> PlotAsync(string log)
    {
        var png = Path.Combine(_folder, "curve.png");
        string[] arguments = ["--log", log, "--out", png];
        Assert.Equal(0, await PlotCommand.Create().Parse(arguments).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        var bytes = await File.ReadAllBytesAsync(png, TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        Assert.Equal(1100, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)));
        return BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20));
    }
}
