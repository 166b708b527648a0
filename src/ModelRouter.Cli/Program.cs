using ModelRouter.Cli;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
