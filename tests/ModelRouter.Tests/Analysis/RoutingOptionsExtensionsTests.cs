using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

public sealed class RoutingOptionsExtensionsTests
{
    [Fact]
    public void What_is_said_is_what_the_router_reads()
    {
        var run = new RoutingRun("r");
        var options = new ChatOptions()
            .WithTenant("acme").WithUser("kim").WithAgent("clerk").WithTags("b", "a").WithDataClass(DataClass.Confidential).WithTask(PromptTask.Math)
            .WithMaxCost(0.02m).WithConversation("c1").WithRun(run).WithBatch();

        RouterProperties.Check(options);
        var attribution = DeclaredAttribution.Read(options);
        Assert.Equal(("acme", "kim", "clerk"), (attribution.Tenant, attribution.User, attribution.Agent));
        Assert.Equal(["a", "b"], attribution.Tags);
        Assert.Equal(DataClass.Confidential, DeclaredDataClass.Read(options));
        Assert.Equal(PromptTask.Math, DeclaredTask.Read(options));
        Assert.Equal(0.02m, DeclaredMaxCost.Read(options));
        Assert.Equal("c1", ConversationKey.Read(options));
        Assert.Same(run, DeclaredRun.Read(options));
        Assert.True(DeclaredBatch.Read(options));

        options.WithTenant(null).WithUser(null).WithAgent(null).WithTags().WithDataClass(null).WithTask(null).WithMaxCost(null).WithConversation(null).WithRun(null).WithBatch(false);
        Assert.Empty(options.AdditionalProperties!);
    }

    [Fact]
    public void What_the_router_would_refuse_is_refused_where_it_is_said()
    {
        ChatOptions Options() => new();

        Assert.Throws<ArgumentException>("tenant", () => Options().WithTenant(""));
        Assert.Throws<ArgumentException>("user", () => Options().WithUser(new('x', 201)));
        Assert.Throws<ArgumentException>("tags", () => Options().WithTags([.. Enumerable.Range(0, 21).Select(i => $"t{i}")]));
        Assert.Throws<ArgumentException>("dataClass", () => Options().WithDataClass((DataClass)99));
        Assert.Throws<ArgumentException>("task", () => Options().WithTask((PromptTask)99));
        Assert.Throws<ArgumentException>("maxCost", () => Options().WithMaxCost(-1));
        Assert.Throws<ArgumentException>("conversation", () => Options().WithConversation(""));
        Assert.Throws<ArgumentException>("options", () => DeclaredAttribution.Read(new() { AdditionalProperties = new() { [DeclaredAttribution.Tenant] = "" } }));
        Assert.Throws<ArgumentException>("options", () => DeclaredAttribution.Read(new() { AdditionalProperties = new() { [DeclaredAttribution.Tags] = Enumerable.Range(0, 21).Select(i => $"t{i}") } }));

        // What is refused leaves what was said before.
        var options = Options().WithTenant("acme");
        Assert.Throws<ArgumentException>(() => options.WithTenant(""));
        Assert.Equal("acme", DeclaredAttribution.Read(options).Tenant);
        Assert.Throws<ArgumentNullException>(() => ((ChatOptions)null!).WithTenant("acme"));
    }
}
