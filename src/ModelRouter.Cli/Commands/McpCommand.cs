using System.CommandLine;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ModelRouter.Cli;

/// <summary><c>mcp</c>: serves the router's functions to an agent over the Model Context Protocol.</summary>
internal sealed class McpCommand : Command
{
    private readonly RouterOptions _router;
    private readonly DeclarationOptions _declared;
    private readonly Terminal _terminal;

    public McpCommand(Terminal terminal)
        : base("mcp", "Serves the router's functions over the Model Context Protocol, on standard input and output, until the input has ended and all is answered.")
    {
        _terminal = terminal;
        _router = new(this, hasEngine: true);
        _declared = new(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var request = _router.Read(parsed) with { RemembersSpending = true };
        using var opened = await RouterSource.OpenAsync(request, _terminal, ct).ConfigureAwait(false);
        opened.CheckModel();
        var functions = new RouterFunctions(opened.Router, opened.Ledger as ISpendLedgerReader);
        var tools = new McpTools(AgentFunctions.Of(functions, opened.Router, opened.ModelId, asked => _declared.Mark(parsed, asked)));
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "modelrouter", Version = typeof(McpCommand).Assembly.GetName().Version?.ToString(3) ?? "0" },
            ServerInstructions = "Language models behind one router: ask the best for each question, compare, let one think deeply, and see what it costs.",
            ToolCollection = [.. tools.All()],
        };

        // Only messages go to the output; the terminal's notes and the engine's progress go to the error stream.
        var transport = new McpTransport(Console.OpenStandardInput(), Console.OpenStandardOutput(), options.ServerInfo.Name);
        await using var closing = transport.ConfigureAwait(false);
        var server = McpServer.Create(transport, options);
        await using var ending = server.ConfigureAwait(false);
        _terminal.WriteNote($"serving {options.ToolCollection.Count} functions over {opened.Router.Endpoints.Count} models; the end of the input ends it.");
        await server.RunAsync(ct).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        return ExitCode.Success;
    }
}
