using System.Text;

namespace ModelRouter.Cli.Tests;

/// <summary>Configuration files for policy tests.</summary>
internal static class PolicyFiles
{
    /// <summary>Every key that a policy may have, and of the rest one of each kind.</summary>
    internal const string Full = """
        {
          "NanoR1": true,
          "ModelRouter": {
            "Models": {
              "gpt": {
                "Provider": "openai", "Tier": "Cloud", "ProviderModel": "gpt-5", "Price": { "InputPerMillion": 2.5, "OutputPerMillion": 10 },
                "Capabilities": ["Tools"], "ContextWindow": 400000, "Clearance": "Internal", "Quality": 0.9, "TaskQuality": { "Code": 0.95 },
                "DomainQuality": { "Law": 0.8 }, "Residency": "us", "Provenance": "openai", "Settings": { "ApiKeyVariable": "GPT_KEY" }
              },
              "r1": {
                "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true, "Capabilities": ["Reasoning"], "Clearance": "Confidential", "Quality": 0.7, "ContextWindow": 8192,
                "Residency": "in-house", "Provenance": "deepseek", "Limits": { "MaxConcurrency": 4 },
                "History": { "SystemPrompt": "MergedIntoUser", "ToolCallIds": { "MaxLength": 40 } }, "Settings": { "Path": "r1.gguf" }
              },
              "fleet": {
                "Provider": "pool", "Tier": "SelfHosted", "Clearance": "Confidential", "Residency": "in-house", "Provenance": "alibaba", "Price": { "SelfHosted": { "GpusPerNode": 8, "DollarsPerGpuHour": 2, "PrefillTokensPerSecond": 20000, "DecodeTokensPerSecond": 4000, "Utilization": 0.4, "Cost": "Full", "Mix": { "Input": 3, "CachedInput": 1, "Output": 1 } } },
                "Settings": { "Nodes": { "a": { "Provider": "openai", "ProviderModel": "qwen3", "Settings": { "Endpoint": "http://node-a/v1" } } } }
              }
            },
            "Routing": { "Worth": 0.01, "TaskWorth": { "Code": 0.05 } },
            "Health": { "FailureThreshold": 3 },
            "Execution": { "MaxAttempts": 8 }, "Cascade": { "Mode": "Auto", "Correlation": 0.35, "Schema": { "Enabled": true }, "Confidence": { "MinScore": 0.8 }, "Votes": { "Count": 3, "Tasks": ["Math"] }, "Verifiers": { "Timeout": "00:00:30" } },
            "Policy": {
              "Rules": [
                { "Name": "confidential-stays", "When": { "MinDataClass": "Confidential" }, "Only": { "Residency": ["in-house"] } },
                { "Name": "night", "When": { "Time": { "From": "22:00", "To": "06:00", "Days": ["Friday", "Saturday"], "TimeZone": "Asia/Seoul" } }, "Prefer": { "Tiers": ["SelfHosted"] } },
                {
                  "Name": "code-of-acme",
                  "When": {
                    "Tasks": ["Code"], "Domains": ["Software"], "Languages": ["en", "ko"], "MaxDataClass": "Personal", "MinInjectionSuspicion": 0, "Modalities": ["Text", "Image"], "Tenants": ["acme"], "Users": ["ann"],
                    "Agents": ["coder"], "Tags": ["beta"], "MinPromptTokens": 1, "MaxPromptTokens": 100000
                  },
                  "Unless": { "Tags": ["cheap"] },
                  "Deny": { "Provenance": ["alibaba"] }, "MinQuality": 0.25, "MaxCostPerCall": 0.75, "MaxLatency": "00:02:00", "Worth": 0.2,
                  "ReasoningEffort": "Low", "ThinkBudget": 400, "Cascade": "Off"
                },
                { "Name": "thrift", "MaxCostPerCall": 0.1, "Deny": { "Models": ["gpt"], "Residency": ["us"] } }
              ]
            },
            "Currencies": { "KRW": 0.0007 },
            "Prices": {
              "contract": {
                "Currency": "KRW", "InputPerMillion": 400, "OutputPerMillion": 1600, "BatchFactor": 0.5, "Source": "contract 17", "Read": "2026-10-01",
                "OffPeak": [ { "From": "16:30", "To": "00:30", "Factor": 0.5, "Days": ["Sunday"] } ],
                "LongPrompt": { "AboveInputTokens": 200000, "InputPerMillion": 800, "OutputPerMillion": 2400 }
              }
            },
            "Budgets": { "all": { "Scope": "Global", "Window": "Month", "TimeZone": "Asia/Seoul", "LimitUsd": 500, "OnExhaustion": "Downgrade", "Thresholds": [0.5] } },
            "BudgetStore": { "Sqlite": "modelrouter.db" },
            "Ledger": { "Provider": "sqlite", "Path": "modelrouter.db", "Durability": "Commit" },
            "Learning": { "Enabled": true, "Forecasts": true, "Exploration": { "Share": 0.05, "MaxExtraCost": 0.01, "DailyBudget": 2, "Seed": 1 } },
            "Registry": { "Folder": "models" }
          }
        }
        """;

    internal static PolicyFile Read(string json) => PolicyFile.Read("modelrouter.json", Encoding.UTF8.GetBytes(json));
}
