using static ModelRouter.PromptTask;

namespace ModelRouter;

/// <summary>English phrases and the tasks that they ask for.</summary>
internal static class EnglishCues
{
    internal static readonly Cue[] Table =
    [
        Cue.Task(Translation, 8, "translat*", "how do you say", "how do i say", "how would you say"),
        Cue.Task(
            Translation, 4, "into english", "into korean", "into french", "into spanish", "into german", "into japanese", "into chinese",
            "into italian", "into portuguese", "into polish", "into arabic", "into hindi", "into russian", "to english", "to korean",
            "to french",
            "to spanish", "to german", "to japanese", "to chinese", "in french", "in spanish", "in german", "in japanese", "in korean"),
        Cue.Task(Summarization, 8, "summar*", "tl;dr", "tldr", "sum up", "key takeaways", "takeaways"),
        Cue.Task(Summarization, 5, "key points", "main points", "condense", "boil down", "main ideas", "in a nutshell", "recap", "gist",
            "shorten", "overview of", "synopsis", "abridge", "short version", "in fewer words"),
        Cue.Task(Classification, 8, "classify", "classification", "categorize", "categorise", "positive or negative", "spam or"),
        Cue.Task(
            Classification, 6, "sentiment", "which category", "what category", "is this spam", "label each", "label the", "label this",
            "tag each",
            "positive, negative", "is this review", "one of these labels", "one of the following categories", "which department",
            "decide whether", "determine whether", "is this a ", "which type of", "what kind of ticket"),
        Cue.Task(Extraction, 8, "extract", "pull out", "pick out", "named entities", "pull all", "pull the"),
        Cue.Task(
            Extraction, 4, "mentioned in", "find all the", "find every", "list every", "list all the", "return json", "as json",
            "into json",
            "to json", "parse the", "into a table", "identify all", "get me every", "get me all", "get all the", "every email",
            "give me all the", "list the names", "collect all"),
        Cue.Task(Rewriting, 8, "rewrite", "rephrase", "paraphrase", "reword", "proofread", "copyedit"),
        Cue.Task(
            Rewriting, 5, "grammar", "make it sound", "make this sound", "more formal", "more polite", "more concise", "less formal",
            "polish",
            "make this email", "make this sentence", "make this paragraph", "make this more", "edit this", "spelling",
            "improve the wording", "typos", "friendlier"),
        Cue.Task(
            Code, 6, "refactor*", "unit test*", "debug", "stack trace", "```", "def ", "#include", "select *", "nullreferenceexception",
            "nullpointerexception", "typeerror", "traceback",
            "write a program", "write a query", "regex", "regular expression", "code review", "pull request", "segfault", "leetcode"),
        Cue.Task(
            Code, 4, "code", "python", "javascript", "typescript", "java", "c#", "c++", "golang", "rust", "sql", "bug", "implement",
            "compile*",
            "exception", "bash", "dockerfile", "html", "css", "null pointer", "powershell", "this function", "a function", "script",
            "kotlin", "swift", "linq", "for loop", "while loop", "list comprehension", "infinite loop", "component", "command line",
            "css selector", "merge conflict", "off-by-one"),
        Cue.Task(
            Code, 2, "function", "algorithm", "api", "endpoint", "async", "yaml", "git", "react", "class", "method", "library", "json",
            "=>", "();",
            "query", "linked list", "binary tree", "return", "import", "public", "void", "var ", "const ", "let "),
        Cue.Task(PromptTask.Math, 6, "calculate", "integral", "integrate", "derivative", "differentiate", "square root", "eigenvalue*",
            "polynomial", "remainder", "gcd", "prove"),
        Cue.Task(
            PromptTask.Math, 4, "solve", "equation*", "proof", "probability", "area of", "perimeter", "divided by", "evaluate the",
            "sum of", "product of",
            "triangle", "what is the value", "are left", "in total", "altogether", "multiply", "multiplied by", "compound interest",
            "standard deviation", "theorem"),
        Cue.Task(PromptTask.Math, 2, "compute", "how many", "how much", "simplify", "factor", "matrix", "prime", "percent", "average",
            "total", "speed", "per hour", "circle", "radius", "km/h", "mph", "twice as"),
        Cue.Task(Reasoning, 8, "riddle", "puzzle", "what can you conclude", "what can we conclude", "knights and knaves",
            "telling the truth", "lying"),
        Cue.Task(
            Reasoning, 6, "deduce", "root cause", "pros and cons", "trade-off*", "tradeoff*", "which is better", "what would happen if",
            "taller than",
            "older than", "heavier than", "fallacy", "does it follow", "left of", "right of", "sits in", "next to each other",
            "should we", "in favor of", "who is the tallest", "who is the oldest", "which of them"),
        Cue.Task(
            Reasoning, 4, "compare", "infer", "conclude", "if all", "logic*", "most likely", "should i choose", "contradict*", "why did",
            "why might",
            "why would", "reason through", "weigh up", "argue for", "which one should", "what explains", "diagnose"),
        Cue.Task(Reasoning, 2, "step by step", "true or false", "argument", "evaluate", "assume", "suppose", "analyze", "analyse",
            "taller", "older", "faster"),
        Cue.Task(
            Knowledge, 5, "who was", "who wrote", "who invented", "who discovered", "who painted", "who won", "when did", "when was",
            "where is", "where was",
            "capital of", "tell me about", "which country", "which year", "which planet", "what year", "define", "definition of",
            "in which"),
        Cue.Task(
            Knowledge, 4, "explain", "who is", "how does", "what causes", "why is", "why do", "why are", "why does", "meaning of",
            "difference between", "what happened", "what's the", "who invented", "largest", "longest", "how tall",
            "how far", "how old", "how high", "how long", "symptoms of", "side effects"),
        Cue.Task(Knowledge, 3, "how many"),
        Cue.Task(Knowledge, 2, "what is", "what are", "what was", "what does", "what's", "which", "who", "when", "where", "how do",
            "describe", "history", "how to", "stand for"),
        Cue.Task(
            CreativeWriting, 8, "poem", "haiku", "slogan*", "tagline*", "lyrics", "screenplay", "limerick", "fairy tale",
            "bedtime story", "short story",
            "sonnet", "joke", "rap about", "once upon a time", "marketing copy", "love letter"),
        Cue.Task(
            CreativeWriting, 5, "story", "song", "dialogue between", "blog post", "product description", "caption", "fiction", "toast",
            "speech", "creative",
            "write an ad", "jingle", "monologue", "write an email", "cover letter", "catchy", "birthday message"),
        Cue.Task(CreativeWriting, 2, "imagine", "novel", "write a", "write me", "invent a", "come up with"),
        Cue.Task(Planning, 8, "itinerary", "roadmap", "study plan", "meal plan", "workout plan", "project plan", "migration plan",
            "training plan", "plan my", "plan a", "plan for", "plan our"),
        Cue.Task(
            Planning, 5, "plan", "schedule", "break down", "milestones", "agenda", "checklist", "to-do list", "organize", "timeline",
            "step-by-step plan",
            "how should i prepare", "curriculum", "action items for", "onboarding"),
        Cue.Task(Planning, 2, "strategy", "prepare for", "steps to", "goal", "weeks", "budget of"),
        Cue.Task(
            Chat, 7, "how are you", "good morning", "good night", "cheer me up", "let's chat", "talk to me", "who are you",
            "nice to meet", "what's up",
            "how was your", "how's it going", "are you there", "can we talk", "thank you", "thanks"),
        Cue.Task(Chat, 4, "hello", "hi", "hey", "i feel", "i'm feeling", "bored", "lol", "haha", "do you like", "your favorite",
            "your favourite", "you're", "for fun", "what do you do", "what do you think", "are you", "i'm so", "my day", "sounds good",
            "i love"),
        Cue.Difficulty(3, "prove", "theorem", "np-hard", "formally", "rigorous*", "distributed system*", "lock-free", "deadlock",
            "race condition", "eigenvalue*", "graduate level", "phd"),
        Cue.Difficulty(
            2, "step by step", "optimal", "optimize", "complexity", "concurren*", "trade-off*", "integral", "derivative", "in detail",
            "architecture", "root cause",
            "edge cases", "proof", "thread-safe", "dynamic programming", "differential equation*"),
        Cue.Difficulty(-2, "simple", "briefly", "quick", "quickly", "hello world", "one word", "one sentence", "yes or no", "basic",
            "short answer", "to a child"),
    ];
}
