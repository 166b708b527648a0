using System.CommandLine;
using NanoR1;

return await CommandLine.RunAsync(
    new RootCommand("NanoR1: a small reasoning model, from its exercises to its file")
    {
        EvaluateCommand.Create(),
        PlotCommand.Create(),
        SampleCommand.Create(),
    },
    args);
