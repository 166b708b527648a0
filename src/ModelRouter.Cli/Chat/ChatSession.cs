namespace ModelRouter.Cli;

/// <summary>Reads lines and does what each asks, until the end of the input, <c>/exit</c> or a second Ctrl-C.</summary>
/// <param name="turns">Asks.</param>
/// <param name="terminal">Where notes go.</param>
/// <param name="interrupts">Tells of Ctrl-C.</param>
/// <param name="lines">What is read; <see langword="null"/> for standard input.</param>
/// <param name="time">The clock; the system's if <see langword="null"/>.</param>
internal sealed class ChatSession(ChatTurns turns, Terminal terminal, Interrupts interrupts, TextReader? lines = null, TimeProvider? time = null)
{
    private readonly bool _isTyped = lines is null && terminal.IsInputTerminal;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _answering;
    private bool _wasInterrupted;
    private int _code = ExitCode.Success;

    public async Task<int> RunAsync(CancellationToken ct)
    {
        interrupts.Handler = OnInterrupt;
        try
        {
            return await ObeyAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            // There is nothing left to stop but the program.
            interrupts.Handler = null;
        }
    }

    private async Task<int> ObeyAsync(CancellationToken ct)
    {
        using var input = _isTyped ? null : Terminal.OpenInput();
        if (_isTyped)
        {
            terminal.Error.WriteLine("Each line is a turn. /help lists the commands; Ctrl-C stops an answer, Ctrl-D leaves.");
        }

        while (await ReadLineAsync(lines ?? input ?? Console.In, ct).ConfigureAwait(false) is { } line)
        {
            lock (_gate)
            {
                _wasInterrupted = false;
            }

            if (ChatInput.Parse(line) is not { } command)
            {
                await AnswerAsync(line, ct).ConfigureAwait(false);
            }
            else if (!Obey(command))
            {
                break;
            }
        }

        return _code;
    }

    private async Task<string?> ReadLineAsync(TextReader input, CancellationToken ct)
    {
        if (_isTyped)
        {
            terminal.Error.Write("\n> ");
        }

        // Reading a terminal can't be interrupted; waiting for it can.
        var line = await Task.Run(input.ReadLine, ct).WaitAsync(ct).ConfigureAwait(false);

        // A signal to all programs of a pipe ends the input as well.
        ct.ThrowIfCancellationRequested();
        if (line is null && !_isTyped)
        {
            await Task.Delay(Interrupts.Grace, time ?? TimeProvider.System, ct).ConfigureAwait(false);
        }

        return line;
    }

    private async Task AnswerAsync(string line, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        SetAnswering(stop);
        try
        {
            await turns.AskAsync(line, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested && stop.IsCancellationRequested)
        {
            terminal.WriteNote("stopped; this turn is forgotten. Ctrl-C again leaves.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One failed turn doesn't end a conversation, but a script has to learn of it.
            terminal.WriteError(FailureReport.Describe(failure));
            _code = failure is UnknownModelException ? ExitCode.Usage : ExitCode.Failure;
        }
        finally
        {
            SetAnswering(null);
        }
    }

    /// <summary>False to leave.</summary>
    private bool Obey(ChatInput command)
    {
        switch (command.Name)
        {
            case "/exit":
                return false;
            case "/reset":
                turns.Reset();
                terminal.WriteNote("the conversation begins anew.");
                break;
            case "/model":
                Choose(command.Argument);
                break;
            case "/receipt" when turns.Receipt is { } receipt:
                ReceiptWriter.Write(terminal, receipt);
                break;
            case "/receipt":
                terminal.WriteNote("there is no answer yet.");
                break;
            case "/help":
                terminal.Error.WriteLine(ChatInput.Help);
                break;
            default:
                terminal.WriteError($"{command.Name} is unknown.{Spelling.DidYouMean(command.Name, ChatInput.Names)} /help lists the commands.");
                break;
        }

        return true;
    }

    private void Choose(string modelId)
    {
        try
        {
            if (modelId.Length > 0)
            {
                turns.Choose(modelId);
            }

            terminal.WriteNote($"the next turn asks {turns.ModelId}.");
        }
        catch (UnknownModelException unknown)
        {
            terminal.WriteError(unknown.Message);
        }
    }

    private void SetAnswering(CancellationTokenSource? stop)
    {
        lock (_gate)
        {
            _answering = stop;
        }
    }

    /// <summary>The first Ctrl-C stops the answer or warns; the next one, with no line between, leaves.</summary>
    private bool OnInterrupt()
    {
        lock (_gate)
        {
            if (_wasInterrupted)
            {
                return false;
            }

            _wasInterrupted = true;
            if (_answering is { } stop)
            {
                // On another thread: what runs on cancellation may take this lock.
                _ = stop.CancelAsync();
            }
            else
            {
                terminal.Error.WriteLine();
                terminal.WriteNote("Ctrl-C again, Ctrl-D or /exit leaves.");
            }

            return true;
        }
    }
}
