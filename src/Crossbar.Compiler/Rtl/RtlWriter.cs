using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Scheduling;

namespace Crossbar.Compiler.Rtl;

/// <summary>Writes the digital half of a chip as SystemVerilog: modules, memories of the arrays' simulation models, test bench with its vectors, Makefile.</summary>
public static class RtlWriter
{
    /// <summary>In the first lines of every file.</summary>
    internal const string Mark = "Written by crossbar rtl.";

    // Of the list of files: whatever chip was here before is replaced.
    private const string List = "rtl";

    private const string ModulePrefix = "Rtl.Modules.";

    /// <summary>What files of earlier runs look like.</summary>
    public static OutputForm Form { get; } = OutputForm.Holding(Mark);

    /// <summary>Makes sure, before there is work, that a folder can have them.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CompilationException">Something of somebody else stands there (CBX0011, CBX0012, CBX0013).</exception>
    public static void Check(string directory, LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        OutputFolder.Check(directory, List, model.Files, [Form], [.. CommonFiles(model)]);
    }

    /// <summary>Files that are there whatever the network's layers are, and the modules of the library.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<string> CommonFiles(LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [RtlMakefile.File, HdlName.OfTop(model.ClassName) + ".sv", RtlVectors.Images, RtlVectors.Scores, .. Library().Select(module => module.Path)];
    }

    /// <summary>Writes all files once they are whole.</summary>
    /// <param name="directory">The folder, made if need be.</param>
    /// <param name="model">The model and the options.</param>
    /// <param name="network">The compiled network.</param>
    /// <param name="calibration">Calibration images, each [C, H, W] flattened and scaled as the network wants them; the test bench runs the first ones.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="CompilationException">A layer cannot be built (CBX0096, CBX0097), or the folder not be written to.</exception>
    public static WrittenRtl Write(string directory, LoadedModel model, CompiledNetwork network, IReadOnlyList<float[]> calibration)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(network);
        var design = RtlDesign.Of(model.ClassName, network.Design, ArrayPlan.Of(network.Design, model.Options));
        var files = 0;
        OutputFolder.Guard(directory, () =>
        {
            using var folder = new OutputFolder(directory, List, model.Files, [Form]);
            foreach (var (path, text) in Files(design, model, network, calibration))
            {
                folder.Write(path, text);
                files++;
            }

            folder.Commit();
        });
        return new WrittenRtl(files, Math.Min(model.Options.Rtl.Vectors, calibration.Count), RtlSummary.Of(design));
    }

    /// <summary>The files.</summary>
    /// <inheritdoc cref="Write"/>
    /// <returns>Each with its place, relative to the folder of the RTL.</returns>
    public static IEnumerable<(string Path, string Text)> Files(LoadedModel model, CompiledNetwork network, IReadOnlyList<float[]> calibration)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(network);
        return Files(RtlDesign.Of(model.ClassName, network.Design, ArrayPlan.Of(network.Design, model.Options)), model, network, calibration);
    }

    private static IEnumerable<(string Path, string Text)> Files(RtlDesign design, LoadedModel model, CompiledNetwork network, IReadOnlyList<float[]> calibration)
    {
        var images = calibration.Take(model.Options.Rtl.Vectors).ToArray();
        var modules = design.Layers.Select(layer => (Path: layer.Module + ".sv", Text: layer.Write(model.FileName))).ToList();
        modules.Add((design.Top + ".sv", TopModule.Write(design, model.FileName)));
        modules.Add((TestBench.NameOf(design) + ".sv", TestBench.Write(design, model.FileName, images.Length)));
        var library = Library();
        for (var k = 0; k < modules.Count; k++)
        {
            // What a module of the library is made of comes behind it.
            foreach (var used in library.Where(module => !modules.Contains(module) && Instantiates(modules[k].Text, Path.GetFileNameWithoutExtension(module.Path))).ToArray())
                modules.Add(used);
        }

        foreach (var module in modules)
            yield return module;
        foreach (var (path, text) in design.Layers.SelectMany(layer => layer.Memories()).Concat(RtlVectors.Of(design, network.Design, images)))
            yield return (path, $"// {Mark}\n{text}");
        yield return (RtlMakefile.File, RtlMakefile.Write(design));
    }

    private static bool Instantiates(string text, string module) => text.Contains($"    {module} #(", StringComparison.Ordinal);

    private static ImmutableArray<(string Path, string Text)> Library()
    {
        var assembly = typeof(RtlWriter).Assembly;
        var library = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ModulePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            library.Add((name[ModulePrefix.Length..], $"// A module of the library. {Mark}\n//\n{reader.ReadToEnd()}"));
        }

        return library.ToImmutable();
    }
}
