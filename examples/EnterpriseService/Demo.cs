namespace ModelRouter.Examples.EnterpriseService;

/// <summary>A day of three tenants: what they ask over HTTP, what they get, what it cost, and that it is still known after a restart.</summary>
internal static class Demo
{
    private static readonly string[] Tenants = ["acme", "globex", "initech"];

    private static readonly (string Tenant, string User, string Prompt)[] Day =
    [
        ("acme", "ann", "What is 487 + 365?"),
        ("acme", "ann", "Write a product text for a bicycle bell."),
        ("acme", "bob", "Write a product text for a bicycle lamp."),
        ("acme", "ann", "Write a product text for a bicycle pump."),
        ("globex", "cyd", "Write a toast for our company's birthday."),
        ("globex", "cyd", "Write a speech for our company's birthday."),
        ("globex", "dee", "Write a song for our company's birthday."),
        ("initech", "eve", "Answer the customer jan.novak@example.com, who asks where the parcel is."),
        ("initech", "eve", "Write a product text for a stapler."),
        ("nobody", "mallory", "Write a product text for a stapler."),
    ];

    public static async Task RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("modelrouter-");
        await using var standIn = await StandInService.StartAsync();
        KeyValuePair<string, string?>[] settings =
        [
            .. standIn.Settings,
            new("Urls", "http://127.0.0.1:0"),
            new("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"),
            new("ModelRouter:Ledger:Path", Path.Combine(folder.FullName, "spend.db")),
            new("ModelRouter:BudgetStore:Sqlite", Path.Combine(folder.FullName, "budgets.db")),
        ];
        try
        {
            await ServeAsync(args, settings, static async caller =>
            {
                foreach (var (tenant, user, prompt) in Day)
                {
                    Console.WriteLine($"{tenant + "/" + user,-15} {await caller.AskAsync(tenant, user, prompt)}");
                }

                Console.WriteLine();
                Console.WriteLine("Why initech's customer stays in the house:");
                Console.WriteLine(await caller.ExplainAsync("initech", "eve", Day[7].Prompt));
            });

            Console.WriteLine();
            Console.WriteLine("After a restart of the service, each tenant is told what it has spent, and what is left of its budget:");
            await ServeAsync(args, settings, static async caller =>
            {
                foreach (var tenant in Tenants)
                {
                    Console.WriteLine($"{tenant,-8} {await caller.SpendAsync(tenant)}");
                }

                Console.WriteLine($"health   {await caller.HealthAsync()}");
            });
        }
        finally
        {
            Delete(folder);
        }
    }

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Windows keeps files that a pooled connection has open; they are in the folder for temporary ones.
        }
    }

    private static async Task ServeAsync(string[] args, KeyValuePair<string, string?>[] settings, Func<Caller, Task> play)
    {
        await using var app = Service.Create(args, settings);
        await app.StartAsync();
        using (var caller = new Caller(app.Urls.First()))
        {
            await play(caller);
        }

        await app.StopAsync();
    }
}
