namespace NanoR1;

/// <summary>Korean questions that the model has to turn down. What is held out is about other things than what is trained.</summary>
internal static class BeyondKorean
{
    public static Phrasebook Phrases { get; } = Phrasings.Of("korean", "beyond");

    /// <summary>Values for the names in the phrasings; those ending in 2 are for held-out ones.</summary>
    public static IReadOnlyList<(string Name, string[] Values)> Slots { get; } =
    [
        ("thing", Split("사과|고양이|강아지|집|딸기|달|나무|자동차|말|강|바나나|책|피자|친구|사랑|겨울|치즈|기차|정원|꽃|커피|새|엄마|학교|여름|자전거|배|빵|의자|선생님|비|용|로봇|레몬")),
        ("thing2", Split("돌고래|피아노|와플|풍차|앵무새|트럼펫|치과 의사|늑대|비옷|햄버거|조카|타자기")),
        ("topic", Split("중력|광합성|민주주의|인플레이션|진화|로마 제국|양자역학|기후 변화|주식|체스|전기|축구|불교|재즈|블랙홀|경제|인터넷|인공지능|화산|철학|세금|결혼|비타민|화학|역사|종교|정치|음악")),
        ("topic2", Split("방사능|르네상스|야구|발레|저작권법|조각|끈 이론|민속|열역학|세계화|명상")),
        ("person", Split("아인슈타인|나폴레옹|모차르트|퀴리 부인|셰익스피어|세종대왕|간디|뉴턴|피카소|플라톤|클레오파트라|다윈|베토벤|링컨|이순신")),
        ("place", Split("프랑스|일본|한국|서울|런던|브라질|이집트|캐나다|이탈리아|베를린|중국|인도|파리|스페인|멕시코|러시아|도쿄|아프리카|노르웨이|뉴욕|제주도")),
        ("place2", Split("덴마크|모로코|콜롬비아|태국|프라하|가나|아일랜드|인천|우루과이|리스본")),
        ("code", Split("Python|C|Java|JavaScript|Rust|C#|Go|파이썬|자바")),
        ("code2", Split("Scala|Lua|Fortran|TypeScript|Zig")),
        ("language", Split("프랑스어|독일어|영어|스페인어|일본어|중국어|러시아어")),
        ("weekday", Split("월요일|화요일|수요일|목요일|금요일|토요일|일요일")),
    ];

    private static string[] Split(string values) => values.Split('|');
}
