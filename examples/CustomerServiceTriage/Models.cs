using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Examples.CustomerServiceTriage;

/// <summary>Who may answer: NanoR1, which is real and knows arithmetic, and stand-ins for DeepSeek-R1 in the house and for a large model in the cloud.</summary>
internal static class Models
{
    /// <summary>How a model says that a person has to decide.</summary>
    public const string HandOver = "[상담원]";

    private static readonly ModelProfile House = new()
    {
        Id = "r1-house",
        Tier = ModelTier.SelfHosted,
        Quality = 0.75,
        Capabilities = ModelCapabilities.Reasoning,
        Pricing = new() { InputPerMillion = 0.10m, OutputPerMillion = 0.60m },
        Clearance = DataClass.Confidential,
        Residency = "in-house",
        Languages = ["ko", "en"],
        TokensPerSecond = 100,
        ExpectedReasoningTokens = 200,
    };

    private static readonly ModelProfile Cloud = new()
    {
        Id = "cloud-large",
        Tier = ModelTier.Cloud,
        Quality = 0.92,
        Pricing = new() { InputPerMillion = 2.50m, OutputPerMillion = 10.00m },

        // By contract it may be given personal data. The company's own rule is stricter.
        Clearance = DataClass.Personal,
        Residency = "us",
    };

    public static ModelRouterBuilder AddAll(this ModelRouterBuilder router) => router.AddNanoR1()
        .AddModel(House, new StandInModel(static message => [new TextReasoningContent("고객이 무엇을 원하는지 살펴본다. (사내 R1을 대신하는 규칙)"), new TextContent(HouseReply(message))]))
        .AddModel(Cloud, StandInModel.Saying(CloudReply));

    private static string HouseReply(string message) => message switch
    {
        _ when Has(message, "회원 정보") => "회원 정보 변경 요청을 접수했습니다. 바뀐 번호로 확인 문자를 보내 드리겠습니다.",
        _ when Has(message, "결제") => "같은 금액이 두 번 승인된 것으로 보입니다. 중복된 승인은 영업일 기준 3~5일 안에 취소됩니다.",
        _ when Has(message, "포인트") => "본인 확인이 끝났습니다. 포인트는 적립 후 1년이 지나 소멸된 것으로 보입니다.",
        _ => $"{HandOver} 제가 판단할 수 없는 문의입니다.",
    };

    private static string CloudReply(string message) => message switch
    {
        _ when Has(message, "배송") => "불편을 드려 죄송합니다. 배송은 보통 결제 후 2~3일 걸리며, ‘주문 내역’에서 위치를 확인하실 수 있습니다.",
        _ when Has(message, "return") => "You can return them within 14 days: choose “Return” next to the order, and we will have them picked up.",
        _ => $"{HandOver} 분쟁이 될 수 있어 담당자의 판단이 필요합니다.",
    };

    private static bool Has(string message, string word) => message.Contains(word, StringComparison.OrdinalIgnoreCase);
}
