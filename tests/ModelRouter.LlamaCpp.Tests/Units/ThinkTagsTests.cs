using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class ThinkTagsTests
{
    private const string Switchable =
        "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- if enable_thinking is defined and enable_thinking is false %}" +
        "{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}{%- endif %}";

    private const string AlwaysOpen =
        "{%- if m.content.startswith('<think>') %}{%- endif %}{%- if add_generation_prompt %}{{- \"<|im_start|>assistant\\n<think>\\n\" }}{%- endif %}";

    [Theory]
    [InlineData(ChatTemplates.R1, true, false)]
    [InlineData(AlwaysOpen, true, false)]
    [InlineData(Switchable, false, true)]
    [InlineData(ChatTemplates.ChatMl, false, false)]
    [InlineData("{{ '<think>' }}", false, false)]
    [InlineData("{{ '<think>' }}{% if add_generation_prompt %}{{ 'go' }}{% endif %}", false, false)]
    [InlineData("{% if add_generation_prompt %}{{ '<think>", false, false)]
    [InlineData("", false, false)]
    [InlineData("chatml", false, false)]
    public void A_template_tells_whether_it_opens_or_skips_the_thought(string template, bool opens, bool skips)
    {
        Assert.Equal(opens, ThinkTags.OpensThought(template));
        Assert.Equal(skips, ThinkTags.CanSkipThought(template));
    }
}
