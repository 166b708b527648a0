namespace ModelRouter.Tests;

/// <summary>Which answers are taken to be the same.</summary>
public class AnswerFormTests
{
    private const string Long = """
        The text says that the room was clean, that the breakfast was served until noon, that the staff helped with the luggage, and that the writer comes again every year, so that there is
        hardly any doubt what he thinks of it.
        """;

    [Theory]
    [InlineData(PromptTask.Math, "409", "The sum is 409.", true)]
    [InlineData(PromptTask.Math, "1,200", "= 1200.00", true)]
    [InlineData(PromptTask.Math, "-3", "x = -3", true)]
    [InlineData(PromptTask.Math, "-3", "x = −3", true)]
    [InlineData(PromptTask.Math, "10-3", "3", true)]
    [InlineData(PromptTask.Math, "-3", "3", false)]
    [InlineData(PromptTask.Math, "12 + 34 = 46", "46", true)]
    [InlineData(PromptTask.Math, "12 + 34 = 46", "12 + 34 = 47", false)]
    [InlineData(PromptTask.Math, @"So \boxed{\frac{1}{2}} of 10.", @"It is \boxed{\frac{1}{2}}.", true)]
    [InlineData(PromptTask.Math, @"\boxed{7}, then \boxed{8.0}", "8", true)]
    [InlineData(PromptTask.Math, "x = y", "x = z", false)]
    [InlineData(PromptTask.Math, "in v1.2.3", "in v1.2.3", true)]
    [InlineData(PromptTask.Classification, "Positive.", "**positive**", true)]
    [InlineData(PromptTask.Classification, Long + "\nPositive", "positive", true)]
    [InlineData(PromptTask.Classification, Long + "\nPositive\n\nHope that helps!", Long + "\nNegative\n\nHope that helps!", false)]
    [InlineData(PromptTask.Classification, "Positive\n\nHope that helps.", "Negative\n\nHope that helps.", false)]
    [InlineData(PromptTask.Classification, "Positive\n\nHope that helps.", "Positive\nHope that helps", true)]
    [InlineData(PromptTask.Classification, "Positive", "Negative", false)]
    [InlineData(PromptTask.Classification, "Group 2", "group 2", true)]
    [InlineData(PromptTask.Classification, "Yes, on Friday 3", "No, on Monday 3", false)]
    [InlineData(PromptTask.Classification, "not 42", "42", false)]
    [InlineData(PromptTask.Classification, "12 km", "12 miles", false)]
    [InlineData(PromptTask.Classification, "12.0 km", "12km", true)]
    [InlineData(PromptTask.Classification, "5%", "5", false)]
    [InlineData(PromptTask.Classification, "5 %", "5.0%", true)]
    [InlineData(PromptTask.Classification, "x = 42.0", "42", true)]
    [InlineData(PromptTask.Classification, "$1,200", "1200", true)]
    [InlineData(PromptTask.Classification, ".5", "5", false)]
    [InlineData(PromptTask.Math, "1,2", "12", false)]
    [InlineData(PromptTask.Math, "It is 3/4.", "It is 1/4.", false)]
    [InlineData(PromptTask.Classification, "2 of 3", "1 of 3", false)]
    [InlineData(PromptTask.Reasoning, "(B)", "B", true)]
    [InlineData(PromptTask.Reasoning, """{ "b": 1.0, "a": [true] }""", """{"a":[true],"b":1}""", true)]
    [InlineData(PromptTask.Reasoning, "```json\n{ \"a\": \"x\" }\n```", """{"a":"x "}""", true)]
    [InlineData(PromptTask.Reasoning, """{ "a": 1 }""", """{ "a": 2 }""", false)]
    [InlineData(PromptTask.Reasoning, """[1, 2]""", """[2, 1]""", false)]
    [InlineData(PromptTask.Reasoning, "{ no json", "{ no JSON", true)]
    [InlineData(PromptTask.Math, "9999999999999999999999999999999999999", "8", false)]
    public void Forms_agree_where_answers_do(PromptTask task, string one, string other, bool same) =>
        Assert.Equal(same, AnswerForm.Of(one, task) == AnswerForm.Of(other, task));

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("x =")]
    [InlineData(",")]
    [InlineData("1,")]
    [InlineData(",200")]
    [InlineData("```")]
    [InlineData("``````")]
    [InlineData("```\n```")]
    [InlineData("\\boxed{")]
    [InlineData("\ud800")]
    [InlineData("...")]
    [InlineData("-")]
    [InlineData("**")]
    [InlineData("!!")]
    [InlineData("\\(\\)")]
    [InlineData("[\"\\ud800\"]")]
    public void Nothing_breaks_it(string text)
    {
        foreach (var task in Enum.GetValues<PromptTask>())
        {
            Assert.Equal(AnswerForm.Of(text, task), AnswerForm.Of(text, task));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_is_compared_as_text()
    {
        Assert.Equal(AnswerForm.Of("{ \"a\": \"\ud800\" }", PromptTask.Chat), AnswerForm.Of("{  \"a\": \"\ud800\" }", PromptTask.Chat));
        Assert.Equal("It has a text that is no Unicode.", JsonAnswer.Problem("{ \"a\": \"\ud800\" }", null));
    }
}
