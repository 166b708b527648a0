using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class ThinkTagsTests
{
    private const string Switchable =
        "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- if enable_thinking is defined and enable_thinking is false %}" +
        "{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}{%- endif %}";

    private const string AlwaysOpen =
        "{%- if m.content.startswith('<think>') %}{%- endif %}{%- if add_generation_prompt %}{{- \"<|im_start|>assistant\\n<think>\\n\" }}{%- endif %}";

    private const string ClosedOnly = "{% set content = content.split('</think>')[-1] %}{% if add_generation_prompt %}{{ '<｜Assistant｜>' }}{% endif %}";

    [Theory]
    [InlineData(ChatTemplates.R1, true, false)]
    [InlineData(AlwaysOpen, true, false)]
    [InlineData(Switchable, false, true)]
    [InlineData(ChatTemplates.ChatMl, false, false)]
    [InlineData("{% if add_generation_prompt %}{{ '[THINK]' }}", true, false)]
    [InlineData("{% if add_generation_prompt %}{{ '<seed:think></seed:think>' }}", false, true)]
    [InlineData("{{ '<think>' }}", false, false)]
    [InlineData(ClosedOnly, false, true)]
    [InlineData("{{ '<think>' }}{% if add_generation_prompt %}{{ 'go' }}{% endif %}", false, false)]
    [InlineData("{% if add_generation_prompt %}{{ '<think>", false, false)]
    [InlineData("", false, false)]
    [InlineData("chatml", false, false)]
    public void A_template_tells_whether_it_opens_or_skips_the_thought(string template, bool opens, bool skips)
    {
        Assert.Equal(opens, ThinkTags.OpensThought(template));
        Assert.Equal(skips, ThinkTags.CanSkipThought(template));
    }

    [Theory]
    [InlineData("{{ '[THINK]' }}", true)]
    [InlineData("{% set begin = '<seed:think>' %}", true)]
    [InlineData("{{ '<think>' }}", true)]
    [InlineData(ClosedOnly, true)]
    [InlineData(ChatTemplates.ChatMl, false)]
    public async Task A_file_tells_by_its_template_whether_its_model_thinks(string template, bool thinks)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = template });

        Assert.Equal(thinks, (await LlamaModelInfo.ReadAsync(model.Path, TestContext.Current.CancellationToken)).Thinks);
    }
}
