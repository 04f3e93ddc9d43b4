using System.Collections.Immutable;

namespace Crossbar.Build.Generators.Manifests;

/// <summary>Reads a manifest's lines (docs/architecture.md has the format). Keys that it does not know are ignored.</summary>
internal sealed class ManifestReader
{
    private readonly ImmutableArray<string>.Builder _labels = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<CrossbarLayer>.Builder _layers = ImmutableArray.CreateBuilder<CrossbarLayer>();
    private string? _class;
    private string? _namespace;
    private string? _accessibility;
    private string? _model;
    private Tensor? _input;
    private Tensor? _output;
    private bool _takesBytes;
    private long _weights;

    private ManifestReader()
    {
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="lines">Its lines.</param>
    public static ManifestFile Read(string path, IEnumerable<string> lines)
    {
        var reader = new ManifestReader();
        var number = 0;
        foreach (var line in lines)
        {
            var fields = TabbedLine.Split(line);
            var reason = number == 0 ? CheckFormat(fields) : reader.Accept(fields);
            if (reason is not null)
                return new ManifestFile(path, null, new ManifestError(number, reason));
            number++;
        }

        return reader.Finish(path, number);
    }

    private static string? CheckFormat(string[] fields) => fields.Length > 1 && fields[0] == ManifestKeys.Format && fields[1] == ManifestKeys.Version
        ? null
        : $"the first line must be '{ManifestKeys.Format}', a tab and '{ManifestKeys.Version}'";

    // What is wrong with a line, or null.
    private string? Accept(string[] fields)
    {
        var isRead = fields[0] switch
        {
            ManifestKeys.Class => TryText(fields, ref _class),
            ManifestKeys.Namespace => TryText(fields, ref _namespace),
            ManifestKeys.Accessibility => TryText(fields, ref _accessibility) && _accessibility is "public" or "internal",
            ManifestKeys.Model => TryText(fields, ref _model),
            ManifestKeys.Input => TryTensor(fields, ref _input),
            ManifestKeys.Output => TryTensor(fields, ref _output),
            ManifestKeys.Bytes => TryBytes(fields),
            ManifestKeys.Label => TryLabel(fields),
            ManifestKeys.Layer => TryLayer(fields),
            ManifestKeys.Weights => fields.Length == 2 && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out _weights),
            _ => true,
        };
        return isRead ? null : $"the fields after '{fields[0]}' are not what it needs";
    }

    private static bool TryText(string[] fields, ref string? value)
    {
        value = fields.Length == 2 ? fields[1] : null;
        return value is not null;
    }

    private static bool TryTensor(string[] fields, ref Tensor? value)
    {
        var numbers = ImmutableArray.CreateBuilder<int>(fields.Length);
        long length = 1;
        foreach (var field in fields.Skip(2))
        {
            if (!int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var d) || d < 1 || (length *= d) > int.MaxValue)
                return false;
            numbers.Add(d);
        }

        if (numbers.Count == 0)
            return false;
        value = new Tensor(fields[1], new(numbers.ToImmutable()));
        return true;
    }

    private bool TryBytes(string[] fields)
    {
        _takesBytes = fields.Length == 2 && fields[1] == "1";
        return _takesBytes || (fields.Length == 2 && fields[1] == "0");
    }

    private bool TryLabel(string[] fields)
    {
        if (fields.Length == 2)
            _labels.Add(fields[1]);
        return fields.Length == 2;
    }

    private bool TryLayer(string[] fields)
    {
        if (fields.Length == 5)
            _layers.Add(new CrossbarLayer(fields[1], fields[2], fields[3], fields[4]));
        return fields.Length == 5;
    }

    private ManifestFile Finish(string path, int lineCount)
    {
        if (_class is null || _namespace is null || _accessibility is null || _model is null || _input is null || _output is null)
            return Fail("it ends before class, namespace, accessibility, model, input and output are all given");
        if (_labels.Count > 0 && _labels.Count != _output.Length)
            return Fail($"it has {_labels.Count} labels for {_output.Length} classes");
        var manifest = new Manifest(
            _class, _namespace, _accessibility, _model, _input, _output, _takesBytes, new(_labels.ToImmutable()), new(_layers.ToImmutable()), _weights);
        return new ManifestFile(path, manifest, null);

        ManifestFile Fail(string reason) => new(path, null, new ManifestError(Math.Max(0, lineCount - 1), reason));
    }
}
