using static ModelRouter.PromptDomain;

namespace ModelRouter;

/// <summary>English and Korean words of the domains.</summary>
internal static class DomainCues
{
    internal static readonly Cue[] Table =
    [
        Cue.Domain(
            Law, 4, "contract", "contracts", "lawsuit", "statute*", "plaintiff", "defendant", "copyright", "patent", "liability", "tort",
            "clause", "clauses", "legal", "court", "attorney",
            "lawyer", "gdpr", "nda", "tenant", "landlord", "lease", "indemnif*", "jurisdiction", "litigation", "계약", "소송", "법률", "법원",
            "판결", "판례", "변호사", "저작권", "특허",
            "손해배상", "민법", "형법", "고소", "임대차", "조항", "위약금", "근로기준법", "상속", "약관"),
        Cue.Domain(
            Medicine, 4, "symptom*", "patient", "patients", "diagnos*", "drug", "drugs", "dose", "dosage", "vaccine*", "diabetes",
            "blood pressure", "hypertension", "surgery", "cancer", "clinical",
            "doctor", "medication*", "antibiotic*", "ibuprofen", "aspirin", "headache", "fever", "insulin", "therapy", "mri", "medical",
            "증상", "환자", "진단", "약을", "복용", "백신",
            "당뇨", "혈압", "수술", "치료", "두통", "부작용", "의사", "처방", "항생제", "감기", "병원", "진료"),
        Cue.Domain(
            Finance, 4, "stock", "stocks", "bond", "bonds", "interest rate*", "compound interest", "mortgage", "loan", "loans",
            "invest*", "portfolio", "revenue", "balance sheet", "cash flow", "tax",
            "taxes", "accounting", "dividend*", "inflation", "bank", "credit", "etf", "earnings", "ebitda", "invoice*", "hedge",
            "currency", "quarterly", "주식", "채권", "금리", "대출", "투자",
            "포트폴리오", "매출", "재무", "세금", "회계", "배당", "인플레이션", "은행", "신용", "환율", "연말정산", "이자", "영업이익", "예금", "적금", "송장", "청구서"),
        Cue.Domain(
            Science, 4, "physics", "chemistry", "chemical", "biology", "molecule*", "atom", "atoms", "quantum", "photosynthesis",
            "gravity", "planet", "planets", "dna", "rna", "cell", "cells", "evolution", "black hole*",
            "relativity", "enzyme*", "thermodynamics", "entropy", "electron*", "species", "ecosystem*", "light scatter*", "sky blue",
            "velocity", "mitochondria", "reaction", "물리", "화학", "생물", "분자", "원자",
            "양자", "광합성", "중력", "행성", "유전자", "세포", "진화", "블랙홀", "상대성", "효소", "열역학", "엔트로피", "전자기", "하늘이 파란", "미토콘드리아"),
        Cue.Domain(
            Engineering, 4, "engine", "engines", "turbine*", "sensor*", "bearing*", "vibration*", "pump", "pumps", "motor", "motors",
            "plc", "hvac", "bridge design", "torque", "welding", "machining", "manufactur*", "factory", "conveyor",
            "assembly line", "circuit*", "voltage", "robot", "robots", "maintenance", "process data", "defect rate", "cnc",
            "compressor*", "valve*", "엔진", "터빈", "센서", "베어링", "진동", "펌프", "모터", "용접",
            "가공", "제조", "공장", "컨베이어", "회로", "전압", "로봇", "설비", "불량률", "공정", "밸브", "압축기"),
        Cue.Domain(
            Software, 4, "python", "javascript", "typescript", "java", "c#", "c++", "golang", "rust", "sql", "api", "apis", "database*",
            "software", "code", "bug", "bugs", "function", "algorithm*", "compile*", "server", "servers", "kubernetes", "docker*",
            "linux", "git", "regex", "html", "css", "react", "endpoint*", "thread", "threads", "async", "microservice*", "deadlock",
            "recursion", "nullreferenceexception", "```", "stack trace", "json", "http", "rest", "cloud", "program", "linked list",
            "binary tree",
            "unit test*", "tcp", "deploy*", "bash", "script", "devops", "linq", "hash table*", "hash map*", "cache", "refactor*",
            "dependency injection", "traceback", "typeerror", "nullpointerexception", "mobile app", "web app", "코드", "파이썬", "자바",
            "데이터베이스", "소프트웨어", "버그", "함수를", "알고리즘", "컴파일", "서버", "도커", "쿠버네티스",
            "리눅스", "정규식", "쿼리", "스레드", "비동기", "마이크로서비스", "재귀", "프로그램", "스크립트", "배포", "개발", "단위 테스트", "리팩터링", "해시"),
        Cue.Domain(
            Humanities, 4, "history", "historical", "philosoph*", "literature", "shakespeare", "novel", "poet", "painting", "painted",
            "renaissance", "war", "empire", "emperor", "king", "kant", "plato", "nietzsche", "religion", "art", "museum",
            "music theory", "revolution", "ancient", "century", "medieval", "hamlet", "mozart", "beethoven", "dynasty", "wrote", "역사",
            "철학", "문학", "셰익스피어", "르네상스", "전쟁", "제국", "황제", "왕조", "조선", "고려", "칸트", "플라톤", "종교", "미술", "혁명", "중세",
            "세종대왕", "한글 창제", "작가", "화가", "임진왜란"),
    ];
}
