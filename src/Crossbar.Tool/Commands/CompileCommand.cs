using System.Diagnostics;
using Crossbar.Compiler;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar compile</c>: tables, netlists and report of a model.</summary>
internal static class CompileCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("compile", "Compiles a model: conductance tables as C#, SPICE netlists, RTL where asked for, and a report.");
        var model = new ModelArguments(command);
        var outputDirectory = new Option<string>("--output-directory", "-o") { Description = "Where everything goes.", HelpName = "folder", DefaultValueFactory = _ => "." };
        var print = new Option<bool>("--table") { Description = "Print a table of the layers: arrays, converter ranges, clipping, signal-to-quantisation-noise ratio, settling times where wires have capacitances." };
        command.Options.Add(outputDirectory);
        command.Options.Add(print);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var watch = Stopwatch.StartNew();
            var request = model.Request(parsed);
            CompilationReport report = null!;
            ProgressDisplay.Run($"compiling {Path.GetFileName(request.Model)}", progress =>
                report = ModelCompiler.Compile(request, parsed.GetValue(outputDirectory)!, diagnostics, progress, model.NetlistLinks(parsed)));
            if (parsed.GetValue(print))
                output.Write(StudyTable.Of([.. report.Layers.Select(LayerReportRow.Of)]).WithoutEmpty(nameof(LayerReportRow.SettlingNanosecond)).ToText());
            output.WriteLine(ReportBuilder.Summary(report, watch.Elapsed));
        }));
        return command;
    }
}
