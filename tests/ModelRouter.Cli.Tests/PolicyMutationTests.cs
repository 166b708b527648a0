using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelRouter.Cli.Tests;

/// <summary>Thousands of damaged files: an error with a position, or a valid policy whose every key counts; never a crash.</summary>
public class PolicyMutationTests
{
    private const int Files = 6_000;
    private static readonly HashSet<string> FreeNames = ["ModelRouter:Models", "ModelRouter:Currencies", "ModelRouter:Prices", "ModelRouter:Budgets", "ModelRouter:Models:fleet:Settings:Nodes", ""];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string Before = Canonical(PolicyFiles.Read(PolicyFiles.Full));

    [Fact]
    public void Damaged_text_is_an_error_with_a_position_or_a_valid_policy()
    {
        var random = new Random(20_261_125);
        var text = Encoding.UTF8.GetBytes(PolicyFiles.Full.Replace("acme", "아크메", StringComparison.Ordinal));
        var (valid, wrong) = (0, 0);
        for (var i = 0; i < Files; i++)
        {
            byte[] damaged = random.Next(4) switch
            {
                0 => text[..random.Next(text.Length)],
                1 => [.. text.Take(random.Next(text.Length)), .. text.Skip(random.Next(text.Length))],
                _ => Scatter(text, random),
            };

            var file = PolicyFile.Read("f", damaged);

            AssertPlaces(file, damaged);
            (valid, wrong) = file.HasErrors ? (valid, wrong + 1) : (valid + 1, wrong);
        }

        Assert.True(wrong > Files / 2, $"{wrong} wrong, {valid} valid.");
    }

    [Fact]
    public void A_misspelled_key_is_always_an_error_at_its_place()
    {
        var keys = Keys(JsonNode.Parse(PolicyFiles.Full)!.AsObject(), "").Where(k => !FreeNames.Contains(k.Parent)).ToList();
        Assert.True(keys.Count > 90, $"{keys.Count}");
        var random = new Random(5);
        foreach (var (parent, key) in keys)
        {
            for (var kind = 0; kind < 4; kind++)
            {
                var misspelled = Misspell(key, kind, random);
                var root = JsonNode.Parse(PolicyFiles.Full)!;
                var at = Find(root, parent).AsObject();
                if (at.ContainsKey(misspelled) || misspelled.Equals(key, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                var value = at[key]!.DeepClone();
                at.Remove(key);
                at[misspelled] = value;
                var bytes = Encoding.UTF8.GetBytes(root.ToJsonString(Indented));
                var file = PolicyFile.Read("f", bytes);

                Assert.True(file.Problems.Any(p => p.IsError && p.Path.StartsWith(parent, StringComparison.OrdinalIgnoreCase)), $"{parent}:{misspelled} is ignored.");
                AssertPlaces(file, bytes);
            }
        }
    }

    [Fact]
    public void A_changed_value_of_a_rule_is_an_error_or_changes_the_policy()
    {
        JsonNode?[] values = ["zzz", 7, -1, 0.5, true, null, new JsonArray(), new JsonObject(), new JsonArray("zzz"), new JsonObject { ["zzz"] = 1 }, "", " "];
        var leaves = Leaves(Find(JsonNode.Parse(PolicyFiles.Full)!, "ModelRouter:Policy:Rules"), "ModelRouter:Policy:Rules").ToList();
        Assert.True(leaves.Count > 30, $"{leaves.Count}");
        var valid = 0;
        foreach (var path in leaves)
        {
            foreach (var value in values)
            {
                var root = JsonNode.Parse(PolicyFiles.Full)!;
                var parent = Find(root, path[..path.LastIndexOf(':')]);
                var key = path[(path.LastIndexOf(':') + 1)..];
                if (parent is JsonArray array)
                {
                    array[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] = value?.DeepClone();
                }
                else
                {
                    parent[key] = value?.DeepClone();
                }

                var bytes = Encoding.UTF8.GetBytes(root.ToJsonString());
                var file = PolicyFile.Read("f", bytes);
                AssertPlaces(file, bytes);
                Assert.True(file.HasErrors || Canonical(file) != Before, $"{path} = {value?.ToJsonString() ?? "null"} changes nothing.");
                valid += file.HasErrors ? 0 : 1;
            }
        }

        Assert.True(valid > 20, $"{valid}");
    }

    private static string Canonical(PolicyFile file) => string.Join(
        '\n', file.Options.Policy.Rules.Select(rule => $"{rule.Name}: {string.Join("; ", RuleText.Parts(rule).Select(p => $"{p.Key} {p.Text}"))}"));

    private static void AssertPlaces(PolicyFile file, byte[] bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        Assert.All(file.Problems, p =>
        {
            Assert.InRange(p.Place.Line, 1, lines.Length);
            Assert.InRange(p.Place.Column, 1, lines[p.Place.Line - 1].Length + 1);
            Assert.NotEqual("", p.Message);
        });
    }

    private static byte[] Scatter(byte[] text, Random random)
    {
        var damaged = (byte[])text.Clone();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(damaged.Length);
            damaged[at] = random.Next(3) == 0 ? (byte)random.Next(256) : "{}[]\",:0z- \n"u8[random.Next(12)];
        }

        return damaged;
    }

    private static string Misspell(string key, int kind, Random random)
    {
        var at = random.Next(key.Length);
        return kind switch
        {
            0 when key.Length > 1 => key.Remove(at, 1),
            1 => key.Insert(at, "x"),
            2 => key[..at] + "q" + key[(at + 1)..],
            _ => key + "s",
        };
    }

    private static IEnumerable<(string Parent, string Key)> Keys(JsonNode? node, string path) => node switch
    {
        JsonObject o => o.SelectMany(p => Keys(p.Value, Combine(path, p.Key)).Prepend((path, p.Key))),
        JsonArray a => a.SelectMany((item, i) => Keys(item, Combine(path, $"{i}"))),
        _ => [],
    };

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject o => o.SelectMany(p => Leaves(p.Value, Combine(path, p.Key))),
        JsonArray a => a.SelectMany((item, i) => Leaves(item, Combine(path, $"{i}"))),
        _ => [path],
    };

    private static JsonNode Find(JsonNode root, string path) => path.Split(':', StringSplitOptions.RemoveEmptyEntries).Aggregate(
        root, (node, key) => node is JsonArray array ? array[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)]! : node[key]!);

    private static string Combine(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";
}
