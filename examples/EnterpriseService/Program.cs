using ModelRouter.Examples.EnterpriseService;

// Told where to listen, it serves until it is stopped. Else it serves itself on a free port, plays a day of its tenants, and ends.
if (args.Any(static arg => arg.StartsWith("--urls", StringComparison.OrdinalIgnoreCase)))
{
    await using var standIn = await StandInService.StartAsync();
    await Service.Create(args, standIn.Settings).RunAsync();
}
else
{
    await Demo.RunAsync(args);
}
