using Crossbar.Build;
using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Reporting.Page;
using Crossbar.Compiler.Rtl;
using Crossbar.Compiler.Scheduling;
using Crossbar.Compiler.Timing;

namespace Crossbar.Compiler;

/// <summary>From a request to files: what <c>crossbar compile</c> does.</summary>
public static class ModelCompiler
{
    /// <summary>In the place of a folder: the page is to have no links to netlists.</summary>
    public const string NoNetlistLinks = "-";

    private static readonly ImmutableArray<OutputForm> Forms =
        [ClassEmitter.Form, TableBlob.Form, CompilationReport.Form, ReportPage.Form, NetlistHeader.Form, NetlistIndex.Form, RtlWriter.Form];

    /// <summary>Compiles a model and writes its tables, netlists, RTL and report, all or nothing.</summary>
    /// <param name="request">What the user asks for.</param>
    /// <param name="outputDirectory">The folder to write to.</param>
    /// <param name="diagnostics">Receives warnings and errors.</param>
    /// <param name="progress">Told of the share of work done, 0 to 1; null for nobody.</param>
    /// <param name="netlistLinks">
    /// Where the HTML page will find the netlists when people read it, relative to it or absolute; <see cref="NoNetlistLinks"/> for nowhere;
    /// null for where they are written.
    /// </param>
    /// <exception cref="CompilationException">The input has errors; nothing was written.</exception>
    public static CompilationReport Compile(
        CompilationRequest request, string outputDirectory, DiagnosticBag diagnostics, IProgress<double>? progress = null, string? netlistLinks = null)
    {
        var model = ModelLoader.Load(request, diagnostics);
        var template = model.Options.Output.Report ? ReportPageTemplate.Load() : null;
        var (tables, resource, report, page) =
            (model.ClassName + FileNames.Tables, model.ClassName + FileNames.TablesResource, model.ClassName + FileNames.Report, CompilationReport.PageNameOf(model.FullName));
        // A folder for each class: several models may be compiled into one.
        var decks = $"{FileNames.NetlistFolder}/{model.ClassName}";
        var rtl = $"{FileNames.RtlFolder}/{model.ClassName}";
        Check();
        var measurements = LayerMeasurements.Suffice(model.Options) ? new LayerMeasurements(model) : null;
        var network = Compile(model, request.Origin, diagnostics, progress, measurements is null ? null : measurements.Add);
        // Measured while the tables are written, which takes one core.
        var reporting = Task.Run(() => measurements is null ? ReportBuilder.Build(model, network) : ReportBuilder.Build(model, network, measurements.Finish()));
        var blob = TableBlob.Pack(network.Layers.Select(l => l.Layer), BakesTransfer(model.Options));
        var asResource = TableForms.IsResource(model.Options.Output.Tables, blob);
        NetlistLinks? links = null;
        OutputFolder.Guard(outputDirectory, () =>
        {
            using var folder = new OutputFolder(outputDirectory, model.ClassName, model.Files, Forms);
            folder.Write(tables, ClassEmitter.Emit(model.ClassName, model.Namespace, model.FileName, network, blob, asResource));
            if (asResource)
                folder.Write(resource, blob.Resource);
            folder.Write(report, reporting.GetAwaiter().GetResult().ToJson());
            // A folder of the user's own choice has its own index and its own commit, and may be where an older compile had its own decks;
            // without one the decks belong to the compile's files.
            HashSet<string>? others = null;
            if (model.Options.Netlist is { Dialect: not NetlistDialect.None, Directory: { } chosen })
                others = [.. WriteNetlists(chosen, netlistLinks ?? NetlistLinks.FromPage(Path.Combine(outputDirectory, page), chosen)).Select(file => Path.GetFullPath(Path.Combine(chosen, file)))];
            else if (model.Options.Netlist.Dialect != NetlistDialect.None)
                folder.WriteFolder(decks, directory => WriteNetlists(directory, netlistLinks ?? decks));
            if (model.Options.Rtl.Language == HardwareLanguage.SystemVerilog)
            {
                foreach (var (path, text) in RtlWriter.Files(model, network, CalibrationImages.For(model, null, new DiagnosticBag())))
                    folder.Write($"{rtl}/{path}", text);
            }

            if (template is not null)
                folder.Write(page, template.Fill(ReportPageBuilder.Build(
                    model, network, reporting.GetAwaiter().GetResult(), ReportImages.Calibration(model), StudyPages.None, links)));
            folder.Commit(others);
        });
        Warn(model, network, reporting.GetAwaiter().GetResult(), diagnostics);
        return reporting.GetAwaiter().GetResult();

        // Before hours of work.
        void Check()
        {
            OutputFolder.Check(outputDirectory, model.ClassName, model.Files, Forms, tables, resource, report, page);
            if (model.Options.Netlist is { Dialect: not NetlistDialect.None, Directory: { } directory })
                NetlistWriter.Check(directory, model);
            else if (model.Options.Netlist.Dialect != NetlistDialect.None)
                OutputFolder.Check(outputDirectory, model.ClassName, model.Files, Forms, $"{decks}/{NetlistIndex.File}");
            if (model.Options.Rtl.Language == HardwareLanguage.SystemVerilog)
                OutputFolder.Check(outputDirectory, model.ClassName, model.Files, Forms, [.. RtlWriter.CommonFiles(model).Select(file => $"{rtl}/{file}")]);
        }

        ImmutableArray<string> WriteNetlists(string directory, string fromPage)
        {
            var written = NetlistWriter.Write(directory, model, network).Files;
            links = template is null || fromPage == NoNetlistLinks ? null : NetlistLinks.Of(directory, fromPage);
            return written;
        }
    }

    /// <summary>Says what the report of a compiled model warns of.</summary>
    /// <param name="model">The model.</param>
    /// <param name="network">What was compiled of it.</param>
    /// <param name="report">The report on it.</param>
    /// <param name="diagnostics">Receives the warnings.</param>
    public static void Warn(LoadedModel model, CompiledNetwork network, CompilationReport report, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (report.Settlings is not { } settlings)
            return;
        foreach (var warning in SettlingWarnings.Of(network, settlings, model.Options))
            diagnostics.Report(warning);
    }

    // Cells that are not linear have no transfer matrix that inference could use.
    private static bool BakesTransfer(CompilerOptions options) => options.Output.BakeTransfer && options.ToHardware().IsLinear;

    /// <summary>Compiles a loaded model in memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="origin">The file that errors in metadata are attributed to; null for the model.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <param name="progress">Told of the share of work done, 0 to 1; null for nobody.</param>
    /// <param name="finished">See <see cref="NetworkCompiler.Compile"/>.</param>
    /// <exception cref="CompilationException">The calibration data do not fit, or an array cannot be programmed.</exception>
    public static CompiledNetwork Compile(
        LoadedModel model, string? origin, DiagnosticBag diagnostics, IProgress<double>? progress = null, Action<CompiledLayer>? finished = null)
    {
        try
        {
            var calibration = CalibrationImages.For(model, origin, diagnostics);
            if (CalibrationImages.Labelled(model) is { } labelled)
                NormalizationTrial.Warn(model, labelled, origin, diagnostics);
            var network = NetworkCompiler.Compile(model.Design, calibration, model.Options, progress, diagnostics, finished);
            if (ArrayPlan.Of(network.Design, model.Options).Shortfall is { } shortfall)
                diagnostics.Report(Descriptors.TooSlow, origin ?? model.Path, shortfall);
            return network;
        }
        catch (CompilationException failure)
        {
            // What wires and devices cannot do is cured where they are chosen.
            throw failure.At(origin ?? model.Path);
        }
    }
}
