using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Options;

/// <summary>
/// A JSON file with the properties of a chip: <c>{ "WireResistance": 2, "AdcBits": 6 }</c>. Comments are allowed, and so is <c>$schema</c>,
/// by which editors find chip.schema.json.
/// </summary>
internal static class HardwareFile
{
    private const string Schema = "$schema";

    /// <summary>Reads every property into the options, reports what is wrong at its line, and collects the names of wrong ones.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The options.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="failed">Receives the names of wrong ones.</param>
    /// <param name="seen">Receives the names of all.</param>
    public static CompilerOptions Read(string path, CompilerOptions options, DiagnosticBag diagnostics, HashSet<string> failed, HashSet<string> seen)
    {
        var source = new OptionSource(diagnostics, Path.GetDirectoryName(path), path);
        byte[] text;
        try
        {
            text = BoundedFile.ReadAllBytes(path, "a hardware file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            source.Report(Descriptors.InvalidHardwareFile, $"it cannot be read: {e.Message}");
            return options;
        }

        if (text.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        try
        {
            return ReadObject(text, options, source, failed, seen);
        }
        catch (JsonException e)
        {
            var place = source with { Line = (int)(e.LineNumber ?? -1) + 1, Column = (int)(e.BytePositionInLine ?? -1) + 1 };
            place.Report(Descriptors.InvalidHardwareFile, "this is no valid JSON.");
            return options;
        }
    }

    private static CompilerOptions ReadObject(byte[] text, CompilerOptions options, OptionSource source, HashSet<string> failed, HashSet<string> seen)
    {
        var place = source with { Line = 1, Column = 1 };
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Advance(ref place, 0, text, reader.TokenStartIndex);
            place.Report(Descriptors.InvalidHardwareFile, "an object is needed, such as { \"WireResistance\": 2 }.");
            return options;
        }

        var last = 0L;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Advance(ref place, last, text, reader.TokenStartIndex);
            last = reader.TokenStartIndex;
            if (Text(ref reader) is not { } name)
            {
                place.Report(Descriptors.InvalidHardwareFile, "this name is no text: its bytes are no UTF-8, or it has half of a character (a lone surrogate).");
                return options;
            }

            reader.Read();
            var isNumber = reader.TokenType == JsonTokenType.Number;
            var isText = reader.TokenType == JsonTokenType.String;
            var value = isNumber ? Encoding.UTF8.GetString(reader.ValueSpan) : isText ? Text(ref reader) ?? "?" : reader.TokenType.ToString();
            reader.Skip();
            if (name == Schema && isText)
                continue;

            var errors = source.Diagnostics.Count;
            var definition = OptionTable.Find(name);
            if (definition is not { InHardwareFile: true })
                place.Report(Descriptors.InvalidHardwareFile, $"it cannot hold '{name}'.{Suggestion(name)}");
            else if (!seen.Add(name))
                place.Report(Descriptors.InvalidHardwareFile, $"'{name}' is there twice.");
            else if (!definition.Choices.IsEmpty && !isText)
                place.Report(Descriptors.InvalidHardwareFile, $"'{name}' must be one of {string.Join(", ", definition.Choices.Select(choice => $"\"{choice}\""))}.");
            else if (definition is IPresetOption && !isText)
                place.Report(Descriptors.InvalidHardwareFile, $"'{name}' must be a name or a file in quotes.");
            else if (definition is not IPresetOption && definition.Choices.IsEmpty && !isNumber)
                place.Report(Descriptors.InvalidHardwareFile, $"'{name}' must be a number without quotes{definition.InUnit}.");
            else
                options = definition.Read(value, options, place);
            if (source.Diagnostics.Count > errors)
                failed.Add(name);
        }

        // Reads to the end, so that what follows the object is seen.
        while (reader.Read())
        {
        }

        return options;
    }

    private static string Suggestion(string name)
    {
        var names = OptionTable.All.Where(d => d.InHardwareFile).Select(d => d.Name);
        return Spelling.Nearest(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : $" It can hold {string.Join(", ", names)}.";
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Moves a place on, so that a file is counted through once, however many properties it has.
    private static void Advance(ref OptionSource place, long from, ReadOnlySpan<byte> text, long to)
    {
        var between = text[(int)from..(int)to];
        var lines = between.Count((byte)'\n');
        place = place with { Line = place.Line + lines, Column = lines == 0 ? place.Column + between.Length : between.Length - between.LastIndexOf((byte)'\n') };
    }
}
