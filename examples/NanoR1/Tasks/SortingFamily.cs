using System.Text;

namespace NanoR1;

/// <summary>Three to five numbers of up to three digits in ascending or descending order.</summary>
internal sealed class SortingFamily : ITaskFamily
{
    private static readonly string[] Up =
    [
        "", " in ascending order", " in increasing order", " from smallest to largest", " from least to greatest", " from low to high", " from small to large",
    ];

    private static readonly string[] Down =
    [
        " in descending order", " in decreasing order", " from largest to smallest", " from greatest to least", " from high to low", " from large to small",
    ];

    public string Name => "sorting";

    public double Weight => 2.5;

    internal static Phrasebook English { get; } = new(
        [
            "[Sort|sort|Please sort|please sort] {list}{order}[.|]",
            "[Sort|sort|Order|order|Arrange|arrange|Rank|rank] [the numbers|these numbers|these] {list}{order}[.|]",
            "[Sort|sort|Order|order|Arrange|arrange|List|list] [the numbers|these numbers|these|the following numbers]{order}: {list}[.|]",
            "[Put|put] {list} in {asc} order[.|, please.|]",
            "[Put|put|Write|write] [the numbers|these numbers|these] in {asc} order: {list}[.|]",
            "[Can|can|Could|could] you [sort|order|arrange] {list}{order}[?|]",
            "[Can|can|Could|could] you put {list} in {asc} order[?|]",
            "{list}[: |, ]sort [them|these|these numbers]{order}[.|]",
            "{list} in {asc} order[?|.|]",
            "{list}, {asc}[?|]",
            "sort {asc}[: | ]{list}",
            "[What is|what is|What's|what's] {list} in {asc} order[?|]",
            "[What is|what is] the {asc} order of {list}[?|]",
            "[Sort|sort] {list} {first} first[.|]",
            "[Order|order|List|list|Write|write|Arrange|arrange] {list}[, | with the ]{first} first[.|]",
            "[Put|put] the {first} first: {list}[.|]",
            "[Sorted|sorted|In order|Ordered]{order}: {list}[?|]",
            "[Help|help] me [sort|order|arrange] {list}{order}[.|]",
            "I [have|need|want] to [sort|order] {list}{order}. [What's the result?|What do I get?|How do they go?]",
            "I have {list}. [Sort them|Order them|Put them in order|Arrange them]{order}[.|]",
            "[Hi|hi|Hello|hello|Hey|hey][, |! ]sort {list}{order}[.|, please.|]",
            "[Question|Task|Q]: sort {list}{order}[.|]",
            "[Starting|starting|Start|start] with the {first}[, |: ][order|sort|list] {list}[.|]",
            "[Tell|tell|Show|show|Give|give] me {list} in {asc} order[.|]",
            "[Show|show|Give|give] me [these|the numbers|these numbers] sorted{order}: {list}[.|]",
            "[In|in] {asc} order[: |, ]{list}[.|]",
            "[How|how] do {list} [go|look|stand] in {asc} order[?|]",
            "[Rearrange|rearrange|Reorder|reorder] {list} in {asc} order[.|]",
            "Please give me the numbers {list} sorted{order}.",
            "Hello! Could you arrange these numbers in {asc} order: {list}?",
            "I want {list} in {asc} order.",
            "If you sort {list}{order}, what do you get?",
            "Take {list} and put them in {asc} order.",
            "Tell me how to list {list} with the {first} first.",
            "These numbers need to be in {asc} order: {list}",
            "I would like to see {list} in {asc} order.",
            "Would you please sort {list}{order}?",
            "Here are some numbers: {list}. Sort them{order}.",
            "Please arrange {list} in {asc} order.",
            "How would you put {list} in {asc} order?",
            "The numbers are {list}. Write them in {asc} order.",
            "Could you list {list} in {asc} order for me?",
            "I need these in {asc} order: {list}.",
        ],
        [
            "What would {list} look like in {asc} order?",
            "Please line up {list}{order}.",
            "My numbers are {list}. I'd like them in {asc} order.",
            "Can you sort this for me with the {first} number first? {list}",
            "Give me {list} sorted, the {first} at the front.",
            "Write out {list} again, but in {asc} order.",
            "I need help sorting these{order}: {list}.",
        ]);

    internal static Phrasebook Korean { get; } = new(
        [
            "{list} {순} [정렬해줘|정렬해 줘|정렬해 주세요|정렬하세요|정렬하시오|정렬][|.]",
            "{list을} {순} [정렬해줘|정렬해 주세요|정렬하시오|나열하시오|나열해줘|배열해줘][|.]",
            "{순} [정렬해줘|정렬해 주세요|정렬|나열해줘|정렬하시오][: |. ]{list}",
            "[다음|다음 수|다음 수들|이 숫자들|아래 숫자][을|를] {순} [정렬해줘|정렬하시오|나열하시오|정렬하세요][: |. ]{list}",
            "{list} {순}[|?| 하면?| 부탁해]",
            "{list}[|:] {차순}[|은?|으로| 정렬]",
            "{차순}[: | 정렬: |으로: ]{list}",
            "{list} {순} [정렬하면?|정렬하면 어떻게 돼?|나열하면?|정렬하면 어떻게 되나요?|놓으면?]",
            "{list을} {순} [놓아줘|놓으세요|써줘|쓰세요|적어줘|쓰시오][|.]",
            "[숫자|수] {list을} {순} [정렬해줘|정렬해 주세요|나열해줘|배열하시오][|.]",
            "[안녕|안녕하세요][, |. |! ]{list} {순} [정렬해줘|정렬해 주세요|나열해줘][|.]",
            "{list} {순} [줄 세워줘|줄세워 줘|순서대로 써줘|순서대로 놓아줘|순서대로 말해줘][|.]",
            "[정렬|정렬 문제|문제][: | ]{list} {순}[|?]",
            "{list} 정렬해줘, {순}",
            "{list} 정렬해줘. {순}[.|]",
            "{list을} {차순}으로 [바꿔줘|바꾸면?|보여줘|알려줘|바꾸시오]",
            "{list}의 {차순}[은?|은 뭐야?|을 구하시오|은 무엇인가요?|을 알려줘]",
            "[제일|가장] {큰} 수부터 [정렬해줘|써줘|나열해줘|나열하시오|말해줘|정렬해 주세요][: |. ]{list}",
            "{list} [제일|가장] {큰} [것부터|수부터|숫자부터] [정렬해줘|써줘|나열해줘|말해줘|정렬][|.]",
            "{list}, {큰} [것부터|수부터|순서로|순으로|거부터] [정렬|써줘|나열|말해줘]",
            "{list} {큰} [순|순서|순서로|순으로]",
            "[혹시|저기] {list} {순} [정렬해 줄래?|정렬할 수 있어?|정렬해 주실 수 있나요?]",
            "{list} [이 수들을|이 숫자들을|이것들을] {순} [정렬해줘|나열해줘|정렬해 주세요][|.]",
            "{순} [정렬한|나열한] [결과는? |결과를 알려줘: |수는? ]{list}",
            "{list을} {순} [정렬한|나열한] [결과는?|결과를 알려줘|결과]",
            "[순서대로|차례대로] [정렬해줘|나열해줘|놓아줘] ({차순}): {list}",
            "{list} ({차순})",
            "{list}, 이 숫자들을 {순} 나열해 주세요.",
            "안녕하세요, {순} 정렬하면 어떻게 되나요? {list}",
            "아래 수를 {차순}으로 써줘: {list}",
            "{list} 이것들 {차순}으로 정렬 부탁해",
            "{순} 놓아 주세요: {list}",
            "혹시 {list} {차순}으로 바꿀 수 있어?",
            "{큰} 숫자부터 순서대로 알려줘: {list}",
            "숫자 {list} 정렬 결과를 {순} 보여줘",
            "{list} 이 수들을 {순} 늘어놓아 주세요.",
            "{순} 다시 써 주세요: {list}",
            "다음 숫자들을 {차순}으로 정렬해 주세요. {list}",
            "{list} 숫자를 {순} 정렬하면 결과가 뭐야?",
            "숫자를 {순} 정렬해 주세요: {list}",
            "{list}, {차순} 정렬 부탁드려요.",
            "{list을} {순} 차례로 써 줘",
        ],
        [
            "{list을} {순} 다시 배열하면 어떻게 되나요?",
            "이 숫자들 좀 {순} 정리해 주세요: {list}",
            "{list} {순} 정리해 줄 수 있어?",
            "{list}, 이걸 {차순}으로 늘어놓으면?",
            "가장 {큰} 수가 맨 앞에 오게 정렬해 주세요: {list}",
            "{list} 숫자들이 있어요. {순} 써 주세요.",
            "{차순} 정렬 좀 해 줄래요? {list}",
        ]);

    public Exercise Create(Random random, Split split, string language)
    {
        int[] numbers, sorted;
        do
        {
            numbers = new int[random.Next(3, 6)];
            for (var index = 0; index < numbers.Length; index++)
            {
                // Now and then one comes twice.
                numbers[index] = index > 0 && random.Next(12) == 0 ? numbers[random.Next(index)] : Numbers.Draw(random, 3);
            }

            sorted = [.. numbers.Order()];
        }
        while (!HeldOut.Belongs("sort " + string.Join(' ', sorted.Select(Scratchpad.Text)), split));

        var up = random.Next(2) == 0;
        var answer = string.Join(", ", (up ? sorted : sorted.Reverse()).Select(Scratchpad.Text));
        var list = string.Join(random.Next(4) == 0 ? " " : ", ", numbers.Select(Scratchpad.Text));
        var prompt = language == "ko"
            ? Carriers.Say(random, split, language, Korean, KoreanCores.Sorting, ("list", list), ("list을", list + Numbers.Words(numbers[^1], 0)[1].Value[^1]), ("순", KoreanOrder(random, up)), ("차순", up ? "오름차순" : "내림차순"), ("큰", up ? "작은" : "큰"))
            : Carriers.Say(random, split, language, English, EnglishCores.Sorting, [("list", list), .. EnglishOrder(random, up)]);
        return new(Name, language, Manners.Vary(random, split, language, prompt), Thought(numbers, up) + answer, answer);
    }

    /// <summary>Takes the first number in order out of what is left, again and again. Behind the colon the best so far meets one number after
    /// the other, <c>A462E931&lt;>></c>: three digits each with the sign of each pair, whose first that is not equal decides. Every number has a
    /// label, since which one is meant must be seen from its first byte.</summary>
    private static string Thought(int[] numbers, bool up)
    {
        var lines = new StringBuilder(up ? "sort up " : "sort down ").AppendJoin(' ', numbers.Select(Scratchpad.Text)).Append('\n');
        for (var left = numbers.Index().ToList(); left.Count > 0;)
        {
            var best = left[0];
            lines.AppendJoin(' ', left.Select(Labelled)).Append(':');
            foreach (var (turn, item) in left.Skip(1).Index())
            {
                lines.Append(turn > 0 ? " " : "").Append(Labelled(best)).Append(Labelled(item)).Append(Signs(best.Item, item.Item));
                best = (up ? item.Item < best.Item : item.Item > best.Item) ? item : best;
            }

            lines.Append('=').Append(Scratchpad.Text(best.Item)).Append('\n');
            left.Remove(best);
        }

        return lines.ToString();
    }

    private static string Signs(int a, int b) =>
        $"{Scratchpad.Sign(a / 100, b / 100)}{Scratchpad.Sign(a / 10 % 10, b / 10 % 10)}{Scratchpad.Sign(a % 10, b % 10)}";

    private static string Labelled((int Place, int Number) item) => $"{Spelling.Label(item.Place)}{Scratchpad.Text(item.Number).PadLeft(3, '0')}";

    private static (string Name, string Value)[] EnglishOrder(Random random, bool up)
    {
        var order = up ? Up[random.Next(Up.Length)] : Down[random.Next(Down.Length)];
        string[] words = up ? ["ascending", "increasing"] : ["descending", "decreasing"];
        string[] first = up ? ["smallest", "lowest", "least"] : ["largest", "highest", "biggest"];
        return [("order", order), ("asc", words[random.Next(2)]), ("first", first[random.Next(3)])];
    }

    private static string KoreanOrder(Random random, bool up)
    {
        string[] orders = up
            ? ["오름차순으로", "작은 수부터", "작은 것부터", "작은 순서로", "작은 순으로", "작은 수부터 큰 수 순으로"]
            : ["내림차순으로", "큰 수부터", "큰 것부터", "큰 순서로", "큰 순으로", "큰 수부터 작은 수 순으로"];
        return orders[random.Next(orders.Length)];
    }
}
