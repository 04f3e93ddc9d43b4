using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Bench;

/// <summary>One array's file as it was read back: a number per cell, NaN where there is none, and where each stands.</summary>
/// <param name="Path">The file.</param>
/// <param name="Entry">What the index says of it.</param>
/// <param name="Values">Row-major, in siemens; NaN for a cell that was not read, or a place without a device.</param>
internal sealed record MeasuredFile(string Path, BenchEntry Entry, float[] Values)
{
    // Of a file; a chip has many.
    private const int MaxErrors = 20;

    // In a message.
    private const int MaxFieldLength = 40;

    // No memristor conducts more; a value in microsiemens does not pass as one in siemens.
    private const double MaxSiemens = 1;

    private const string Stuck = "stuck";

    private readonly string[] _lines = [];
    private readonly int[] _numbers = [];

    private MeasuredFile(string path, BenchEntry entry, float[] values, string[] lines, int[] numbers)
        : this(path, entry, values) => (_lines, _numbers) = (lines, numbers);

    /// <summary>Reads a file.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="entry">What the index says of it.</param>
    /// <param name="errors">Receives what is wrong (CBX0001, CBX0053, CBX0054).</param>
    /// <returns>The array; null where its file has not the shape that the index says, or is not there.</returns>
    public static MeasuredFile? Read(string directory, BenchEntry entry, ICollection<Diagnostic> errors)
    {
        var path = System.IO.Path.Combine(directory, entry.File);
        if (FileIdentity.Of(path, followsLink: true) is not { Kind: FileKind.File })
        {
            errors.Add(Diagnostic.Create(Descriptors.FileNotFound, System.IO.Path.Combine(directory, BenchIndex.File), "The array's file", path, "") with { Line = entry.Line, Column = 1 });
            return null;
        }

        var all = BenchText.ReadLines(path);
        // In an array of one column an empty line is a cell that was not read.
        var numbers = Enumerable.Range(0, all.Length).Where(k => !all[k].StartsWith('#') && (entry.Columns == 1 || !string.IsNullOrWhiteSpace(all[k]))).ToArray();
        if (numbers.Length != entry.Rows)
        {
            errors.Add(Diagnostic.Create(
                Descriptors.InvalidMeasurement, path, FormattableString.Invariant($"there are {numbers.Length} lines of cells, but the array has {entry.Rows} word lines."))
                with { Line = numbers.Length > entry.Rows ? numbers[entry.Rows] + 1 : all.Length, Column = 1 });
            return null;
        }

        // Before there is room for as many cells as the index wants.
        var ragged = numbers.Where(k => all[k].AsSpan().Count(',') + 1 != entry.Columns).Take(MaxErrors).ToArray();
        foreach (var k in ragged)
        {
            errors.Add(Diagnostic.Create(
                Descriptors.InvalidMeasurement, path, FormattableString.Invariant($"this line has {all[k].AsSpan().Count(',') + 1} fields, but the array has {entry.Columns} bit lines: one field each, separated by commas."))
                with { Line = k + 1, Column = 1 });
        }

        if (ragged.Length > 0)
            return null;
        var file = new MeasuredFile(path, entry, new float[entry.Rows * entry.Columns], all, numbers);
        return file.Parse(errors) ? file : null;
    }

    /// <summary>A message at the place of a cell.</summary>
    /// <param name="cell">Its number.</param>
    /// <param name="message">The message.</param>
    /// <param name="arguments">What stands in it.</param>
    public Diagnostic At(int cell, DiagnosticDescriptor message, params object?[] arguments)
    {
        var (line, column) = (_numbers[cell / Entry.Columns], 1);
        var text = _lines[line];
        for (var k = 0; k < cell % Entry.Columns; k++)
            column = text.IndexOf(',', column - 1) + 2;
        return Diagnostic.Create(message, Path, arguments) with { Line = line + 1, Column = column };
    }

    /// <summary>What stands in the place of a cell.</summary>
    /// <param name="cell">Its number.</param>
    public string FieldOf(int cell) => Short(_lines[_numbers[cell / Entry.Columns]].Split(',')[cell % Entry.Columns].Trim());

    private bool Parse(ICollection<Diagnostic> errors)
    {
        var found = 0;
        for (var row = 0; row < Entry.Rows && found < MaxErrors; row++)
        {
            var text = _lines[_numbers[row]].AsSpan();
            for (var column = 0; column < Entry.Columns; column++)
            {
                var cell = (row * Entry.Columns) + column;
                var end = text.IndexOf(',');
                var field = (end < 0 ? text : text[..end]).Trim();
                text = end < 0 ? [] : text[(end + 1)..];
                if (WhatIsWrong(field, out Values[cell]) is not { } wrong || found >= MaxErrors)
                    continue;
                errors.Add(At(cell, Descriptors.InvalidMeasuredConductance, Short(field.ToString()), wrong));
                found++;
            }
        }

        return found == 0;
    }

    private static string? WhatIsWrong(ReadOnlySpan<char> field, out float value)
    {
        value = float.NaN;
        if (field.IsEmpty || field.Equals(Stuck, StringComparison.OrdinalIgnoreCase))
            return null;
        if (!float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return "a number in siemens is needed, or an empty field, NaN or 'stuck' for a cell that was not read.";
        if (value < 0)
            return "it is negative.";
        if (float.IsInfinity(value))
            return "it is infinite.";
        return value > MaxSiemens ? "no memristor conducts that much: siemens are needed, not microsiemens." : null;
    }

    private static string Short(string field) => field.Length <= MaxFieldLength ? field : field[..MaxFieldLength] + "...";
}
