using Microsoft.Extensions.AI;
using static ModelRouter.PromptDomain;
using static ModelRouter.PromptTask;
using Task = ModelRouter.PromptTask;

namespace ModelRouter.Tests;

public class PromptTableTests
{
    public static TheoryData<string, PromptTask, PromptDomain> English => new()
    {
        { "Translate the following sentence into French: The meeting has been moved to Thursday.", Translation, Everyday },
        { "How do you say \"Where is the train station?\" in Japanese?", Translation, Everyday },
        { "Please translate this lease clause to German:\nThe tenant shall pay the rent monthly in advance.", Translation, Law },
        { "Can you put this into Spanish? \"See you tomorrow at the office.\"", Translation, Everyday },
        { "Translate to English: 오늘은 날씨가 좋아서 친구들과 함께 한강에서 자전거를 탔습니다. 정말 즐거운 하루였어요.", Translation, Everyday },
        { "Summarize the following article in three sentences.\n\nThe city council voted on Monday to build a new park. Residents had asked for it for years.", Summarization, Everyday },
        { "tl;dr of this thread please:\nAnn: the server is down again\nBob: restarting it now", Summarization, Software },
        { "Give me the key takeaways from this earnings call transcript: Revenue rose 8% while costs fell.", Summarization, Finance },
        { "Boil down this clinical report to its main points:\nThe patient presented with fever and was given antibiotics.", Summarization, Medicine },
        { "Classify this review as positive or negative: \"The battery died after two days.\"", Classification, Everyday },
        { "Is this spam or not?\n\nCongratulations, you won a free cruise! Click here.", Classification, Everyday },
        { "Which category does this support ticket belong to: billing, shipping or returns? \"My parcel never arrived.\"", Classification, Everyday },
        { "Label the sentiment of each tweet as positive, negative or neutral.", Classification, Everyday },
        { "Categorize these bank transactions by type: coffee 4.50, rent 1200, salary 3000.", Classification, Finance },
        { "Extract all dates and names from the text below.\n\nOn 3 May Anna Berg met Tom Lee.", Extraction, Everyday },
        { "Pull out the invoice number and the total as JSON: Invoice 8841, total 1,250 EUR", Extraction, Finance },
        { "List all the companies mentioned in this paragraph: Acme bought Globex in June.", Extraction, Everyday },
        { "From this contract, extract the names of the parties and the termination clause.", Extraction, Law },
        { "Parse the address into a table: 12 Long Street, Dublin, Ireland", Extraction, Everyday },
        { "Rewrite this email so that it sounds friendlier: I need the report now.", Rewriting, Everyday },
        { "Fix the grammar in this sentence: He don't likes going to school.", Rewriting, Everyday },
        { "Can you make this paragraph more concise? We are at this point in time of the opinion that it works.", Rewriting, Everyday },
        { "Paraphrase: The early bird catches the worm.", Rewriting, Everyday },
        { "Proofread my cover letter and correct any typos.", Rewriting, Everyday },
        { "Write a Python function that returns the n-th Fibonacci number.", Code, Software },
        { "Why does this throw a NullReferenceException?\n```csharp\nstring s = null; Console.WriteLine(s.Length);\n```", Code, Software },
        { "def add(a, b):\n    return a - b\n\nThis returns the wrong value. Find the bug.", Code, Software },
        { "Refactor this class to use dependency injection.", Code, Software },
        { "Write a SQL query to find the ten customers with the highest revenue.", Code, Software },
        { "I need a regex that matches ISO dates.", Code, Software },
        { "Implement a thread-safe LRU cache in C# with unit tests.", Code, Software },
        { "How can I reverse a linked list in Java?", Code, Software },
        { "What is 17 * 24 + 3?", PromptTask.Math, Everyday },
        { "Solve for x: 3x + 7 = 22", PromptTask.Math, Everyday },
        { "Prove that the square root of 2 is irrational.", PromptTask.Math, Everyday },
        { "A train travels 120 km in 1.5 hours. What is its average speed in km/h?", PromptTask.Math, Everyday },
        { "Calculate the compound interest on $5,000 at 4% for 3 years.", PromptTask.Math, Finance },
        { "Tom has 12 apples and gives away a third of them. How many apples are left?", PromptTask.Math, Everyday },
        { "Find the derivative of x^3 * sin(x).", PromptTask.Math, Everyday },
        { "What is the probability of rolling two sixes with two dice?", PromptTask.Math, Everyday },
        { "Anna is taller than Ben, and Ben is taller than Cara. Who is the tallest?", Reasoning, Everyday },
        { "Solve this riddle: what has keys but can't open locks?", Reasoning, Everyday },
        { "Compare renting and buying a home and tell me which is better for a young family.", Reasoning, Everyday },
        { "If all bloops are razzies and all razzies are lazzies, are all bloops lazzies?", Reasoning, Everyday },
        { "The pump's vibration doubled after maintenance while its temperature fell. What is the most likely root cause?", Reasoning, Engineering },
        { "What are the pros and cons of microservices compared with a monolith?", Reasoning, Software },
        { "What is the capital of Australia?", Knowledge, Everyday },
        { "Who wrote the novel Crime and Punishment?", Knowledge, Humanities },
        { "Explain how photosynthesis works.", Knowledge, Science },
        { "What are the side effects of ibuprofen?", Knowledge, Medicine },
        { "When was the Ottoman Empire founded?", Knowledge, Humanities },
        { "What does force majeure mean in a contract?", Knowledge, Law },
        { "Write a short poem about the first snow.", CreativeWriting, Everyday },
        { "Come up with five slogans for a bicycle shop.", CreativeWriting, Everyday },
        { "Tell me a bedtime story about a brave little robot.", CreativeWriting, Engineering },
        { "Write a blog post about working from home with a cat.", CreativeWriting, Everyday },
        { "Plan a five-day itinerary for Lisbon with two kids.", Planning, Everyday },
        { "Make me a study plan for the bar exam over the next eight weeks.", Planning, Everyday },
        { "Break down the launch of our mobile app into milestones with a timeline.", Planning, Software },
        { "Create a checklist for moving to a new apartment.", Planning, Everyday },
        { "Hi there! How are you today?", Chat, Everyday },
        { "Thanks, that was really helpful.", Chat, Everyday },
        { "I'm feeling a bit down, can we talk?", Chat, Everyday },
        { "Good morning! What's up?", Chat, Everyday },
    };

    public static TheoryData<string, PromptTask, PromptDomain> Korean => new()
    {
        { "다음 문장을 영어로 번역해줘: 회의가 목요일로 옮겨졌습니다.", Translation, Everyday },
        { "'Where is the station?'를 한국어로 번역해 주세요.", Translation, Everyday },
        { "\"잘 먹겠습니다\"를 일본어로 뭐라고 해?", Translation, Everyday },
        { "아래 계약 조항을 영문으로 옮겨 주세요.\n임차인은 매월 말일에 차임을 지급한다.", Translation, Law },
        { "다음을 번역해줘: The quick brown fox jumps over the lazy dog because it is in a hurry to get home.", Translation, Everyday },
        { "이 기사를 세 줄로 요약해줘.\n\n시의회는 월요일에 새 공원을 짓기로 결정했다. 주민들은 오랫동안 이를 요구해 왔다.", Summarization, Everyday },
        { "요약해줘", Summarization, Everyday },
        { "아래 회의록에서 핵심만 간추려 주세요: 김 부장은 예산을 늘리자고 했다.", Summarization, Everyday },
        { "다음 판결문의 요점을 정리해 주세요.\n원고는 피고에게 손해배상을 청구하였다.", Summarization, Law },
        { "이 실적 발표 내용을 한 문장으로 줄여줘. 매출은 8% 늘고 비용은 줄었다.", Summarization, Finance },
        { "이 리뷰가 긍정인지 부정인지 알려줘: 배터리가 이틀 만에 고장났어요.", Classification, Everyday },
        { "다음 문의를 환불, 배송, 기타 중 하나로 분류해줘.\n택배가 아직 안 왔어요.", Classification, Everyday },
        { "이 메일이 스팸인지 아닌지 판별해줘.", Classification, Everyday },
        { "다음 트윗의 감정 분석을 해줘: 오늘 공연 정말 최고였다!", Classification, Everyday },
        { "아래 글에서 날짜와 사람 이름을 추출해줘.\n5월 3일 김민수는 이영희를 만났다.", Extraction, Everyday },
        { "이 송장에서 번호와 합계를 JSON으로 뽑아줘: 송장 8841, 합계 125만 원", Extraction, Finance },
        { "본문에 언급된 회사 이름을 모두 찾아 목록으로 만들어줘.", Extraction, Everyday },
        { "다음 진료 기록에서 처방된 약 이름만 골라내 줘.", Extraction, Medicine },
        { "이 메일을 더 공손하게 다시 써줘: 보고서 지금 보내.", Rewriting, Everyday },
        { "맞춤법을 고쳐줘: 나는 어제 학교에 않 갔다.", Rewriting, Everyday },
        { "이 문장을 자연스럽게 다듬어 주세요. 우리는 그것을 하는 것을 시작했다.", Rewriting, Everyday },
        { "아래 반말을 존댓말로 바꿔줘.\n내일 봐.", Rewriting, Everyday },
        { "n번째 피보나치 수를 구하는 파이썬 함수를 짜줘.", Code, Software },
        { "이 코드에서 버그를 찾아줘.\n```python\ndef add(a, b):\n    return a - b\n```", Code, Software },
        { "ISO 날짜를 찾는 정규식을 만들어줘.", Code, Software },
        { "C#으로 스레드 안전한 LRU 캐시를 구현해줘.", Code, Software },
        { "매출이 가장 높은 고객 10명을 찾는 SQL 쿼리를 작성해줘.", Code, Software },
        { "이 클래스를 리팩터링하고 단위 테스트를 추가해줘.", Code, Software },
        { "자바에서 NullPointerException 예외가 나는데 왜 그런 거야?", Code, Software },
        { "17 곱하기 24는 얼마야? 계산해줘.", PromptTask.Math, Everyday },
        { "방정식 3x + 7 = 22를 풀어줘.", PromptTask.Math, Everyday },
        { "루트 2가 무리수임을 증명해줘.", PromptTask.Math, Everyday },
        { "사과 12개 중 3분의 1을 나눠 주면 몇 개가 남아?", PromptTask.Math, Everyday },
        { "시속 80km로 2시간 30분 달리면 몇 km를 갈까?", PromptTask.Math, Everyday },
        { "주사위 두 개를 던져 둘 다 6이 나올 확률을 구해줘.", PromptTask.Math, Everyday },
        { "x^3을 미분해줘.", PromptTask.Math, Everyday },
        { "철수는 영희보다 키가 크고 영희는 민수보다 키가 크다. 가장 큰 사람은 누구인가?", Reasoning, Everyday },
        { "전세와 월세를 비교해서 신혼부부에게 어느 쪽이 더 나은지 판단해줘.", Reasoning, Everyday },
        { "정비 후 펌프의 진동이 두 배가 됐는데 온도는 내려갔어. 원인을 추론해줘.", Reasoning, Engineering },
        { "네 사람 중 한 명만 거짓말을 한다. 범인은 누구일까?", Reasoning, Everyday },
        { "마이크로서비스의 장단점을 비교해줘.", Reasoning, Software },
        { "호주의 수도는 어디야?", Knowledge, Everyday },
        { "광합성의 원리를 설명해줘.", Knowledge, Science },
        { "임진왜란은 언제 일어났어?", Knowledge, Humanities },
        { "이부프로펜의 부작용을 알려줘.", Knowledge, Medicine },
        { "불가항력 조항이란 무슨 뜻이야?", Knowledge, Law },
        { "기준금리가 무엇인지 쉽게 설명해줘.", Knowledge, Finance },
        { "첫눈에 대한 시를 써줘.", CreativeWriting, Everyday },
        { "자전거 가게를 위한 슬로건 다섯 개를 지어줘.", CreativeWriting, Everyday },
        { "용감한 고양이가 나오는 짧은 동화를 써줘.", CreativeWriting, Everyday },
        { "우리 카페 신메뉴 홍보 문구를 만들어줘.", CreativeWriting, Everyday },
        { "'봄비'로 이행시 말고 삼행시처럼 재미있게 지어 줘.", CreativeWriting, Everyday },
        { "아이 둘과 가는 제주도 4박 5일 여행 일정을 짜줘.", Planning, Everyday },
        { "8주 동안의 변호사 시험 공부 계획을 세워줘.", Planning, Law },
        { "이사 준비 체크리스트를 만들어줘.", Planning, Everyday },
        { "앱 출시 로드맵을 단계별로 작성해줘.", Planning, Everyday },
        { "안녕! 오늘 기분 어때?", Chat, Everyday },
        { "고마워, 정말 도움이 됐어.", Chat, Everyday },
        { "요즘 너무 힘들고 외로워.", Chat, Everyday },
        { "심심한데 수다나 떨자 ㅋㅋ", Chat, Everyday },
        { "설비 점검 계획을 주간 단위로 세워줘.", Planning, Engineering },
    };

    [Theory]
    [MemberData(nameof(English))]
    public void Understands_english(string prompt, Task task, PromptDomain domain) => Check(prompt, task, domain, "en");

    [Theory]
    [MemberData(nameof(Korean))]
    public void Understands_korean(string prompt, Task task, PromptDomain domain) => Check(prompt, task, domain, "ko");

    [Theory]
    [InlineData("Quelle est la capitale de l'Australie ?", "fr")]
    [InlineData("Was ist die Hauptstadt von Australien?", "de")]
    [InlineData("¿Cuál es la capital de Australia?", "es")]
    [InlineData("Qual é a capital do Brasil e por que não é o Rio?", "pt")]
    [InlineData("Qual è la capitale della Svizzera e perché?", "it")]
    [InlineData("澳大利亚的首都是哪里？", "zh")]
    [InlineData("オーストラリアの首都はどこですか？", "ja")]
    [InlineData("ما هي عاصمة أستراليا؟", "ar")]
    [InlineData("पेड़ अपना भोजन कैसे बनाते हैं?", "hi")]
    [InlineData("Какая столица Австралии?", "ru")]
    [InlineData("Яка столиця України і її населення?", "uk")]
    [InlineData("เมืองหลวงของออสเตรเลียคือที่ไหน", "th")]
    [InlineData("42", "und")]
    [InlineData("", "und")]
    [InlineData("3x + 7 = 22", "und")]
    [InlineData("Python으로 quicksort 구현해줘", "ko")]
    public void Tells_the_language(string prompt, string language) => Assert.Equal(language, Analyze(prompt).Language);

    private static void Check(string prompt, PromptTask task, PromptDomain domain, string language)
    {
        var profile = Analyze(prompt);
        Assert.Equal((task, domain, language), (profile.Task, profile.Domain, profile.Language));
    }

    private static PromptProfile Analyze(string prompt) =>
        new HeuristicPromptAnalyzer().Analyze([new(ChatRole.User, prompt)], null);
}
