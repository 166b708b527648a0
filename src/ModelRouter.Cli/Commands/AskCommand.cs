using System.CommandLine;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary><c>ask</c>: routes one prompt and answers it.</summary>
internal sealed class AskCommand : Command
{
    private readonly PromptArgument _prompt = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: answer, reasoning, usage, cost_usd, decision." };
    private readonly RouterOptions _router;
    private readonly GenerationOptions _generation;
    private readonly ThinkingOptions _thinking;
    private readonly Terminal _terminal;

    public AskCommand(Terminal terminal)
        : base("ask", "Answers a prompt: the answer on the output; thought, receipt and notes on the error stream.")
    {
        _terminal = terminal;
        Arguments.Add(_prompt);
        _router = new(this, hasEngine: true);
        _generation = new(this);
        _thinking = new(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var prompt = await _prompt.ReadAsync(parsed, _terminal, ct).ConfigureAwait(false);
        using var opened = await RouterSource.OpenAsync(_router.Read(parsed) with { ContinuesText = true }, _terminal, ct).ConfigureAwait(false);
        var options = _generation.Read(parsed, opened.ModelId);
        var isJson = parsed.GetValue(_json);
        var showThinking = !isJson && _thinking.Read(parsed, _terminal);

        using var answer = new AnswerWriter(_terminal, showThinking, showAnswer: !isJson);
        try
        {
            var updates = opened.Router.GetStreamingResponseAsync([new(ChatRole.User, prompt)], options, ct);
            await foreach (var update in updates.ConfigureAwait(false))
            {
                answer.Write(update);
            }
        }
        catch (Exception failure) when (isJson && !ct.IsCancellationRequested)
        {
            // Why there is no answer is the result then; the explanation for people follows on the error stream.
            JsonOutput.Write(_terminal, json => AnswerJson.WriteFailure(json, failure));
            throw;
        }

        answer.End();
        var receipt = answer.Receipt ?? throw new InvalidOperationException("The router ended a stream without a receipt.");
        if (isJson)
        {
            JsonOutput.Write(_terminal, json => AnswerJson.WriteMembers(json, answer, receipt));
        }
        else
        {
            var engine = opened.Find(receipt.Model).Client as LoadingChatClient;
            ReceiptWriter.Write(_terminal, receipt, engine?.LoadTime);
            ReceiptWriter.WriteCut(_terminal, answer);
        }

        return ExitCode.Success;
    }
}
