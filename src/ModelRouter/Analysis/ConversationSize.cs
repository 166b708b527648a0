using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What the whole conversation weighs, and how sensitive it is. A mutable struct, so that counting allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ConversationSize
{
    internal long Units { get; private set; }

    internal int Images { get; private set; }

    internal int Recordings { get; private set; }

    internal DataClass DataClass { get; set; }

    internal void Add(ChatMessage message)
    {
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            Add(contents[i]);
        }
    }

    internal void Add(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        Units += TokenEstimator.Units(text);
        if (DataClass < DataClass.Confidential)
        {
            var found = SensitiveText.ClassOf(text);
            DataClass = found > DataClass ? found : DataClass;
        }
    }

    private void Add(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                Add(text.Text);
                break;
            case TextReasoningContent thought:
                Add(thought.Text);
                break;
            case FunctionResultContent { Result: AIContent single }:
                Add(single);
                break;
            case FunctionResultContent { Result: IEnumerable<AIContent> several }:
                // A tool may show what it has found: a screenshot is an image as much as one that the user sends.
                foreach (var part in several)
                {
                    Add(part);
                }

                break;
            case FunctionResultContent result:
                Add(ContentText.Of(result.Result));
                break;
            case FunctionCallContent call:
                Add(call);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                Images++;
                break;
            case DataContent data when data.HasTopLevelMediaType("audio"):
            case UriContent uri when uri.HasTopLevelMediaType("audio"):
                Recordings++;
                break;
        }
    }

    private void Add(FunctionCallContent call)
    {
        Add(call.Name);
        if (call.Arguments is { } arguments)
        {
            foreach (var (name, value) in arguments)
            {
                Units += TokenEstimator.Units(name);
                Add(ContentText.Of(value));
            }
        }
    }
}
