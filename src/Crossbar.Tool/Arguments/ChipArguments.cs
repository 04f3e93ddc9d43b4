using System.Collections.Immutable;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Tool.Arguments;

/// <summary>What describes arrays whatever they are used for: the options of mapping, conversion and hardware, for a command without a model.</summary>
internal sealed class ChipArguments
{
    private readonly ImmutableArray<(OptionDefinition Definition, Option<string?> Option)> _options;

    /// <summary>Adds them to a command.</summary>
    public ChipArguments(Command command)
    {
        _options =
        [
            .. OptionTable.All.Where(d => d.Group is OptionGroup.Mapping or OptionGroup.Hardware)
                .Select(d => (d, new Option<string?>(d.OptionName) { Description = ModelArguments.Help(d), HelpName = d.ValueKind })),
        ];
        foreach (var (definition, option) in _options)
        {
            option.CompletionSources.Add([.. definition.Choices]);
            command.Options.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="files">Is told of the files that are read.</param>
    /// <param name="diagnostics">Receives errors.</param>
    /// <exception cref="CompilationException">There was an error.</exception>
    public CompilerOptions Of(ParseResult parsed, RunFiles files, DiagnosticBag diagnostics)
    {
        var given = _options.Select(pair => (pair.Definition.Name, Value: parsed.GetValue(pair.Option)!)).Where(pair => pair.Value is not null);
        var options = OptionReader.Read(given, null, null, diagnostics);
        diagnostics.ThrowIfErrors();
        foreach (var file in OptionTable.All.SelectMany(option => option.FilesOf(options)))
            files.Reads(file);
        return options;
    }
}
