namespace ModelRouter.TestModels;

/// <summary>Short chat templates with the markers by which llama.cpp recognises its built-in ones.</summary>
public static class ChatTemplates
{
    /// <summary>ChatML, for the Llama family, whose vocabulary has its markers.</summary>
    public const string ChatMl =
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}" +
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    /// <summary>DeepSeek-R1's order of markers; like R1's own template it opens the thought, and drops thoughts of earlier turns.</summary>
    public const string R1 = R1ChatTemplate.Text;
}
