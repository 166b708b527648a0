using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Examples.Worker;

/// <summary>Answers every <c>.txt</c> file of the inbox into an <c>.answer</c> file beside it, and logs what that cost.</summary>
internal sealed partial class InboxWorker(IChatClient client, IConfiguration configuration, ILogger<InboxWorker> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var inbox = Directory.CreateDirectory(configuration["Inbox"] ?? "inbox").FullName;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            foreach (var file in Directory.EnumerateFiles(inbox, "*.txt").Where(f => !File.Exists(Path.ChangeExtension(f, "answer"))))
            {
                try
                {
                    await AnswerAsync(file, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    File.Move(file, Path.ChangeExtension(file, "failed"), overwrite: true);
                    Failed(logger, Path.GetFileName(file), failure.Message);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AnswerAsync(string file, CancellationToken ct)
    {
        var response = await client.GetResponseAsync(await File.ReadAllTextAsync(file, ct), cancellationToken: ct);
        await File.WriteAllTextAsync(Path.ChangeExtension(file, "answer"), response.Text, ct);
        if (response.GetRoutingReceipt() is { } receipt)
        {
            Answered(logger, Path.GetFileName(file), receipt.Model, receipt.Usage.OutputTokens, receipt.Cost);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{File}: {Model} wrote {Tokens} tokens for US${Cost}.")]
    private static partial void Answered(ILogger logger, string file, string model, long tokens, decimal cost);

    [LoggerMessage(2, LogLevel.Warning, "{File} failed and is set aside: {Reason}")]
    private static partial void Failed(ILogger logger, string file, string reason);
}
