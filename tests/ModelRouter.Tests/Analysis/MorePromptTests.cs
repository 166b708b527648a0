using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>Prompts that were written after the cues, and what they taught was added: no longer unseen, but they must stay right.</summary>
public class MorePromptTests
{
    [Theory]
    [InlineData("Could you turn this into Italian for me: I'd like a table for two.", PromptTask.Translation)]
    [InlineData("Give me a one-paragraph overview of the attached memo.", PromptTask.Summarization)]
    [InlineData("Shorten this to 50 words: Our company was founded in 1990 ...", PromptTask.Summarization)]
    [InlineData("Decide whether the following headline is clickbait or news.", PromptTask.Classification)]
    [InlineData("Get me every email address in this text.", PromptTask.Extraction)]
    [InlineData("Make this sound more professional: hey, gimme the docs", PromptTask.Rewriting)]
    [InlineData("My React component re-renders infinitely, what's wrong?", PromptTask.Code)]
    [InlineData("Convert this for loop to a list comprehension.", PromptTask.Code)]
    [InlineData("If a shirt costs $40 after a 20% discount, what was its original price?", PromptTask.Math)]
    [InlineData("What is the integral of 1/x?", PromptTask.Math)]
    [InlineData("Five people sit in a row. Bob is left of Alice but right of Carl. Who sits in the middle?", PromptTask.Reasoning)]
    [InlineData("Should we build our own CRM or buy one?", PromptTask.Reasoning)]
    [InlineData("How many moons does Jupiter have?", PromptTask.Knowledge)]
    [InlineData("What's the boiling point of water at high altitude?", PromptTask.Knowledge)]
    [InlineData("Write lyrics for a country song about a lost dog.", PromptTask.CreativeWriting)]
    [InlineData("Help me organize a wedding in three months.", PromptTask.Planning)]
    [InlineData("You're funny. What do you do for fun?", PromptTask.Chat)]
    [InlineData("이거 일본어로 바꿔줘: 내일 만나요", PromptTask.Translation)]
    [InlineData("이 보고서 내용을 짧게 정리해 주세요.", PromptTask.Summarization)]
    [InlineData("이 뉴스는 정치, 경제, 스포츠 중 어디에 속해?", PromptTask.Classification)]
    [InlineData("글에서 전화번호만 찾아줘.", PromptTask.Extraction)]
    [InlineData("이 문장을 더 격식 있게 고쳐줘.", PromptTask.Rewriting)]
    [InlineData("리스트에서 중복을 제거하는 함수를 만들어줘", PromptTask.Code)]
    [InlineData("for문이 무한 루프에 빠지는데 어떻게 고쳐?", PromptTask.Code)]
    [InlineData("정가 5만원에서 20% 할인하면 얼마야?", PromptTask.Math)]
    [InlineData("원의 반지름이 3일 때 둘레는?", PromptTask.Math)]
    [InlineData("A는 B보다 빠르고 C는 A보다 빠르다. 누가 가장 느릴까?", PromptTask.Reasoning)]
    [InlineData("세종대왕이 누구야?", PromptTask.Knowledge)]
    [InlineData("블랙홀은 어떻게 만들어져?", PromptTask.Knowledge)]
    [InlineData("가을을 주제로 짧은 시 한 편 부탁해", PromptTask.CreativeWriting)]
    [InlineData("3개월 안에 5kg 빼려면 어떻게 해야 할지 주차별로 짜줘", PromptTask.Planning)]
    [InlineData("너 오늘 뭐 했어?", PromptTask.Chat)]
    public void Understands_the_task(string prompt, PromptTask task) =>
        Assert.Equal(task, new HeuristicPromptAnalyzer().Analyze([new(ChatRole.User, prompt)], null).Task);
}
