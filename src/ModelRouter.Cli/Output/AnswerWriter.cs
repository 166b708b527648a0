using System.Text;
using Microsoft.Extensions.AI;

namespace ModelRouter.Cli;

/// <summary>Shows an answer while it is written: the thought dimmed on the error stream, the answer alone on the output.</summary>
internal sealed class AnswerWriter(Terminal terminal, bool showThinking, bool showAnswer) : IDisposable
{
    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _answer = new();
    private bool _isThinking;
    private char _last = '\n';

    public string Reasoning => _reasoning.ToString();

    public string Answer => _answer.ToString();

    public RoutingReceipt? Receipt { get; private set; }

    public ChatFinishReason? FinishReason { get; private set; }

    public void Write(ChatResponseUpdate update)
    {
        Receipt = update.GetRoutingReceipt() ?? Receipt;
        FinishReason = update.FinishReason ?? FinishReason;
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextReasoningContent { Text.Length: > 0 } thought:
                    _reasoning.Append(thought.Text);
                    WriteThought(thought.Text);
                    break;
                case TextContent { Text.Length: > 0 } text:
                    _answer.Append(text.Text);
                    WriteAnswer(text.Text);
                    break;
            }
        }
    }

    /// <summary>Ends the lines that were begun, however the answer ended.</summary>
    public void Dispose() => End();

    /// <inheritdoc cref="Dispose"/>
    public void End()
    {
        EndThought();
        if (showAnswer && _last != '\n')
        {
            terminal.Out.WriteLine();
            _last = '\n';
        }
    }

    private void WriteThought(string text)
    {
        if (!showThinking)
        {
            return;
        }

        if (!_isThinking)
        {
            _isThinking = true;
            terminal.Error.Write(terminal.HasErrorColors ? "\e[2m" : "");
        }

        terminal.Error.Write(terminal.IsErrorTerminal ? TerminalText.Clean(text) : text);
    }

    private void EndThought()
    {
        if (!_isThinking)
        {
            return;
        }

        _isThinking = false;
        terminal.Error.Write(terminal.HasErrorColors ? "\e[0m" : "");
        terminal.Error.WriteLine();
        if (terminal.IsErrorTerminal && _reasoning[^1] != '\n')
        {
            terminal.Error.WriteLine();
        }
    }

    private void WriteAnswer(string text)
    {
        EndThought();
        if (showAnswer)
        {
            terminal.Out.Write(terminal.IsOutTerminal ? TerminalText.Clean(text) : text);
            _last = text[^1];
        }
    }
}
