using System.CommandLine;
using NanoR1;

return await CommandLine.RunAsync(
    new RootCommand("NanoR1: a small reasoning model, from its exercises to its file")
    {
        SampleCommand.Create(),
        TrainCommand.Create(),
        ReinforceCommand.Create(),
        AdaptCommand.Create(),
        ExportCommand.Create(),
        EvaluateCommand.Create(),
        PlotCommand.Create(),
        new ScopeCommand(),
    },
    args);
