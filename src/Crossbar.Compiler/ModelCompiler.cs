using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Reporting.Page;

namespace Crossbar.Compiler;

/// <summary>From a request to files: what <c>crossbar compile</c> does.</summary>
public static class ModelCompiler
{
    private const string NetlistFolder = "netlists";

    /// <summary>Compiles a model and writes its tables, netlists and report, all or nothing.</summary>
    /// <param name="request">What the user asks for.</param>
    /// <param name="outputDirectory">The folder to write to.</param>
    /// <param name="diagnostics">Receives warnings and errors.</param>
    /// <param name="progress">Told of the share of work done, 0 to 1; null for nobody.</param>
    /// <param name="netlistLinks">
    /// Where the HTML page will find the netlists when people read it, relative to it or absolute; null for where they are written.
    /// </param>
    /// <exception cref="CompilationException">The input has errors; nothing was written.</exception>
    public static CompilationReport Compile(
        CompilationRequest request, string outputDirectory, DiagnosticBag diagnostics, IProgress<double>? progress = null, string? netlistLinks = null)
    {
        var model = ModelLoader.Load(request, diagnostics);
        var template = model.Options.Report ? ReportPageTemplate.Load() : null;
        var network = Compile(model, request.Origin, diagnostics, progress);
        // Measured while the tables are written, which takes one core.
        var reporting = Task.Run(() => ReportBuilder.Build(model, network));
        var blob = TableBlob.Pack(network.Layers.Select(l => l.Layer), BakesTransfer(model.Options));
        var asResource = TableForms.IsResource(model.Options.Tables, blob);
        var page = ReportPage.FileNameOf(model.ClassName);
        NetlistLinks? links = null;
        OutputFolder.Guard(outputDirectory, () =>
        {
            using var folder = new OutputFolder(outputDirectory, model.ClassName);
            folder.Write($"{model.ClassName}.tables.g.cs", ClassEmitter.Emit(model.ClassName, model.Namespace, model.FileName, network, blob, asResource));
            if (asResource)
                folder.Write($"{model.ClassName}.tables.bin", blob.Resource);
            folder.Write($"{model.ClassName}.report.json", reporting.GetAwaiter().GetResult().ToJson());
            // A folder of the user's own choice is written by itself, after the commit, which deletes what older compiles left;
            // without one the decks belong to the compile's files.
            if (model.Options is { Netlist: not NetlistDialect.None, NetlistDirectory: null })
            {
                folder.WriteFolder(NetlistFolder, directory =>
                {
                    WriteNetlists(directory);
                    links = template is null ? null : NetlistLinks.Of(directory, netlistLinks ?? NetlistFolder);
                });
            }

            if (template is not null && model.Options.NetlistDirectory is null)
                folder.Write(page, Page(template));
            folder.Commit();
        });
        if (model.Options is { NetlistDirectory: { } netlists })
        {
            if (model.Options.Netlist != NetlistDialect.None)
                WriteNetlists(netlists);
            if (template is not null)
            {
                var path = Path.Combine(outputDirectory, page);
                links = model.Options.Netlist == NetlistDialect.None ? null : NetlistLinks.Of(netlists, NetlistLinks.FromPage(path, netlists));
                OutputFolder.Guard(path, () => OutputFolder.WriteIfDifferent(path, Page(template)));
            }
        }

        return reporting.GetAwaiter().GetResult();

        void WriteNetlists(string directory) => NetlistWriter.Write(directory, model, network);

        string Page(ReportPageTemplate template) =>
            template.Fill(ReportPageBuilder.Build(model, network, reporting.GetAwaiter().GetResult(), ReportImages.Calibration(model), null, links));
    }

    // Cells that are not linear have no transfer matrix that inference could use.
    private static bool BakesTransfer(CompilerOptions options) => options.BakeTransfer && options.Nonlinearity == 0;

    /// <summary>Compiles a loaded model in memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="origin">The file that errors in metadata are attributed to; null for the model.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <param name="progress">Told of the share of work done, 0 to 1; null for nobody.</param>
    /// <exception cref="CompilationException">The calibration data do not fit, or an array cannot be programmed.</exception>
    public static CompiledNetwork Compile(LoadedModel model, string? origin, DiagnosticBag diagnostics, IProgress<double>? progress = null)
    {
        try
        {
            var calibration = CalibrationImages.For(model, origin, diagnostics);
            return NetworkCompiler.Compile(model.Design, calibration, model.Options, progress, diagnostics);
        }
        catch (CompilationException failure)
        {
            // What wires and devices cannot do is cured where they are chosen.
            throw failure.At(origin ?? model.Path);
        }
    }
}
