namespace ModelRouter.Tests;

public class DataClassScopeTests
{
    [Fact]
    public void What_is_known_around_holds_within_and_what_is_read_within_is_known_around()
    {
        var outer = new DataClassScope(DataClass.Internal, outer: null);
        var inner = new DataClassScope(DataClass.Public, outer);
        Assert.Equal(DataClass.Internal, inner.Known);

        inner.Hold(DataClass.Personal);
        Assert.Equal((DataClass.Internal, DataClass.Personal), (outer.Known, inner.Known));

        inner.Saw(DataClass.Confidential);
        inner.Saw(DataClass.Public);
        Assert.Equal((DataClass.Confidential, DataClass.Confidential), (outer.Known, inner.Known));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_tells_the_scope_that_it_is_in_and_the_next_one_is_held_to_it(bool stream)
    {
        FakeChatClient far = FakeChatClient.Saying("far"), near = FakeChatClient.Saying("near");
        using var router = new ModelRouterChatClient(
            [new(Routers.Profile("far", 0.9) with { Clearance = DataClass.Public }, far), new(Routers.Profile("near", 0.1) with { Clearance = DataClass.Confidential }, near)]);
        DataClassScope.Current = new(DataClass.Public, outer: null);

        Assert.Equal("far", (await router.AskAsync(stream, Routers.Hello)).Text);
        Assert.Equal("near", (await router.AskAsync(stream, Routers.Hello, new() { AdditionalProperties = new() { [DeclaredDataClass.Key] = DataClass.Personal } })).Text);
        Assert.Equal("near", (await router.AskAsync(stream, Routers.Hello)).Text);

        Assert.Equal(DataClass.Personal, DataClassScope.Current.Known);
        DataClassScope.Current = null;
    }
}
