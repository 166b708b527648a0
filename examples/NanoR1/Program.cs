using System.CommandLine;
using NanoR1;

var root = new RootCommand("NanoR1: a small reasoning model, from its exercises to its file")
{
    TrainCommand.Create(),
    new ScopeCommand(),
};
return await root.Parse(args).InvokeAsync();
