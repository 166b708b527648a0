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
            "modelrouter ask \"2+2?\" --model auto:self-hosted --think-budget 200",
            "cat report.txt | modelrouter ask --model models/r1.gguf > answer.txt",
            "modelrouter ask \"487 더하기 365는?\" --json | jq .cost_usd",
        ],
        "mcp" => ["modelrouter mcp", "modelrouter mcp --config modelrouter.json --ledger spend.db"],
        "budgets" => ["modelrouter budgets", "modelrouter budgets --json | jq .budgets[0].left"],
        "feedback" => ["modelrouter feedback 019ab2c4-6a1f-7c3e-9d52-3f0e8b7a1c44 good", "modelrouter feedback 019ab2c4-6a1f-7c3e-9d52-3f0e8b7a1c44 0.3 --json"],
        "learning" or "show" or "reset" => ["modelrouter learning show", "modelrouter learning show --json | jq .models", "modelrouter learning reset"],
        "chat" => ["modelrouter chat", "modelrouter chat --model models/r1.gguf --system \"Answer briefly.\""],
        "route" => ["modelrouter route \"What is 487 + 365?\"", "modelrouter route \"Translate this.\" --config modelrouter.json --json | jq .ranking[0].model"],
        "pull" => ["modelrouter models pull r1-distill-qwen-1.5b", "modelrouter models pull qwen3-4b --folder models --json | jq -r .path"],
        "models" or "list" or "info" =>
            ["modelrouter models list", "modelrouter models list --available", "modelrouter models info models/r1.gguf"],
        "self-host" =>
        [
            "modelrouter cost self-host --preset deepseek-2025-02",
            "modelrouter cost self-host --preset deepseek-2025-02 --gpu-hour-price 3 --nodes 300 --json | jq .margin_percent",
            "modelrouter cost self-host --nodes 2 --gpus-per-node 8 --gpu-hour-price 2.5 --prefill-speed 20000 --decode-speed 4000 "
                + "--input-tokens 1.2B --output-tokens 300M",
        ],
        "prices" => ["modelrouter cost prices", "modelrouter cost prices --model deepseek-v3", "modelrouter cost prices --json | jq -r .prices[].id"],
        "break-even" or "cost" =>
        [
            "modelrouter cost break-even --preset deepseek-2025-02 --plot break-even.png",
            "modelrouter cost break-even --gpus-per-node 8 --gpu-price 30000 --amortization-years 4 --power-busy 1 --power-idle 0.3 --pue 1.3 "
                + "--electricity-price 0.12 --prefill-speed 20000 --decode-speed 4000 --mix 60/20/20 --input-price 0.55 --output-price 2.19",
        ],
        "engine" => ["modelrouter bench engine --plot engine.png", "modelrouter bench engine --shape r1-distill-qwen-1.5b --batch 1 --tokens 16"],
        "bench" or "sampling" or "gpu-check" =>
        [
            "modelrouter bench sampling --plot sampling.png",
            "modelrouter bench sampling --device cuda --batch 1,8,32 --json | jq .rows",
            "modelrouter bench gpu-check || echo \"exit code $?\"",
        ],
        "report" =>
        [
            "modelrouter report --ledger spend.db",
            "modelrouter report --ledger spend.db --by tenant --from 2026-11-01 --to 2026-12-01 --csv > november.csv",
            "modelrouter report --config modelrouter.json --by day --reference gpt --plot spend.png",
        ],
        "ledger" or "export" or "verify" =>
        [
            "modelrouter ledger export --ledger spend.db --from 2026-11-25 | jq -c 'select(.outcome != \"succeeded\")'",
            "modelrouter ledger export --ledger spend.db --csv --output spend.csv",
            "modelrouter ledger verify --ledger spend.db",
        ],
        "check" or "policy" =>
        [
            "modelrouter policy check",
            "modelrouter policy check modelrouter.json --json | jq .problems",
            "modelrouter policy schema > modelrouter.schema.json",
        ],
        "explain" =>
        [
            "modelrouter policy explain \"Summarize this contract.\" --tenant acme --data-class confidential",
            "modelrouter policy explain \"Fix this bug.\" --agent coder --tag beta --at 2026-12-24T18:00:00Z --json",
        ],
        "diff" => ["modelrouter policy diff modelrouter.json new.json", "modelrouter policy diff old.json new.json --json | jq .decisions"],
        "simulate" =>
        [
            "modelrouter policy simulate --ledger spend.db --policy new.json --from 2026-11-24 --to 2026-11-25",
            "modelrouter policy simulate --ledger spend.db --policy new.json --by user --plot new.png --json | jq .total",
        ],
        "prompts" =>
        [
            "modelrouter eval prompts --model r1",
            "modelrouter eval prompts --config modelrouter.json --model gpt --questions 200 --max-cost 0.50 --json | jq .prompts[0].better_than_chance",
        ],
        "eval" =>
        [
            "modelrouter eval --data outcomes.jsonl --models outcomes.models.json --weak small --strong large --plot pair.png",
            "modelrouter eval --data outcomes.jsonl.gz --all --worth 0.02 --json | jq .ways[0].cost_share.estimate",
            "modelrouter eval --data outcomes.jsonl --weak small --strong large --folds 5 --labels 0,50,100,200,400,1000 --plot learning.png",
            "modelrouter eval --data new.jsonl --models models.json --train feedback.jsonl --weak small --strong large --scores scores.jsonl",
            "modelrouter eval --deliberation --data outcomes.jsonl",
            "modelrouter eval --task-types --data prompts.jsonl",
            "modelrouter eval prompts --model r1",
        ],
        "train" =>
        [
            "modelrouter train --data outcomes.jsonl --out router.weights",
            "modelrouter train --data a.jsonl.gz b.jsonl=models.json --seed 1 --out router.weights --force",
            "modelrouter train --outcomes learned.db --out own.weights",
        ],
        "train-tasks" => ["modelrouter train-tasks prompts --out task-weights.bin"],
        "schema" => ["modelrouter policy schema > modelrouter.schema.json"],
        _ =>
        [
            "modelrouter ask \"What is 487 + 365?\"",
            "modelrouter ask \"Why is the sky blue?\" --model models/r1.gguf",
            "modelrouter route \"Why is the sky blue?\" --config modelrouter.json",
            "modelrouter models list",
        ],
    };
}
