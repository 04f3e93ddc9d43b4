namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>Imports other parts of a file that cannot be imported as it was asked for, so that what a message proposes is known to work.</summary>
/// <param name="file">The file.</param>
/// <param name="path">Its path.</param>
/// <param name="selection">What was asked for.</param>
internal sealed class SelectionTrial(OnnxFile file, string path, ImportSelection selection)
{
    /// <summary>The input that was asked for.</summary>
    public string? Input => selection.Input;

    /// <summary>The input's shape that was asked for.</summary>
    public ImmutableArray<int> InputShape => selection.InputShape;

    /// <summary>The output that was asked for.</summary>
    public string? Output => selection.Output;

    /// <summary>Imports a part.</summary>
    /// <param name="input">Where it begins; null for the graph's own input.</param>
    /// <param name="shape">Shape of one image there; empty for what the file says.</param>
    /// <param name="output">Where it ends; null for the graph's first output.</param>
    /// <returns>Shape of the part's result for one image; null where it cannot be imported.</returns>
    public TensorShape? Import(string? input, ImmutableArray<int> shape, string? output)
    {
        try
        {
            var part = new ImportSelection { Input = input, InputShape = shape, Output = output };
            return OnnxImporter.Import(path, new DiagnosticBag(), part, file, trial: null).Design.OutputShape;
        }
        catch (CompilationException)
        {
            return null;
        }
    }
}
