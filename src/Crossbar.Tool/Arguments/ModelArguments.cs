using System.Collections.Immutable;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Tool.Arguments;

/// <summary>What every command on a model understands: the model, and all item metadata as options.</summary>
internal sealed class ModelArguments
{
    private readonly Argument<string> _model = new("MODEL.onnx") { Description = "The trained network." };
    private readonly ImmutableArray<(OptionDefinition Definition, Option<string?> Option)> _options;
    private readonly Option<string[]> _metadata = new("--metadata")
    {
        Description = "Item metadata as Name=Value: the same as the option of that name.",
        HelpName = "Name=Value",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _baseDirectory = new("--base-directory") { Description = "Where relative paths in metadata start.", HelpName = "folder" };
    private readonly Option<string?> _origin = new("--origin") { Description = "The file that errors in metadata are attributed to.", HelpName = "file" };
    private readonly Option<string?> _diagnosticsFile = new("--diagnostics-file")
    {
        Description = "Write errors and warnings here, for the build to replay, instead of printing them.",
        HelpName = "file",
    };

    private readonly Option<string?> _netlistLinks = new("--netlist-links")
    {
        Description = "Where the page that compile writes with --report true will find the netlists when it is read: relative to the page, or absolute; - for a page without links to them.",
        HelpName = "folder",
    };

    private readonly Option<string?> _toolVersion = new("--tool-version") { Description = "Ignored: lets a request change with the tool.", HelpName = "version" };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="needsModel">Whether it does nothing without a model.</param>
    public ModelArguments(Command command, bool needsModel = true)
    {
        if (!needsModel)
            _model.Arity = ArgumentArity.ZeroOrOne;
        command.Arguments.Add(_model);
        _options = [.. OptionTable.All.Select(d => (d, new Option<string?>(d.OptionName) { Description = Help(d), HelpName = d.ValueKind }))];
        foreach (var (definition, option) in _options)
        {
            option.CompletionSources.Add([.. definition.Choices]);
            command.Options.Add(option);
        }

        _metadata.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !token.Value.Contains('=', StringComparison.Ordinal)) is { } token)
                result.AddError($"--metadata needs Name=Value, not '{token.Value}'.");
        });
        command.Options.Add(_metadata);
        command.Options.Add(_baseDirectory);
        command.Options.Add(_origin);
        command.Options.Add(_diagnosticsFile);
        command.Options.Add(_netlistLinks);
        command.Options.Add(_toolVersion);
    }

    /// <summary>Refuses options that a study varies and would ignore.</summary>
    /// <param name="command">The command.</param>
    /// <param name="instead">Names of metadata, and what says them here.</param>
    public void Refuse(Command command, params (string Name, string Instead)[] instead) => command.Validators.Add(result =>
    {
        var metadata = result.GetValue(_metadata) ?? [];
        foreach (var (definition, option) in _options)
        {
            if (instead.FirstOrDefault(pair => pair.Name == definition.Name) is { Name: not null } varied
                && (result.GetResult(option) is { Implicit: false } || metadata.Any(pair => pair.StartsWith(definition.Name + "=", StringComparison.OrdinalIgnoreCase))))
                result.AddError($"This study varies {definition.Name}: {varied.Instead}.");
        }
    });

    /// <summary>Refuses one chip with its own errors, for a study that draws chips with theirs.</summary>
    public void RefuseMeasured(Command command) => command.Validators.Add(result =>
    {
        if (IsGiven(result, "MeasuredConductances"))
            result.AddError("MeasuredConductances is one chip, and this study draws others: leave it out.");
    });

    /// <summary>Whether an item metadata was given, by its option or with --metadata, while the command line is checked.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result, string name) =>
        _options.Any(pair => pair.Definition.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && result.GetResult(pair.Option) is { Implicit: false })
        || (result.GetValue(_metadata) ?? []).Any(pair => pair.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a model was given, while the command line is checked.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) => result.GetResult(_model) is { Tokens.Count: > 0 };

    /// <summary>Whether a model was given.</summary>
    public bool HasModel(ParseResult parsed) => parsed.GetValue(_model) is not null;

    /// <summary>The options alone, for a command that can do without a model.</summary>
    public CompilerOptions Options(ParseResult parsed, DiagnosticBag diagnostics)
    {
        var options = OptionReader.Read(Metadata(parsed), parsed.GetValue(_baseDirectory), parsed.GetValue(_origin), diagnostics);
        diagnostics.ThrowIfErrors();
        return options;
    }

    /// <summary>The files of the run.</summary>
    public RunFiles Files { get; } = new();

    /// <summary>Path of the model.</summary>
    public string ModelPath(ParseResult parsed) => Path.Combine(parsed.GetValue(_baseDirectory) ?? "", parsed.GetValue(_model)!);

    /// <summary>What was asked for. What an option says wins over --metadata.</summary>
    public CompilationRequest Request(ParseResult parsed) =>
        new(parsed.GetValue(_model)!, Metadata(parsed), parsed.GetValue(_baseDirectory), parsed.GetValue(_origin)) { Files = Files };

    private ImmutableArray<(string Name, string Value)> Metadata(ParseResult parsed)
    {
        var metadata = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var pair in parsed.GetValue(_metadata) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            metadata.Add((pair[..equals], pair[(equals + 1)..]));
        }

        foreach (var (definition, option) in _options)
        {
            if (parsed.GetValue(option) is { } value)
                metadata.Add((definition.Name, value));
        }

        return metadata.ToImmutable();
    }

    /// <summary>What help says of an option.</summary>
    internal static string Help(OptionDefinition d)
    {
        var about = string.Join(", ", new[] { d.Unit, d.Range, d.Default.Length > 0 ? "default " + d.Default : "" }.Where(t => t.Length > 0));
        return about.Length > 0 ? $"{d.Description} ({about})." : d.Description + ".";
    }

    /// <summary>The file that errors in metadata are attributed to; null for the command line.</summary>
    public string? Origin(ParseResult parsed) => parsed.GetValue(_origin);

    /// <summary>Where a compile's page will find the netlists; null for where they are written.</summary>
    public string? NetlistLinks(ParseResult parsed) => parsed.GetValue(_netlistLinks);

    /// <summary>Where diagnostics go; null to print them.</summary>
    public string? DiagnosticsFile(ParseResult parsed) => parsed.GetValue(_diagnosticsFile);
}
