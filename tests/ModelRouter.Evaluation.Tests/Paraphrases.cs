namespace ModelRouter.Evaluation.Tests;

/// <summary>Requests, each put in two ways by the project's own people.</summary>
internal static class Paraphrases
{
    internal static readonly (string One, string Other)[] All =
    [
        ("What is the capital of Mongolia?", "Which city is Mongolia's capital?"),
        ("Summarize the following report in three sentences: The pump failed twice in May, and the supplier has not answered yet.", "Give me a three-sentence summary of this report: The pump failed twice in May, and the supplier has not answered yet."),
        ("Write a Python function that reverses a linked list.", "I need a function in Python for reversing a linked list."),
        ("Translate into Korean: The meeting was moved to Thursday.", "How do you say this in Korean: The meeting was moved to Thursday."),
        ("Prove that the square root of 2 is irrational.", "Show with a proof that the square root of 2 isn't rational."),
        ("Why does my SQL query return duplicate rows when I join orders and items?", "Joining orders and items in SQL gives me duplicate rows. What is the reason?"),
        ("Write a short poem about the first snow.", "Compose a brief poem on the first snow."),
        ("Classify this review as positive or negative: The hotel was clean but the staff was rude.", "Is this review positive or negative? The hotel was clean but the staff was rude."),
        ("What is 487 + 365?", "Compute 487 + 365."),
        ("A train leaves at 9:40 and takes 3 hours and 35 minutes. When does it arrive?", "If a train departs at 9:40 and the trip takes 3 hours and 35 minutes, what is its time of arrival?"),
        ("Explain how a transformer model works.", "How do transformer models work? Explain it."),
        ("List the advantages and disadvantages of remote work.", "What are the pros and cons of working remotely?"),
        ("Rewrite this more politely: Send me the file now.", "Make this sound more polite: Send me the file now."),
        ("Extract all dates from this text: We met on May 3 and again on June 12, 2024.", "Which dates occur in this text? We met on May 3 and again on June 12, 2024."),
        ("Plan a three-day trip to Busan for a family with small children.", "Put together a three-day itinerary for Busan for a family with little kids."),
        ("What are the side effects of ibuprofen?", "Which side effects can ibuprofen have?"),
        ("Find the bug: for (int i = 0; i <= a.Length; i++) sum += a[i];", "What is wrong with this code? for (int i = 0; i <= a.Length; i++) sum += a[i];"),
        ("Solve for x: 3x + 7 = 22.", "Find x such that 3x + 7 = 22."),
        ("How many r's are in strawberry?", "Count the letter r in strawberry."),
        ("Draft an e-mail to a customer whose delivery is late by two weeks.", "Write an e-mail telling a customer that the delivery will be two weeks late."),
        ("What is the difference between TCP and UDP?", "How do TCP and UDP differ?"),
        ("Give me ten name ideas for a coffee shop.", "Suggest ten names for a coffee shop."),
        ("Is a contract valid if it was signed by a minor?", "When a minor signs a contract, is it valid?"),
        ("Convert 5 miles to kilometers.", "How many kilometers are 5 miles?"),
        ("What did people in the Middle Ages eat for breakfast?", "Breakfast in the Middle Ages: what did people eat?"),
        ("Who wrote The Brothers Karamazov?", "Name the author of The Brothers Karamazov."),
        ("Explain recursion to a ten-year-old.", "Explain to a child of ten what recursion is."),
        ("Three friends share 84 euros in the ratio 2:3:7. How much does each get?", "84 euros are divided among three friends in the ratio 2:3:7. What is each one's share?"),
        ("Write unit tests for a class that parses ISO 8601 dates.", "I want unit tests for an ISO 8601 date parser class."),
        ("What causes bearings to overheat?", "Why do bearings overheat?"),
        ("몽골의 수도는 어디인가요?", "몽골 수도가 어디야?"),
        ("다음 글을 세 문장으로 요약해 줘: 펌프가 5월에 두 번 고장 났고 공급업체는 아직 답이 없다.", "이 글을 세 문장으로 줄여 줘: 펌프가 5월에 두 번 고장 났고 공급업체는 아직 답이 없다."),
        ("파이썬으로 연결 리스트를 뒤집는 함수를 작성해 주세요.", "연결 리스트를 뒤집는 파이썬 함수를 만들어 주세요."),
        ("영어로 번역해 줘: 회의가 목요일로 옮겨졌습니다.", "다음을 영어로 옮겨 줘: 회의가 목요일로 옮겨졌습니다."),
        ("487 더하기 365는 얼마야?", "487과 365를 더하면 얼마인가요?"),
        ("이 문장을 더 공손하게 바꿔 줘: 지금 파일 보내.", "더 정중한 표현으로 고쳐 줘: 지금 파일 보내."),
        ("재택근무의 장점과 단점을 알려 주세요.", "재택근무는 어떤 장단점이 있나요?"),
        ("베어링이 과열되는 원인은 무엇인가요?", "베어링은 왜 과열되나요?"),
        ("첫눈에 대한 짧은 시를 써 줘.", "첫눈을 주제로 짧은 시 한 편 지어 줘."),
        ("아이 둘과 함께하는 부산 3일 여행 일정을 짜 줘.", "아이 둘을 데리고 부산에 3일 동안 가는데 일정을 만들어 줘."),
    ];
}
