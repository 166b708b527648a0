namespace NanoR1;

/// <summary>What prompts beyond the models are about.</summary>
internal static class OutsideWords
{
    public static string[] Topics { get; } = Split(
        """
        the French Revolution;black holes;climate change;inflation;the Roman Empire;photosynthesis;machine learning;quantum computers;
        jazz;remote work;electric cars;meditation;the stock market;vaccines;volcanoes;Renaissance art;football tactics;sleep;coffee;
        the human heart;artificial intelligence;tax law;gardening;the moon landing;cybersecurity;public transport;Buddhism;dinosaurs;
        cloud computing;the water cycle;friendship;leadership;the Second World War;DNA;renewable energy;chess openings;Greek mythology;
        migration;the immune system;poverty;blockchain;user interface design;the European Union;whales;nutrition;copyright;earthquakes;
        impressionism;supply chains;the periodic table;online dating;democracy;pasta;running shoes;antibiotics;the Silk Road;grief;
        investment funds;mobile games;beekeeping;opera;sustainable fashion;marketing;penguins;the ozone layer;burnout;rice farming;
        airline safety;old books;human rights;the Cold War;glaciers;mortgage rates;yoga;street food;satellites;customer loyalty;
        torque;lathes;bearings;predictive maintenance;milling machines;sensors;steel;hydraulic pumps;tool steel;quality management;
        prime numbers;the Pythagorean theorem;probability theory;calculus;number theory;calendars;the metric system;palindromes in poetry;
        sorting algorithms;the history of mathematics;leap years;time zones;the alphabet;spelling reform;statistics;accounting
        """);

    public static string[] Things { get; } = Split(
        """
        my phone;a bicycle;the car;a laptop;my passport;the dishwasher;a new apartment;my dog;the baby;a winter coat;my account;
        the credit card;a flight;the hotel room;my order;a birthday cake;the garden;a used camera;my knee;the contract;the invoice;
        a wedding dress;the router;my password;the thermostat;a guitar;my resume;the presentation;a suitcase;the alarm;my sister;
        the printer;a savings plan;the meeting;my playlist;a red dress;the oven;a mortgage;my landlord;the washing machine;a tent;
        the database;a spreadsheet;the website;my boss;a headache;the parcel;my subscription;a coupon;the ticket;my tax return;
        the lathe;a drill press;the conveyor;a spindle;the coolant;my homework;the shipment;a fridge;the sofa;my grandmother
        """);

    public static string[] People { get; } = Split(
        """
        Napoleon;Marie Curie;Shakespeare;King Sejong;Einstein;Cleopatra;Mozart;Frida Kahlo;Gandhi;Beethoven;Ada Lovelace;Picasso;
        Nelson Mandela;Leonardo da Vinci;Jane Austen;Aristotle;Yi Sun-sin;Darwin;Confucius;Steve Jobs;Tolstoy;Newton;Rosa Parks;
        the prime minister;the president;my neighbour;a famous singer;the author;the inventor of the telephone;the first astronaut
        """);

    public static string[] Places { get; } = Split(
        """
        Paris;Seoul;Brazil;New York;Kenya;the Alps;Busan;Tokyo;Iceland;London;Mexico City;Australia;the Sahara;Vietnam;California;
        Rome;Jeju;Canada;Berlin;Egypt;the Amazon;Singapore;Norway;Chicago;Thailand;Mars;the airport;the office;downtown;the city centre
        """);

    public static string[] Nouns { get; } = Split(
        """
        window;river;teacher;music;bread;street;idea;forest;story;engine;market;winter;letter;picture;kitchen;doctor;problem;cloud;
        ticket;language;dream;bridge;farmer;paper;ocean;lesson;shirt;train;coffee;message;village;garden;movie;price;island;bottle;
        team;law;color;dinner;shadow;bank;novel;phone;camera;artist;holiday;fish;mirror;hospital;voice;budget;customer;poem;planet;
        robot;history;recipe;friend;weather;contract;server;function;table;report;song;flower;king;painting;war;animal;species
        """);

    public static string[] Verbs { get; } = Split(
        """
        open;find;understand;build;carry;forget;paint;travel;cook;change;describe;repair;love;cancel;follow;teach;believe;visit;
        protect;write;sell;improve;watch;save;imagine;deliver;learn;break;choose;send;remember;explain;stop;book;move;update;return
        """);

    public static string[] Adjectives { get; } = Split(
        """
        old;beautiful;strange;quiet;modern;expensive;famous;green;difficult;happy;broken;early;foreign;warm;useful;dark;sweet;
        empty;careful;local;ancient;digital;wild;lonely;bright;dangerous;honest;cheap;funny;serious;healthy;popular;rare;soft
        """);

    public static string[] Languages { get; } = Split("French;German;Spanish;Japanese;Italian;Chinese;Korean;English;Latin;Arabic;Portuguese;Russian");

    public static string[] Code { get; } = Split("Python;C#;JavaScript;SQL;Rust;Java;bash;TypeScript;Go;HTML;R;C++");

    public static string[] KoreanTopics { get; } = Split(
        """
        기후 변화;인공지능;한국 전쟁;조선 시대;주식 투자;커피;블랙홀;민주주의;수면;전기차;우주 여행;김치;환율;백신;광합성;축구 전술;
        경제 위기;명상;독서;인터넷 보안;세금;로마 제국;재택근무;판소리;양자 컴퓨터;다이어트;결혼 준비;부동산;육아;반도체;
        지진;영화 산업;요가;창업;한글의 역사;건강 검진;여행 보험;고양이 키우기;사진 촬영;온라인 쇼핑;토크;선반;베어링;예지 보전;
        센서;품질 관리;소수;피타고라스 정리;확률;미적분;달력의 역사;정렬 알고리즘;통계학;회계;맞춤법;윤년;도량형의 역사
        """);

    public static string[] KoreanThings { get; } = Split(
        """
        휴대폰;자전거;여권;노트북;세탁기;강아지;비행기 표;호텔 방;주문;생일 케이크;계좌;신용카드;비밀번호;회의;이력서;자동차;
        계약서;보험;택배;냉장고;와이파이;프린터;월세;약속;선물;기타;알람;재생 목록;영수증;쿠폰;데이터베이스;웹사이트;기계;모터;펌프
        """);

    public static string[] KoreanPeople { get; } = Split(
        "세종대왕;이순신 장군;아인슈타인;나폴레옹;모차르트;셰익스피어;대통령;우리 엄마;담임 선생님;친구;상사;유명한 가수;작가;고흐;퀴리 부인");

    public static string[] KoreanPlaces { get; } = Split("서울;부산;제주도;파리;뉴욕;일본;베트남;런던;공항;회사;강남;호주;경주;로마;이집트;독일;시내;학교");

    public static string[] KoreanNouns { get; } = Split(
        "창문;강;선생님;음악;빵;거리;생각;숲;이야기;시장;겨울;편지;그림;부엌;의사;문제;구름;꿈;다리;바다;수업;기차;마을;영화;섬;병원;목소리;시;꽃;노래;손님;왕;동물;날씨;친구");

    public static string[] KoreanVerbs { get; } = Split(
        "설명해;찾아;추천해;번역해;요약해;예약해;취소해;고쳐;그려;만들어;알려;비교해;정리해;작성해;골라;보내;바꿔;분석해;소개해;도와");

    private static string[] Split(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
