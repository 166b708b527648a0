namespace NanoR1;

/// <summary>English ways of asking for anything: <c>x</c> is the core, <c>X</c> the same at the beginning of a sentence. There are no digits
/// and no words of any task in them.</summary>
internal static class EnglishCarriers
{
    private static readonly Phrasebook Noun = new(
        [
            "What is {x}?", "What's {x}?", "what is {x}", "[And|So|Well,|OK,] what is {x}?", "What would {x} be?", "{X}?", "{X}", "{X}, please.", "{X}: what is it?", "{X} is what?", "{X} - what's that?",
            "{X}, what is that?", "{X}, what would that be?", "{X} - do you know it?", "{X}. [Answer?|Do you know?|What do you say?|Go.|Well?]", "What comes out [of|as|for] {x}?", "What do [I|you|we] get [for|from|as] {x}?",
            "What did you get for {x}?", "Tell me {x}.", "Tell me, what is {x}?", "Give me {x}.", "Show me {x}.", "Let me [see|have|know] {x}.", "Find {x}.", "Find me {x}.", "Work out {x}.", "Figure out {x}.", "Determine {x}.",
            "State {x}.", "Say {x}.", "Write down {x}.", "Answer with {x}.", "Reply with [just |]{x}.", "I need {x}.", "I need to [know|find|have] {x}.", "I'd like [to know |to have |]{x}.", "I would like [to know |to have |]{x}, please.",
            "I'm [looking for|after|searching for] {x}.", "I was asked for {x}.", "They want {x} from me.", "My [teacher|boss|sister|neighbor] [wants|needs|asked for] {x}.", "Can you [give|tell|show] me {x}?", "Could you [find|work out|figure out] {x}[ for me|]?",
            "Would you [please |kindly |]tell me {x}?", "Any idea what {x} is?", "Do you know {x}?", "Do you happen to know {x}?", "How about {x}?", "What about {x}?", "What is {x} then?", "Can I [get|have] {x}?", "May I ask for {x}?", "May I have {x}, please?",
            "I forgot {x}. [What is it?|Help me.|Remind me.|Do you know?]", "I can't [find|work out|figure out] {x}.", "Help me [find|work out|with] {x}.", "Please [tell me|help me find|write|give|give me|find|work out] {x}.", "Please, {x}.",
            "[Wanted|Needed|Looking for|Question|Task|Exercise|Problem|Next|To find]: {x}[.|?|]", "The [question|task|exercise] is {x}.", "[On the board|In my book|On the sheet|In the test] it says: {x}. What is that?", "Nobody here knows {x}. Do you?",
            "I bet you know {x}.", "A friend asked me for {x}. What do I say?", "What should I [write|say|answer] for {x}?", "What is the [right |correct |]answer [to|for] {x}?", "What's the solution to {x}?", "The answer to {x} is what?", "What's your answer for {x}?",
            "Which answer is right for {x}?", "Let's do {x}.", "Let's find {x}.", "Now {x}.", "Next one: {x}.", "And {x}?", "I wonder about {x}.", "I am curious about {x}.", "I have been wondering about {x}.", "Think about {x}. What is it?", "Take {x}. What is it?",
            "Consider {x}: what is it?", "Could it be that you know {x}?", "How would you write {x}?", "What do you say to {x}?", "What's that, {x}?", "Just {x}.", "Only {x}, please.", "The thing I need is {x}.", "It's {x} that I need.", "What I want is {x}.",
            "You should know {x}.", "Be so kind and tell me {x}.", "Quick, {x}!", "{X}, quick!", "{X} - thanks!", "{X} for me, please.", "So, {x}?", "Hmm, {x}?", "What exactly is {x}?", "My [little brother|daughter|grandma|classmate] wants to know {x}.",
        ],
        []);

    private static readonly Phrasebook Number = new(
        [
            "Which number do you get from {x}?", "Which number [is|comes out of|results from|do I get for] {x}?", "What number [is|comes out of|results from] {x}?", "How much is {x}?", "How much would {x} be?", "{X} makes [what|how much]?", "{X} comes to [what|how much]?",
            "{X} [gives|equals|is equal to|amounts to|results in] what?", "What does {x} [make|come to|amount to|equal|give|yield|result in]?", "Calculate {x}.", "Compute {x}.", "Evaluate {x}.", "What is the [value|result|outcome] of {x}?", "The [result|value] of {x}, please.",
            "The [result|value] of {x}?", "Result of {x}?", "How much do [you|we|I] get [from|for|out of] {x}?", "My calculator can't do {x}. What is it?", "My calculator is broken. [What is {x}?|I need {x}.|How much is {x}?]", "Do {x} in your head.", "Type in {x}: what appears?",
            "Give me the [result|value|answer] of {x}.", "Tell me how much {x} is.", "Tell me what {x} makes.", "I get stuck at {x}. How much is it?", "I make {x} to be what?", "Is it hard to do {x}? What is the result?", "{X} is how much?", "{X} is which number?",
            "If I type {x}, which number do I see?", "What will {x} come to?", "What would {x} make?", "Which value does {x} have?", "What value has {x}?", "{X} - how much is that?", "{X} - which number is that?", "{X}: how much?", "Can you do {x}?", "Could you [compute|calculate] {x}?",
            "Please [compute|calculate|evaluate] {x}.", "I'd like the result of {x}.", "So how much is {x}?", "How much, please, is {x}?", "{X} should be what?", "The shop says {x}. How much is that?", "Somebody wrote {x} here. What does it make?", "What do you make of {x}?",
            "What's the outcome of {x}?", "Work out the value of {x}.", "I have to enter {x}. Which number is that?", "{X} ends up as what?", "What does it make, {x}?",
        ],
        []);

    private static readonly Phrasebook Command = new(
        [
            "{X}.", "{X}", "{x}", "{X}, please.", "{X} please", "Please {x}.", "Please, {x}.", "{X} for me.", "{X}, will you?", "{X}, would you?", "{X}, can you?", "{X} now.", "Now {x}.", "Then {x}.", "Just {x}.", "Simply {x}.", "Quickly {x}.", "Kindly {x}.",
            "[Can|Could|Would|Will] you {x}?", "[Can|Could|Would] you [please|kindly|quickly] {x}?", "[Can|Could] you {x} for me[, please|]?", "Can [anybody|someone|anyone] {x}?", "Are you able to {x}?", "Is it possible for you to {x}?", "Do you know how to {x}? [Do it.|Show me.|What do you get?]",
            "I need you to {x}.", "I want you to {x}.", "I'd like you to {x}.", "I would like you to {x}.", "I want to {x}.", "I have to {x}.", "I have to {x}. [Help me.|What do I get?|What is the answer?]", "I must {x}.", "I am trying to {x}.", "I was told to {x}. [What do I get?|Help!|Can you?]",
            "I can't {x}. [Can you?|Help me.|You do it.]", "I forgot how to {x}. [Can you do it?|You do it, please.]", "We have to {x}.", "We need to {x}.", "Let's {x}.", "Let us {x}.", "Help me {x}.", "Help me to {x}, please.", "Try to {x}.", "Try and {x}.", "Go and {x}.", "Go ahead and {x}.",
            "Be so kind as to {x}.", "Be so good and {x}.", "Your task is to {x}.", "[The|My|Our] [task|job|exercise|homework] is to {x}.", "[Task|To do|Exercise|Job|Next|Question]: {x}[.|]", "You have to {x}.", "You should {x}.", "You must {x} now.", "It is your turn to {x}.",
            "What do [you|I|we] get [if|when] [you|I|we] {x}?", "What is it [if|when] [you|I] {x}?", "What comes out [if|when] [you|I|we] {x}?", "What happens if I {x}?", "What would you get if you were to {x}?", "[If|When] [you|I|we] {x}, what [comes out|do we get|is the answer|is it]?",
            "Suppose you {x}. What do you get?", "Say I {x}. What do I get?", "Imagine you {x}. What comes out?", "First, {x}. Then tell me the answer.", "{X} and tell me the answer.", "{X} and give me the answer.", "{X}. What do you get?", "{X}: what do you get?", "{X} - what comes out?",
            "{X}. Answer?", "{X}. Only the answer, please.", "My [teacher|boss|sister|mother] [asked|told|wants] me to {x}.", "My [son|daughter|friend|classmate] has to {x}. What is the answer?", "[On the board|In my book|On the sheet] it says: {x}.", "How do I {x}? [Just the answer.|What comes out?]",
            "I bet you can {x}.", "Show me that you can {x}.", "Would you be able to {x}?", "Do me a favor and {x}.", "Would it be OK to {x}?", "May I ask you to {x}?", "Somebody should {x}.", "It's time to {x}.", "Why don't you {x}?", "Why not {x}?", "Next, {x}.", "OK, {x}.", "Mind if I ask you to {x}?",
        ],
        []);

    private static readonly Phrasebook Clause = new(
        [
            "Tell me {x}.", "Tell us {x}.", "Please tell me {x}.", "Say {x}.", "Please say {x}.", "Let me know {x}.", "Let us know {x}, please.", "I wonder {x}.", "I am wondering {x}.", "I have been wondering {x}.", "I keep asking myself {x}.", "I ask myself {x}.", "I'd like to know {x}.",
            "I would like to know {x}.", "I want to know {x}.", "I need to know {x}.", "I must know {x}.", "I have to know {x}.", "I'm curious {x}.", "I don't know {x}.", "I don't know {x}. [Do you?|Help me.|Tell me.]", "I'm not sure {x}.", "I forgot {x}.", "I can't tell {x}.", "I can't remember {x}.",
            "I have no idea {x}.", "Do you know {x}?", "Do you happen to know {x}?", "Do you have any idea {x}?", "Any idea {x}?", "Any clue {x}?", "[Can|Could|Would|Will] you tell me {x}?", "[Can|Could] you [please|kindly] tell me {x}?", "[Can|Could] you [say|find out|figure out|work out|determine] {x}?",
            "Can you tell {x}?", "Can anybody tell me {x}?", "Are you able to say {x}?", "Would you mind telling me {x}?", "May I ask {x}?", "Might I ask {x}?", "Can I ask you {x}?", "Could I ask {x}?", "Find out {x}.", "Figure out {x}.", "Work out {x}.", "Determine {x}.", "Explain {x}.", "Show me {x}.",
            "Write down {x}.", "Answer me this: {x}?", "Help me find out {x}.", "Help me see {x}.", "Help me decide {x}.", "My [teacher|boss|sister|friend|neighbor] [asks|asked|wants to know|would like to know] {x}.", "My little brother wants to know {x}.", "Somebody asked me {x}. What do I say?",
            "They asked me {x}. [What is the answer?|What do I say?]", "The question is {x}.", "My question is {x}.", "[Question|Task|Quiz|Exercise|Riddle]: {x}[?|.|]", "It is not clear to me {x}.", "It would help to know {x}.", "It would be nice to know {x}.", "Nobody knows {x}. Do you?", "Guess {x}.", "Guess: {x}?",
            "You know {x}, don't you?", "You surely know {x}.", "I bet you know {x}.", "Have you any idea {x}?", "Is it clear to you {x}? Tell me.", "We are wondering {x}.", "We want to find out {x}.", "We need to find out {x}.", "What I need to know is {x}.", "What I want to know is {x}.", "All I ask is {x}.",
            "Just tell me {x}.", "Quickly tell me {x}.", "Be so kind and tell me {x}.", "Now tell me {x}.", "So tell me {x}.", "Remind me {x}.", "Let me ask you {x}.", "Let me ask {x}.", "Let's see {x}.", "Let's find out {x}.", "Would you know {x}?", "Who can tell me {x}?", "Who knows {x}?", "Please find out {x} for me.",
        ],
        []);

    /// <summary>What comes before a question, whatever it is.</summary>
    public static Phrasebook Before { get; } = new(
        [
            "My calculator is broken:", "My calculator is broken.", "My phone is dead, so I ask you:", "My [little brother|son|daughter|niece|grandpa] wants to know:", "My [little brother|sister|friend|teacher|boss|neighbor] asked me this:", "For my homework:", "This is for my homework.", "Homework question:", "It's for school.",
            "Quick one:", "A quick one.", "Quick question:", "Just a quick question:", "A short question:", "An easy one:", "A hard one:", "I have been wondering:", "I was wondering:", "I wonder:", "I am stuck.", "I'm stuck on this:", "I need help.", "I need some help with this:", "Help me, please.", "Please help.", "Help!",
            "On a quiz:", "On a quiz they asked:", "From a quiz:", "This was in a test:", "In class we had this:", "The exam asks:", "From the textbook:", "Here is a question:", "Here is one for you:", "One more:", "Another one:", "Next one:", "Next question:", "Last one:", "Last question:", "And now:", "Now this:", "Try this:", "Try this one.",
            "Solve this:", "Answer this:", "Answer me this:", "Please answer:", "Tell me:", "Tell me,", "Say,", "So,", "Well,", "OK,", "Okay then:", "Right,", "Hmm,", "Um,", "Oh,", "Hey,", "Hey there!", "Hi there!", "Hello there,", "Good morning!", "Good evening.", "Good day!", "Dear assistant,", "Sorry to bother you.", "Sorry, but", "Excuse me,", "Excuse me.",
            "I'm not good at this.", "I am bad at this, so:", "I forgot how this goes.", "I don't have time:", "I'm in a hurry.", "We are arguing about this:", "We have a bet:", "At work they asked:", "In the kitchen I thought:", "For a puzzle:", "For a game:", "It's for a game.", "For fun:", "Just for fun,", "Just checking:", "Let me check:", "Let me ask you something.",
            "Can I ask something?", "May I ask a question?", "I have a question.", "I've got a question:", "My question:", "The question is:", "Listen:", "Listen,", "Look,", "Thanks for your help so far.", "You are good at this:", "You surely know this.", "If you don't mind:", "If I may ask:", "By the way,", "Actually,", "Anyway,", "First:", "To begin with:",
            "Without a calculator:", "No calculator here.", "In your head:", "Be quick:", "Think well:", "Think carefully.", "Careful now:", "Be careful:", "[Tom|Maria|Leo|Nina] asks:", "[Tom|Maria|Leo|Nina] wants to know:", "Somebody asked me:", "People ask:", "User:", "Q:", "Ask:", "Exercise:", "Problem:", "Task:", "Riddle:",
        ],
        []);

    /// <summary>What comes after a question.</summary>
    public static Phrasebook After { get; } = new(
        [
            "Thanks!", "Thanks a lot.", "Thank you so much!", "Many thanks.", "Please.", "Please be quick.", "Please help.", "Please help me with this.", "I need help.", "I need it for school.", "It's for my homework.", "It's urgent.", "It is for a quiz.", "It's for a friend.", "I'm stuck.", "I can't do it.", "I have no idea.", "I don't know.",
            "Do you know?", "Do you know it?", "Any idea?", "Can you help?", "Can you help me?", "Can you tell me?", "Tell me.", "Please tell me.", "Just the answer.", "Just the answer, please.", "Only the answer, please.", "Answer briefly.", "Be brief.", "Be careful.", "Think carefully.", "Take your time.", "Quick!", "Quickly, please.", "Right now, please.",
            "My calculator is broken.", "My phone is dead.", "My teacher asked me this.", "My brother wants to know.", "My boss wants to know.", "I was just wondering.", "Just wondering.", "Just curious.", "Just checking.", "I forgot.", "I really need to know.", "I would be glad to know.", "Go!", "Go ahead.", "OK?", "Okay?", "Right?", "What do you think?", "What do you say?", "I appreciate it.",
            "Cheers!", "Have a nice day.", "No calculator, please.", "Nobody here knows.", "We have a bet on it.", "I am in a hurry.", "It was in a test.", "Sorry for asking.", "Sorry to bother you.", "That is all.", "That's my question.", "You know this.",
        ],
        []);

    public static Phrasebook Of(CoreForm form) => form switch
    {
        CoreForm.Noun => Noun,
        CoreForm.Number => Number,
        CoreForm.Command => Command,
        CoreForm.Clause => Clause,
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "English has no carriers for this form."),
    };
}
