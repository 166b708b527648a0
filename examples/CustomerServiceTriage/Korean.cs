using System.Text.RegularExpressions;

namespace ModelRouter.Examples.CustomerServiceTriage;

/// <summary>Says in Korean what the router understood and decided.</summary>
internal static partial class Korean
{
    private const string PolicyPrefix = "policy:";

    private static readonly Dictionary<SensitiveData, string> Found = new()
    {
        [SensitiveData.Email] = "이메일",
        [SensitiveData.Phone] = "전화번호",
        [SensitiveData.PaymentCard] = "카드 번호",
        [SensitiveData.BankAccount] = "계좌 번호",
        [SensitiveData.NationalId] = "주민등록번호",
        [SensitiveData.Secret] = "비밀번호나 키",
    };

    public static string Understood(PromptProfile prompt) =>
        $"{Task(prompt.Task)}, {Language(prompt.Language)}, {Data(prompt)}{(prompt.InjectionSuspicion >= 0.5 ? $", 조작 의심 {prompt.InjectionSuspicion * 100:0}%" : "")}";

    public static string Chosen(RankedModel best, int candidates) =>
        (candidates == 1 ? "허용된 유일한 모델" : $"허용된 모델 {candidates}개 중 기대 가치가 가장 큼")
        + $" (맞을 확률 {best.SuccessProbability * 100:0}%, 예상 비용 US${best.Cost:0.00000000})";

    public static string Why(ModelExclusion excluded) => $"{excluded.Model} 제외: {Rule(excluded.Rule)}";

    public static string Tier(ModelTier tier) => tier switch { ModelTier.SelfHosted => "사내", ModelTier.Specialized => "전문", _ => "클라우드" };

    /// <summary>A message as it may be shown: without the numbers and addresses of people.</summary>
    public static string Masked(string message, PromptProfile prompt) =>
        prompt.DataClass < DataClass.Personal ? message : Digit().Replace(Address().Replace(message, "***@***"), "*");

    private static string Rule(string rule) => rule switch
    {
        "scope" => "담당 범위가 아님",
        "data-class" => "이 등급의 데이터를 받을 수 없음",
        "context-window" => "메시지가 너무 김",
        "health" => "응답하지 않아 쉬는 중",
        _ when rule.StartsWith(PolicyPrefix, StringComparison.Ordinal) => $"회사 규칙 ‘{rule[PolicyPrefix.Length..]}’",
        _ => rule,
    };

    private static string Task(PromptTask task) => task switch
    {
        PromptTask.Chat => "대화",
        PromptTask.Knowledge => "지식 문의",
        PromptTask.Math => "계산",
        PromptTask.Reasoning => "추론",
        PromptTask.Planning => "절차 문의",
        PromptTask.Extraction => "정보 추출",
        PromptTask.Classification => "분류",
        PromptTask.Summarization => "요약",
        PromptTask.Translation => "번역",
        PromptTask.Rewriting => "고쳐 쓰기",
        PromptTask.CreativeWriting => "글쓰기",
        PromptTask.Code => "코드",
        _ => "도구 사용",
    };

    private static string Language(string code) => code switch { "ko" => "한국어", "en" => "영어", "und" => "언어 불명", _ => code };

    private static string Data(PromptProfile prompt)
    {
        var name = prompt.DataClass switch { DataClass.Public => "공개 데이터", DataClass.Internal => "사내 데이터", DataClass.Personal => "개인정보", _ => "기밀" };
        var found = Found.Where(kind => prompt.SensitiveData.HasFlag(kind.Key)).Select(static kind => kind.Value).ToList();
        return found.Count == 0 ? name : $"{name}({string.Join(", ", found)})";
    }

    [GeneratedRegex("[0-9]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Digit();

    [GeneratedRegex("[A-Za-z0-9._-]+@[A-Za-z0-9.-]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Address();
}
