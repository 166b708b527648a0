using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>Command lines that work as they stand, those with a file once it is there.</summary>
internal static class Examples
{
    internal static string[] Of(Command command) => command.Name switch
    {
        "ask" =>
        [
            "modelrouter ask \"What is 487 + 365?\"",
            "modelrouter ask \"Why is the sky blue?\" --model models/r1.gguf",
            "modelrouter ask \"Summarize this.\" --model auto:self-hosted --think-budget 200",
            "cat report.txt | modelrouter ask > answer.txt",
            "modelrouter ask \"하늘은 왜 파란가요?\" --json | jq .cost_usd",
        ],
        "chat" => ["modelrouter chat", "modelrouter chat --model models/r1.gguf --system \"Answer briefly.\""],
        "route" => ["modelrouter route \"Prove that 2 is prime.\"", "modelrouter route \"Translate this.\" --json | jq .ranking[0].model"],
        "pull" => ["modelrouter models pull r1-distill-qwen-1.5b", "modelrouter models pull qwen3-4b --folder models --json | jq -r .path"],
        "models" or "list" or "info" =>
            ["modelrouter models list", "modelrouter models list --available", "modelrouter models info models/r1.gguf"],
        _ =>
        [
            "modelrouter ask \"What is 487 + 365?\"",
            "modelrouter ask \"Why is the sky blue?\" --model models/r1.gguf",
            "modelrouter route \"Why is the sky blue?\" --config modelrouter.json",
            "modelrouter models list",
        ],
    };
}
