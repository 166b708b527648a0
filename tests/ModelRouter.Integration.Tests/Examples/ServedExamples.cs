using System.Net;
using System.Net.Http.Json;

namespace ModelRouter.Integration.Tests;

/// <summary>Examples that run until they are stopped: started, asked once, and stopped.</summary>
internal static class ServedExamples
{
    private const string Listening = "Now listening on: ";
    private const string Anywhere = "--urls=http://127.0.0.1:0";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static async Task<string> AspNetCoreAsync()
    {
        await using var program = ExampleProgram.Start("AspNetCore", Anywhere);
        using var http = await ConnectAsync(program);
        var (status, answer) = await AskAsync(http, "What is 487 + 365?");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("event: thought", answer, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"nano-r1\"", answer, StringComparison.Ordinal);
        Assert.Equal("852", string.Concat(answer.Split("\n\n").Where(static part => part.StartsWith("event: answer", StringComparison.Ordinal)).Select(static part => part.Split('"')[1])));
        (status, answer) = await AskAsync(http, "Write a poem about the sea.");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("No model may serve this prompt.", answer, StringComparison.Ordinal);
        Assert.Equal("Healthy", await http.GetStringAsync("/health", Ct));
        await program.StopAsync();
        return answer;
    }

    internal static async Task<string> WorkerAsync()
    {
        // The files are there before the worker is, so that it finds them whole.
        var inbox = Directory.CreateTempSubdirectory("modelrouter-inbox-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(inbox.FullName, "sum.txt"), "What is 487 + 365?", Ct);
            await File.WriteAllTextAsync(Path.Combine(inbox.FullName, "poem.txt"), "Write a poem about the sea.", Ct);
            await using var program = ExampleProgram.Start("Worker", "--Inbox", inbox.FullName);

            // Files come in any order.
            var expected = new HashSet<string>(StringComparer.Ordinal) { "sum.txt: nano-r1 wrote", "poem.txt failed" };
            while (expected.Count > 0)
            {
                var line = await program.LineAsync(".txt");
                expected.RemoveWhere(text => line.Contains(text, StringComparison.Ordinal));
            }

            Assert.Equal("852", await File.ReadAllTextAsync(Path.Combine(inbox.FullName, "sum.answer"), Ct));
            Assert.True(File.Exists(Path.Combine(inbox.FullName, "poem.failed")));
            await program.StopAsync();
            return "";
        }
        finally
        {
            inbox.Delete(recursive: true);
        }
    }

    internal static async Task EnterpriseServiceAsync()
    {
        await using var program = ExampleProgram.Start("EnterpriseService", Anywhere);
        using var http = await ConnectAsync(program);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(http, "What is 487 + 365?")).Status);
        http.DefaultRequestHeaders.Add("X-Api-Key", "acme-demo-key");
        var (status, answer) = await AskAsync(http, "What is 487 + 365?");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"model\":\"nano-r1\"", answer, StringComparison.Ordinal);
        Assert.Contains("nano-r1", await http.GetStringAsync("/spend", Ct), StringComparison.Ordinal);

        // What the caller declares counts, and what is no class of data is refused.
        Assert.Contains("\"model\":\"r1-house\"", (await AskAsync(http, "Write a toast.", "Confidential")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(http, "Write a toast.", "Konfidential")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(http, " ")).Status);

        // A store of budgets that fails for the moment is no budget that is spent.
        if (!OperatingSystem.IsWindows())
        {
            var budgets = Path.Combine(program.Folder, "data", "budgets.db");
            File.Move(budgets, budgets + ".away");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(http, "Write a toast.")).Status);
            File.Move(budgets + ".away", budgets, overwrite: true);
        }

        // What it has spent is in a file that stays.
        await program.StopAsync();
        Assert.True(File.Exists(Path.Combine(program.Folder, "data", "spend.db")));
    }

    private static async Task<HttpClient> ConnectAsync(ExampleProgram program)
    {
        var line = await program.LineAsync(Listening);
        return new() { BaseAddress = new(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]) };
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(HttpClient http, string prompt, string? dataClass = null)
    {
        using var response = await http.PostAsJsonAsync("/ask", new { prompt, dataClass }, Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }
}
