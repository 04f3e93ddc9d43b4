using Crossbar.Build;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Bench;

/// <summary>The text files of a bench: what their first lines say, and how they are read.</summary>
internal static class BenchText
{
    private const string Mark = "# Crossbar.Build conductances";

    // Ten million numbers with all their digits take half of it.
    private const int MaxBytes = 512 << 20;

    /// <summary>What all of them look like.</summary>
    public static OutputForm Form { get; } = OutputForm.Beginning(Mark);

    /// <summary>The first lines of a model's file: no date and no path, so that the same input gives the same bytes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="about">What is in the file.</param>
    public static string Header(LoadedModel model, params IEnumerable<string> about) =>
        Header([$"{Mark} of {model.FileName}, SHA-256 {(model.Hash.Length > 0 ? model.Hash : "unknown")}", .. about]);

    /// <summary>The first lines of a file about weights alone.</summary>
    /// <param name="about">What is in the file.</param>
    public static string HeaderOfWeights(params IEnumerable<string> about) => Header([$"{Mark} of a matrix", .. about]);

    /// <summary>Reads all lines.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CompilationException">It cannot be read (CBX0053) or is too long (CBX0018).</exception>
    public static string[] ReadLines(string path)
    {
        try
        {
            return BoundedFile.ReadAllLines(path, "conductances", MaxBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.InvalidMeasurement, path, $"the file cannot be read: {e.Message}");
        }
    }

    private static string Header(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Append($"# Written by: Crossbar.Build {ProductVersion.Text}"))
            text.Append(line.StartsWith('#') ? "" : "# ").Append(DisplayText.Of(line)).Append('\n');
        return text.ToString();
    }
}
