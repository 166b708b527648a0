namespace ModelRouter.Cli;

/// <summary>Requests by which two policies are compared: the usual tasks, each data class, and everybody whom the rules name.</summary>
internal static class SamplePrompts
{
    private static readonly string[] Tasks =
    [
        "Hi, how are you today?", "안녕하세요, 오늘 기분이 어때요?",
        "Fix this C# method: public int Add(int a, int b) => a - b;", "이 파이썬 함수의 버그를 고쳐줘: def add(a, b): return a - b",
        "What is 487 + 365?", "Prove that there are infinitely many primes.",
        "All bloops are razzies and all razzies are lazzies. Are all bloops lazzies? Explain step by step.",
        "What is the capital of Australia?",
        "Extract every date and amount from this invoice: On 3 May 2026 we delivered two pumps for 4,200 dollars.",
        "Classify this review as positive or negative: The pump broke after two days.",
        "Summarize this contract clause in one sentence: The supplier shall deliver within ten days and is liable for delays.",
        "Translate into Korean: The meeting has been moved to Friday.",
        "Rewrite this politely: Send me the report now.", "Write a short poem about the first snow.",
        "Plan a three-day migration of our database to a new server.", "Is 400 mg of ibuprofen safe together with aspirin?",
    ];

    /// <summary>The samples for two policies.</summary>
    internal static IReadOnlyList<SampleRequest> For(RoutingPolicy a, RoutingPolicy b)
    {
        var samples = Tasks.SelectMany(static task => Enum.GetValues<DataClass>().Select(data => new SampleRequest(task, data))).ToList();
        foreach (var condition in a.Rules.Concat(b.Rules).SelectMany(static rule => rule.Unless is { } unless ? [rule.When, unless] : (PolicyCondition[])[rule.When]))
        {
            SampleRequest[] people =
            [
                .. condition.Tenants.Select(static id => new SampleRequest(Tasks[0], DataClass.Internal, Tenant: id)),
                .. condition.Users.Select(static id => new SampleRequest(Tasks[0], DataClass.Internal, User: id)),
                .. condition.Agents.Select(static id => new SampleRequest(Tasks[0], DataClass.Internal, Agent: id)),
                .. condition.Tags.Select(static tag => new SampleRequest(Tasks[0], DataClass.Internal, Tag: tag)),
            ];
            samples.AddRange(people.SelectMany(static person => (SampleRequest[])[person, person with { DataClass = DataClass.Confidential }]));
        }

        return [.. samples.Distinct()];
    }
}
