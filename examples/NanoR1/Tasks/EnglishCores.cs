namespace NanoR1;

/// <summary>What each kind of problem is called in English, with as many words for it as people use.</summary>
internal static class EnglishCores
{
    private const string Backwards = "[backwards|backward|in reverse|reversed|flipped|flipped around|turned around|mirrored|inverted|the wrong way round|the other way round|the other way around|from right to left|from the end|from the end to the start|from back to front|back to front|read backwards|written backwards|spelled backwards|in reverse order|from the last {part} to the first|starting from the end|the wrong way around]";
    private const string Turned = "[reversed|flipped|turned around|read backwards|written backwards|mirrored|inverted|read from the end|read from right to left|spelled from the end|turned back to front]";
    private const string Occurs = "[occurs|appears|shows up|is found|is used|comes up|comes|is there|stands|turns up]";
    private const string Weekday = "[weekday|day|day of the week]";

    public static Cores Addition { get; } = new(
        [
            "{a} plus {b}", "{a} + {b}", "{a}+{b}", "the sum of {a} and {b}", "the total of {a} and {b}", "{a} and {b} [together|combined|added|added up|added together|in total|taken together|put together|summed up]", "{a} [increased by|with an added|together with|combined with|added to] {b}",
            "the result of [adding {a} and {b}|adding {b} to {a}]", "{a} and {b} more", "the [total|sum] when {b} is added to {a}", "the number that is {b} more than {a}", "the sum {a} + {b}",
        ],
        [
            "add {a} and {b}", "add {b} to {a}", "add up {a} and {b}", "sum {a} and {b}", "sum up {a} and {b}", "total {a} and {b}", "put {a} and {b} together", "combine {a} and {b}", "increase {a} by {b}", "count {a} and {b} together", "take {a} and add {b}", "take {a} plus {b}", "find the [sum|total] of {a} and {b}", "do {a} plus {b}",
        ],
        ["what {a} [plus|+] {b} [is|makes|gives|comes to]", "how much {a} [plus|and|+|together with] {b} [is|makes|make|come to]", "what {a} and {b} [add up to|make together|total|sum to|come to]", "what the [sum|total] of {a} and {b} is", "what you get [when|if] you add {a} and {b}"],
        ["What do {a} and {b} [make|come to|add up to|total|give] [together|combined|when added|in total]?", "How much do {a} and {b} [make|come to] [together|combined]?", "{a} together with {b} [makes|gives|is] what?", "{a} and another {b}, how much is that?"],
        numeric: true);

    public static Cores Subtraction { get; } = new(
        [
            "{a} minus {b}", "{a} - {b}", "{a}-{b}", "{a} [less|take away|reduced by|decreased by|lowered by] {b}", "{b} [subtracted|taken away|taken|removed|deducted] from {a}", "the result of [subtracting {b} from {a}|taking {b} away from {a}]",
            "the rest when {b} is taken from {a}", "the number that is {b} less than {a}",
        ],
        ["subtract {b} from {a}", "take {b} away from {a}", "take {b} from {a}", "take away {b} from {a}", "deduct {b} from {a}", "remove {b} from {a}", "reduce {a} by {b}", "decrease {a} by {b}", "take {a} and subtract {b}", "take {a} minus {b}", "do {a} minus {b}", "lower {a} by {b}"],
        ["what {a} [minus|-|less|take away] {b} [is|makes|gives|comes to]", "how much {a} [minus|-|less] {b} [is|makes]", "how much [is left|remains] when {b} is taken from {a}", "what you get [when|if] you subtract {b} from {a}", "what remains of {a} if you take away {b}"],
        ["{a} without {b} [makes|is] what?", "What remains of {a} when {b} [is taken away|is subtracted|goes away]?", "{b} taken off {a} leaves what?"],
        numeric: true);

    public static Cores Difference { get; } = new(
        [
            "the difference between {a} and {b}", "the difference of {a} and {b}", "the [gap|distance] between {a} and {b}", "the difference {a} and {b} have",
        ],
        ["find the difference [between|of] {a} and {b}", "work out the difference between {a} and {b}", "find the gap between {a} and {b}", "find by how much {a} and {b} differ"],
        ["by how much {a} and {b} differ", "how far apart {a} and {b} are", "how much {a} and {b} differ", "how much [more|larger|bigger|greater] {a} is than {b}", "by how much {a} [exceeds|is more than|is greater than] {b}", "what the difference between {a} and {b} is", "how big the difference of {a} and {b} is"],
        ["By how much [do|would] {a} and {b} differ?", "How far [apart are {a} and {b}|is it from {a} to {b}]?", "How much do {a} and {b} differ?", "{a} and {b} differ by [what|how much]?", "By how much does {a} exceed {b}?", "How much bigger is {a} than {b}?"],
        numeric: true);

    public static Cores Multiplication { get; } = new(
        [
            "{a} times {b}", "{a} multiplied by {b}", "{a} multiplied with {b}", "the product of {a} and {b}", "{a} * {b}", "{a}*{b}", "{a} x {b}", "{a}x{b}", "{a} × {b}", "{a} lots of {b}", "{a} groups of {b}", "the product {a} times {b}", "{a} and {b} multiplied", "{a} and {b} multiplied together", "{a} taken {b} times",
            "the result of multiplying {a} [by|and|with] {b}", "the product when {a} is multiplied by {b}", "{a} times the number {b}", "{a} sets of {b}",
        ],
        ["multiply {a} by {b}", "multiply {a} and {b}", "multiply {a} with {b}", "multiply {a} times {b}", "take {a} times {b}", "do {a} times {b}", "take {a} and multiply by {b}", "find the product of {a} and {b}", "form the product of {a} and {b}", "count {a} lots of {b}", "multiply together {a} and {b}"],
        ["what {a} [times|multiplied by|*|x] {b} [is|makes|gives|comes to]", "how much {a} [times|multiplied by|*|x] {b} [is|makes]", "what the product of {a} and {b} is", "what you get [when|if] you multiply {a} by {b}", "what {a} lots of {b} [make|come to]", "which number {a} times {b} is"],
        ["What do {a} and {b} make when multiplied?", "{a} times {b} [makes|gives|is] what?", "How much do {a} lots of {b} make?", "{a}, {b} times over, is what?", "Which number do you get from {a} times {b}?", "What product do {a} and {b} have?"],
        numeric: true);

    public static Cores Division { get; } = new(
        [
            "{a} divided by {b}", "{a} / {b}", "{a}/{b}", "{a}÷{b}", "{a} ÷ {b}", "{a} over {b}", "the quotient of {a} and {b}", "{a} [shared|split|shared out] [among|between] {b}", "the result of dividing {a} by {b}", "{a} split into {b} equal parts", "{a} shared equally by {b}", "the quotient {a} / {b}",
        ],
        ["divide {a} by {b}", "split {a} into {b} equal parts", "share {a} among {b}", "divide {a} into {b} parts", "take {a} and divide by {b}", "do {a} divided by {b}", "find the quotient of {a} and {b}", "find out how often {b} goes into {a}"],
        ["what {a} divided by {b} [is|makes|gives|comes to]", "how much {a} [divided by|/|over] {b} [is|makes]", "how [often|many times] {b} [goes into|fits into|is contained in] {a}", "what you get [when|if] you divide {a} by {b}", "what the quotient of {a} and {b} is"],
        ["How [often|many times] does {b} [go|fit] into {a}?", "{a} shared by {b} makes what?", "What do you get from dividing {a} by {b}?"],
        numeric: true);

    public static Cores Comparison { get; } = new(
        ["the {er} [one |number |]of {a} and {b}", "the {er} of the [two |numbers |two numbers |]{a} and {b}", "the {er} number: {a} or {b}", "the {er} one, {a} or {b}", "the {er} one among {a} and {b}"],
        ["choose the {er} of {a} and {b}", "pick the {er} one: {a} or {b}", "find the {er} of {a} and {b}", "compare {a} and {b} and name the {er} one", "pick the {er} number from {a} and {b}", "say which is {er}, {a} or {b}", "compare {a} with {b} and take the {er} one"],
        ["which is {er}, {a} or {b}", "which one is {er}, {a} or {b}", "which number is {er}, {a} or {b}", "whether {a} or {b} is {er}", "which of {a} and {b} is {er}", "what the {er} of {a} and {b} is", "which of the two is {er}: {a} or {b}"],
        ["Is {a} or {b} the {er} number?", "Is {a} or {b} {er}?", "{a} or {b}: which is {er}?", "If you compare {a} and {b}, which is {er}?"]);

    public static Cores Sorting { get; } = new(
        ["{list} in {asc} order", "the {asc} order of {list}", "the numbers {list} in {asc} order", "{list} sorted with the {first} first", "{list}, {first} first", "the numbers {list} sorted [{asc}|in {asc} order]", "{list} put in {asc} order"],
        [
            "sort {list}{order}", "order {list}{order}", "arrange {list}{order}", "put {list} in {asc} order", "put {list} into {asc} order", "bring {list} into {asc} order", "line up {list} with the {first} first", "rank {list}, {first} first", "list {list} with the {first} first", "write {list} in {asc} order", "sort the numbers {list}{order}",
            "rearrange {list} in {asc} order", "organize {list} in {asc} order", "sort {list} so that the {first} comes first",
        ],
        ["how {list} go in {asc} order", "what {list} looks like in {asc} order", "how to sort {list}{order}", "how {list} are ordered with the {first} first", "what the {asc} order of {list} is"],
        ["How do {list} go in {asc} order?", "What is the {asc} order of {list}?", "In {asc} order, how do {list} stand?"]);

    public static Cores Palindrome { get; } = new(
        [],
        [
            "check [if|whether] [the {kind} |]{w} is a palindrome", "decide [if|whether] {w} is a palindrome", "test [if|whether] {w} is a palindrome", "find out [if|whether] {w} is a palindrome", "tell me [if|whether] {w} is a palindrome", "say [if|whether] {w} reads the same [backwards|both ways|from the end]",
            "check [if|whether] {w} reads the same [backwards|both ways|from the end|from right to left|forwards and backwards]", "check {w} for being a palindrome", "see [if|whether] {w} is [the same|unchanged] [backwards|in reverse|when reversed|when flipped|from right to left]",
        ],
        [
            "[if|whether] [the {kind} |]{w} is a palindrome", "[if|whether] {w} is a palindrome[ or not|]", "[if|whether] {w} is palindromic", "[if|whether] {w} is a palindromic {kind}", "[if|whether] {w} reads the same [backwards|backward|both ways|in both directions|from both ends|from right to left|from the end|in reverse|forwards and backwards]",
            "[if|whether] {w} is [still |]the same [when reversed|when flipped|backwards|in reverse|when read from right to left|the other way round|when mirrored|when turned around|back to front]", "[if|whether] {w} stays the same when [reversed|flipped|mirrored|turned around|read backwards|read from the end]", "[if|whether] {w} counts as a palindrome",
            "[if|whether] I get {w} again when I [reverse|flip|turn around|mirror] it", "[if|whether] {w} and its reverse are the same", "[if|whether] {w} [written|spelled|read] [backwards|from right to left|from the end] is still {w}",
        ],
        [
            "Is {w} [still |]the same [when reversed|when flipped|backwards|in reverse|when read from right to left|the other way round|when mirrored|back to front]?", "Is {w} a palindrome[ or not|]?", "Does {w} read the same [from both ends|both ways|in both directions|backwards|in reverse]?", "Would {w} read the same [from the end|backwards|reversed]?",
            "If I [read|write|spell|say] {w} [from right to left|backwards|in reverse|from the end|the other way round], is it still {w}?", "If I [read|write|spell] {w} [from right to left|backwards|from the end], [do I get {w} again|is it the same|does it stay {w}|is that {w} again]?", "Is {w} [backwards|reversed|in reverse|flipped|mirrored] [still |again |]{w}?",
            "When I [reverse|flip|mirror|turn around] {w}, do I get {w} again?", "Are {w} and its [reverse|mirror image] the same?", "Is the reverse of {w} [the same|{w} again|equal to {w}]?", "Do you see the same {kind} when you [reverse|flip|mirror] {w}?", "Yes or no: does {w} read the same backwards?", "{w}: the same from both sides?",
        ]);

    public static Cores Reversal { get; } = new(
        [
            "{w} " + Backwards, "{w} " + Backwards, "the {kind} {w} " + Backwards, "the [reverse|mirror image|inverse|reversal] of [the {kind} |]{w}", "the [reversed|backward|backwards|flipped|mirrored|inverted|reverse] [form|version|spelling|reading] of [the {kind} |]{w}", "the {part}s of {w} in [reverse|opposite|reversed|backward] order",
        ],
        [
            "[reverse|flip|mirror|invert|turn around|flip around|flip over] [the {kind} |]{w}", "turn [the {kind} |]{w} [around|back to front|the other way round]", "flip [the {kind} |]{w} [around|over]", "[write|say|spell|read|put|type|print|give me|show me] [the {kind} |]{w} " + Backwards,
            "[write|say|spell|read] {w} " + Backwards, "put the {part}s of {w} in [reverse|opposite] order", "reverse the {part}s of {w}", "reverse the order of the {part}s in {w}", "swap the order of the {part}s in {w}", "give me [the {kind} |]{w} " + Backwards,
        ],
        [
            "what {w} is " + Backwards, "what the {kind} {w} is " + Backwards, "how {w} [reads|looks|is spelled|is written|sounds] [backwards|in reverse|from right to left|from the end|the other way round|when reversed|back to front]", "what {w} becomes when " + Turned, "what [you|I|we] get [when|if] [you|I|we] [reverse|flip|mirror|invert] {w}", "how to [write|spell|say] {w} " + Backwards,
            "what the reverse of {w} is",
        ],
        [
            "How would {w} be [spelled|written|read] " + Backwards + "?", "What does {w} become when " + Turned + "?", "How does {w} [read|look|sound] [backwards|in reverse|from right to left|from the end|the other way round|when reversed|back to front]?", "If {w} is " + Turned + ", what do you get?", "{w}, but " + Backwards + "?",
            "What {kind} do you get when {w} is " + Turned + "?", "What is {w} if you read it from right to left?",
        ]);

    public static Cores NextPalindrome { get; } = new(
        [
            "the next [palindrome|palindromic number] after {n}", "the [first|nearest|closest] [palindrome|palindromic number] [after|above|past|beyond|larger than|bigger than|greater than] {n}", "the smallest [palindrome|palindromic number] [larger than|greater than|bigger than|above|over|beyond] {n}", "the palindrome that [comes|follows] right after {n}",
            "the palindrome following {n}", "the next higher palindrome to {n}",
        ],
        ["find the next palindrome after {n}", "name the [first|next] palindrome after {n}", "count up from {n} to the next palindrome", "go from {n} to the next palindrome", "find the smallest palindrome [above|greater than|larger than] {n}", "name the palindrome that comes after {n}"],
        ["[which|what] palindrome [comes|follows|is] [next |right |]after {n}", "what the next palindrome after {n} is", "which palindromic number comes next after {n}", "which is the [first|next|nearest] palindrome [after|above|beyond] {n}"],
        ["Which palindrome [comes|follows] after {n}?", "If I count up from {n}, which palindrome do I meet first?", "After {n}, which number is the first palindrome?"]);

    public static Cores PalindromeSum { get; } = new(
        ["two {n}-digit palindromes [with|that have] a {m}-digit palindrome as their sum", "two {n}-digit palindromes whose sum is a {m}-digit palindrome", "a pair of {n}-digit palindromes with a {m}-digit palindromic sum", "two {n}-digit palindromes that [make|give|add up to] a {m}-digit palindrome"],
        ["find two {n}-digit palindromes whose sum is a {m}-digit palindrome", "name two {n}-digit palindromes that add up to a {m}-digit palindrome", "add two {n}-digit palindromes so that you get a {m}-digit palindrome", "give two {n}-digit palindromic numbers with a {m}-digit palindrome as sum"],
        ["which two {n}-digit palindromes [add up to|sum to|make|give] a {m}-digit palindrome", "which {n}-digit palindromes have a {m}-digit palindrome as their sum"],
        ["Which two {n}-digit palindromes together make a {m}-digit palindrome?", "Which pair of {n}-digit palindromes has a {m}-digit palindromic sum?"]);

    public static Cores Letters { get; } = new(
        [
            "the number of {l}'s in [the word |]{w}", "the number of letters {l} in {w}", "the count of [the letter |]{l} in [the word |]{w}", "the count of {l}'s in {w}", "the {l} count of {w}", "the {l} count in {w}", "the frequency of [the letter |]{l} in [the word |]{w}", "the number of times [the letter |]{l} " + Occurs + " in {w}",
            "the number of times you find {l} in {w}", "the occurrences of {l} in {w}, counted", "the number of occurrences of {l} in [the word |]{w}",
        ],
        ["count the {l}'s in [the word |]{w}", "count the letter {l} in [the word |]{w}", "count how [often|many times] {l} " + Occurs + " in {w}", "count every {l} in {w}", "count all the {l}'s in [the word |]{w}", "find how many {l}'s there are in {w}", "go through {w} and count {l}", "count the occurrences of {l} in {w}"],
        [
            "how many {l}'s are in [the word |]{w}", "how many {l}'s there are in {w}", "how many {l}'s {w} [has|contains|includes]", "how [often|many times|frequently] [the letter |]{l} " + Occurs + " in [the word |]{w}", "how [often|many times] you [can find|find|see|can see|meet|write] {l} in [the word |]{w}", "how many letters {l} are in {w}",
            "what the number of {l}'s in {w} is",
        ],
        [
            "How [often|many times|frequently] does [the letter |]{l} [occur|appear|show up|come up|turn up|come] in [the word |]{w}?", "How [often|many times] [can|do|did|could] [you|I|we] [find|see|meet|spot|read] [the letter |]{l} in [the word |]{w}?", "How many {l}'s does {w} have?", "How many times is [the letter |]{l} [in|used in|found in|part of] [the word |]{w}?",
            "{l} in {w} - how often?", "With what frequency does {l} appear in {w}?", "When I [write|spell|read] {w}, how [often|many times] do I [need|write|use|see] [the letter |]{l}?",
        ]);

    public static Cores Length { get; } = new(
        [
            "the number of letters in [the word |]{w}", "the letter count of [the word |]{w}", "the [length|letter count|number of letters|count of letters|letter total] of [the word |]{w}", "the count of letters in [the word |]{w}", "the number of [letters|characters] [the word |]{w} [has|consists of]", "the number of characters in {w}", "the length of {w} in letters",
            "the amount of letters in {w}",
        ],
        ["count the [letters|characters] [in|of] [the word |]{w}", "count all [the |]letters [in|of] {w}", "count how many letters {w} has", "find the length of [the word |]{w}", "measure the length of {w} in letters", "go through {w} and count its letters", "count every letter of {w}"],
        ["how many [letters|characters] are in [the word |]{w}", "how many [letters|characters] {w} [has|contains|consists of|is made of]", "how long [the word |]{w} is", "how many letters there are in {w}", "what the [length|letter count|number of letters] of {w} is", "how many letters [you|I] need to [write|spell] {w}", "how many letters long {w} is"],
        ["How many letters [does {w} have|are in {w}|make up {w}|will I write for {w}|long is {w}]?", "How long is [the word |]{w}[, in letters|]?", "How many letters, all together, are in {w}?", "What letter count has {w}?", "When I [write|spell] {w}, how many letters do I [need|write|use]?"]);

    public static Cores Units { get; } = new(
        [
            "{n} {t} in {u}", "{n} {t} [converted to|converted into|expressed in|changed to|changed into|given in|measured in|written in|turned into|counted in|as] {u}", "the number of {u} in {n} {t}", "the number of {u} that {n} {t} make", "the value of {n} {t} in {u}", "{n} {t}, in {u}", "the same as {n} {t}, but in {u}",
        ],
        ["convert {n} {t} [to|into] {u}", "change {n} {t} [to|into] {u}", "turn {n} {t} into {u}", "express {n} {t} in {u}", "write {n} {t} in {u}", "give {n} {t} in {u}", "switch {n} {t} to {u}", "put {n} {t} into {u}", "count {n} {t} in {u}", "go from {n} {t} to {u}", "translate {n} {t} into {u}", "work out {n} {t} in {u}"],
        ["how many {u} {n} {t} [is|are|make|equal|come to|has]", "how many {u} there are in {n} {t}", "how many {u} are in {n} {t}", "how many {u} fit into {n} {t}", "how many {u} [you|I|we] get from {n} {t}", "what {n} {t} is in {u}", "how much {n} {t} is in {u}", "what {n} {t} [comes to|would be] in {u}"],
        ["How many {u} [fit into|go into|are there in|make|are] {n} {t}?", "What would {n} {t} be [in|as] {u}?", "How much [is|would be] {n} {t} in {u}?", "{n} {t} - how many {u}?", "In {u}, how much is {n} {t}?", "{n} {t} comes to how many {u}?", "How many {u} do I have with {n} {t}?"],
        numeric: true);

    public static Cores After { get; } = new(
        ["the " + Weekday + " {n} days [after|past|from|later than|following|on from] {d}", "the " + Weekday + " that comes {n} days [after|past|later than] {d}", "{d} plus {n} days", "the weekday in {n} days if today is {d}"],
        ["name the " + Weekday + " {n} days [after|past|from] {d}", "count {n} days [forward|on|ahead] from {d}", "add {n} days to {d}", "go {n} days [forward|on|ahead] from {d}", "start on {d} and wait {n} days", "start on {d} and go on {n} days", "find the weekday {n} days after {d}"],
        ["[what|which] " + Weekday + " [it is|comes|is|will be|falls] {n} days [after|past|from|later than] {d}", "[what|which] " + Weekday + " it [will be|is] in {n} days if [today is|it is] {d}", "[what|which] " + Weekday + " comes {n} days after {d}"],
        [
            "[What|Which] " + Weekday + " [is|comes|follows|falls] {n} days [after|past|from|later than] {d}?", "If [we|you|I] [start|begin|leave] on {d} and [wait|go on|travel|stay] {n} days, [what|which] " + Weekday + " is it?", "If it is {d} and {n} days [pass|go by], [what|which] " + Weekday + " is it?", "{n} days past {d}, [what|which] " + Weekday + " is it?",
            "Today is {d}. [What|Which] " + Weekday + " comes {n} days later?",
        ]);

    public static Cores Before { get; } = new(
        ["the " + Weekday + " {n} days [before|earlier than|prior to|back from] {d}", "the " + Weekday + " that came {n} days before {d}", "{d} minus {n} days", "the weekday {n} days ago if today is {d}"],
        ["name the " + Weekday + " {n} days [before|earlier than] {d}", "count {n} days back from {d}", "count back {n} days from {d}", "go back {n} days from {d}", "subtract {n} days from {d}", "start on {d} and go back {n} days", "find the weekday {n} days before {d}"],
        ["[what|which] " + Weekday + " [it was|came|was|is] {n} days [before|earlier than|prior to] {d}", "[what|which] " + Weekday + " it was {n} days ago if [today is|it is] {d}", "[what|which] " + Weekday + " lies {n} days before {d}"],
        ["[What|Which] " + Weekday + " [is|was|came|lies] {n} days [before|earlier than|prior to] {d}?", "If [we|you|I] [stand on|have] {d} and go back {n} days, [what|which] " + Weekday + " is it?", "{n} days before {d}, [what|which] " + Weekday + " was it?", "Today is {d}. [What|Which] " + Weekday + " was {n} days ago?"]);

    public static Cores MonthDays { get; } = new(
        ["the number of days in {m}", "the number of days {m} has", "the [length|day count] of {m} in days", "the last day of {m}", "the count of days in {m}", "the days in {m}, counted"],
        ["count the days [in|of] {m}", "count how many days {m} has", "find the number of days in {m}", "name the last day of {m}"],
        ["how many days {m} has", "how many days are in {m}", "how many days there are in {m}", "how long {m} is in days", "what the last day of {m} is"],
        ["How many days [long is {m}|does {m} have|are there in {m}|make up {m}]?", "{m} has how many days?", "How many days [does {m} count|go by in {m}]?"]);

    public static Cores Date { get; } = new(
        ["the date {n} days [after|past|from|later than|on from] {d}", "the date that comes {n} days after {d}", "{d} plus {n} days", "the date in {n} days if today is {d}", "the calendar date {n} days after {d}"],
        ["name the date {n} days [after|past|from] {d}", "count {n} days [forward|on|ahead] from {d}", "add {n} days to {d}", "go {n} days [forward|on|ahead] from {d}", "start on {d} and wait {n} days", "find the date {n} days after {d}"],
        ["[what|which] date [it is|comes|is|will be] {n} days [after|past|from|later than] {d}", "[what|which] date it [will be|is] in {n} days if [today is|it is] {d}", "what the date is {n} days after {d}"],
        [
            "[What|Which] date [is|comes|follows|is it] {n} days [after|past|from|later than] {d}?", "If [we|you|I] [start|begin|leave] on {d} and [wait|go on|travel|stay] {n} days, [what|which] date is it?", "If it is {d} and {n} days [pass|go by], what is the date?", "{d} is today. [What|Which] date [comes {n} days later|is it in {n} days|will it be in {n} days]?",
            "{n} days past {d}, what date is it?",
        ]);

    /// <summary>Beyond what is known, in the same forms, so that no carrier promises an answer.</summary>
    public static Cores Beyond { get; } = new(
        [
            "the capital of {place}", "the meaning of {topic}", "the population of {place}", "the weather in {place}", "the {language} word for {thing}", "a poem about {thing}", "a [story|joke|song|riddle] about {thing}", "the history of {topic}", "the plural of {thing}", "a synonym for {thing}", "a rhyme for {thing}", "the price of a {thing}", "a recipe with {thing}",
            "the name of {person}'s mother", "the best {thing} in {place}", "the currency of {place}", "the time in {place}", "today's date", "the formula for {topic}", "the birthday of {person}", "a program in {code}", "the color of the {thing}", "your name", "your opinion of {topic}", "{topic}", "{thing}", "{person}", "the {thing}",
            "the weight of a {thing}", "the distance to {place}",
        ],
        [
            "write a [poem|story|song|letter|joke] about {thing}", "translate {thing} [to|into] {language}", "explain {topic}", "tell me a joke", "summarize {topic}", "describe [a|the] {thing}", "draw a {thing}", "write a program in {code}", "say {thing} in {language}", "find a rhyme for {thing}", "cook something with {thing}", "play chess with me", "tell me about {place}",
            "tell me about {person}", "find the capital of {place}", "recommend a book about {topic}", "buy a {thing}", "book a trip to {place}", "sing a song about {thing}", "plan a week in {place}", "name [a|the best] {thing} of {place}", "list the kings of {place}", "list {n} facts about {topic}", "solve {d}x + {n} = {big}", "turn on the light", "call my {thing}",
        ],
        [
            "who {person} was", "what {topic} is", "why the [sky is blue|grass is green|sea is salty]", "how {topic} works", "where {place} is", "what the capital of {place} is", "when {person} was born", "whether {topic} is [important|dangerous|true]", "whether a {thing} is [healthy|expensive|alive]", "how to cook {thing}", "what time it is in {place}", "how to say {thing} in {language}",
            "what {thing} means", "whether it will rain in {place}", "how many people live in {place}", "how old {person} was", "how many {thing} there are in {place}", "what you think about {topic}", "who won in {year}", "what happened in {year}", "whether you like {thing}", "whether {big} is a prime", "how far it is to {place}", "how much a {thing} costs", "which {thing} is best",
        ],
        ["How many legs does a {thing} have?", "Why is {topic} so hard?", "Where can I find a {thing} in {place}?", "Is {person} still famous?", "Which city is bigger, {place} or {place2}?", "How long does a flight to {place} take?", "When does the {thing} come?", "How do you spell your name?"]);

    /// <summary>Mathematics beyond what is known.</summary>
    public static Cores BeyondNumbers { get; } = new(
        [
            "the [square|cube] root of {big}", "{n} percent of {big}", "{n}% of {big}", "{n} squared", "{n} cubed", "{n} to the power of {d}", "{n}^{d}", "{huge} times {huge2}", "{huge} * {huge2}", "the product of {huge} and {huge2}", "{giant} plus {giant2}", "the sum of {giant} and {giant2}", "{giant} minus {giant2}", "the difference of {giant} and {giant2}",
            "the [average|mean|median] of {n} and {big}", "the greatest common divisor of {n} and {big}", "the least common multiple of {n} and {d}", "the factorial of {d}", "the [sine|cosine|logarithm] of {n}", "{d}.{n} plus {n}.{d}", "{n}.{d} times {d}", "the area of a circle of radius {n}", "x if {d}x = {n}", "{n} in [binary|Roman numerals]", "{d}/{n} plus {n}/{d}",
        ],
        ["take the [square root|logarithm|cube root] of {big}", "multiply {huge} by {huge2}", "add {giant} and {giant2}", "subtract {giant2} from {giant}", "raise {n} to the power of {d}", "square {n}", "factor {big}", "find the prime factors of {big}", "take {n} percent of {big}", "solve {d}x = {n}", "convert {n} miles to kilometers", "convert {n} dollars to euros", "average {n} and {big}"],
        ["what {n} percent of {big} is", "what {huge} times {huge2} is", "what the square root of {big} is", "how much {giant} plus {giant2} is", "whether {big} is prime", "what {n} squared is", "what the average of {n} and {big} is"],
        numeric: true);
}
