using System.CommandLine;

namespace NanoR1;

/// <summary><c>export</c>: checkpoints as the files that the product loads.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var options = new Option<DirectoryInfo>("--folder") { DefaultValueFactory = _ => new DirectoryInfo("artifacts/nano-r1"), Description = "Folder of the checkpoints" };
        var from = new Option<string>("--base") { DefaultValueFactory = _ => TrainCommand.Name, Description = "Checkpoint of the base model: sft, or grpo after 'reinforce'" };
        var model = new Option<FileInfo?>("--model") { Description = "Where to write the base model" };
        var adapter = new Option<FileInfo?>("--adapter") { Description = "Where to write the specialist's adapter" };
        var command = new Command("export", "Write checkpoints as GGUF files") { options, from, model, adapter };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(options).FullName;
            var baseName = parsed.GetRequiredValue(from);
            if (parsed.GetValue(model) is { } modelFile)
            {
                var weights = new TransformerWeights(ModelShape.Nano);
                Checkpoint.Load(Path.Combine(folder, baseName + ".ckpt"), weights.All, optimizer: null);
                ModelGguf.Write(
                    modelFile.FullName,
                    weights.Shape,
                    weights.All.Select(parameter => new NamedTensor(parameter.Name, parameter.Rows, parameter.Columns, parameter.Values)),
                    GgufTensorType.F16,
                    "NanoR1",
                    "A miniature reasoning model: arithmetic, comparing, sorting, palindromes, letters, units and dates, in English and Korean.");
            }

            if (parsed.GetValue(adapter) is { } adapterFile)
            {
                var lora = AdaptCommand.Load(folder, baseName, seed: 0);
                Checkpoint.Load(Path.Combine(folder, AdaptCommand.Name + ".ckpt"), lora.Factors, optimizer: null);
                AdapterGguf.Write(
                    adapterFile.FullName, lora.Pairs, lora.Alpha, "NanoR1 machine diagnosis", "Reads process data of a milling machine and diagnoses its failure.");
            }
        });
        return command;
    }
}
