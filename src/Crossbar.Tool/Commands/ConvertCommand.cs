using Crossbar.Compiler.Bench;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Solving;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar convert</c>: a matrix alone as conductances, and what turns their currents into its products.</summary>
internal static class ConvertCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("convert", "Converts a matrix of weights to the conductances of arrays, and tells how their column currents become its products.");
        var weights = new Option<string>("--weights") { Description = "CSV of M lines of N weights: a line per input, a column per output.", HelpName = "w.csv", Required = true };
        var outputDirectory = new Option<string>("--output-directory", "-o") { Description = "Where the files go.", HelpName = "folder", Required = true };
        command.Options.Add(weights);
        command.Options.Add(outputDirectory);
        var chip = new ChipArguments(command);
        command.SetAction(parsed => Guarded.Run(error, diagnostics =>
        {
            var files = new RunFiles();
            var options = chip.Of(parsed, files, diagnostics);
            var (file, directory) = (parsed.GetValue(weights)!, parsed.GetValue(outputDirectory)!);
            files.Reads(file);
            MatrixFolder.Check(directory, files);
            var matrix = CsvMatrix.Read(file, "Weights file", diagnostics, w => float.IsFinite((float)w) ? null : Descriptors.InvalidWeight);
            diagnostics.ThrowIfErrors();
            var network = MatrixNetwork.Of(matrix!.Rows, matrix.Columns, matrix.Values);
            CompiledNetwork compiled = null!;
            ProgressDisplay.Run("converting", progress => compiled = NetworkCompiler.Compile(network, MatrixNetwork.Inputs(network), options, progress, diagnostics));
            var arrays = MatrixFolder.Write(directory, compiled, files);
            var worst = compiled.Layers[0].Arrays.MaxBy(array => array.Programmed.Quality.WorstError)!.Programmed.Quality;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Crossbar: {matrix.Rows}×{matrix.Columns} weights -> {arrays.Length} {(arrays.Length == 1 ? "array" : "arrays")}, {compiled.DeviceCount} memristors in {directory}, worst error {100 * worst.WorstError:G2} % of the range"));
        }));
        return command;
    }
}
