using System.CommandLine;
using NanoR1;

return await new RootCommand("Trains NanoR1, the reasoning model that ships with ModelRouter.") { new ScopeCommand() }.Parse(args).InvokeAsync();
