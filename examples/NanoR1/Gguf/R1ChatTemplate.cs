namespace NanoR1;

/// <summary>DeepSeek-R1's conversation as a short Jinja text with the markers by which llama.cpp recognises it.</summary>
internal static class R1ChatTemplate
{
    /// <summary>R1's order of markers; like R1's own template it opens the thought, and drops thoughts of earlier turns.</summary>
    public const string Text =
        "{{ bos_token }}{% for m in messages %}" +
        "{% if m.role == 'system' %}{{ m.content }}" +
        "{% elif m.role == 'user' %}{{ '<｜User｜>' + m.content }}" +
        "{% else %}{{ '<｜Assistant｜>' + m.content.split('</think>')[-1] + '<｜end▁of▁sentence｜>' }}{% endif %}{% endfor %}" +
        "{% if add_generation_prompt %}{{ '<｜Assistant｜><think>\\n' }}{% endif %}";
}
